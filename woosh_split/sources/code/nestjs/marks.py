"""The metadata that decorators leave on what they stand before, and what code gets that asks for it."""

from __future__ import annotations

from collections.abc import Hashable

from woosh_split.sources.code.nestjs.tokens import leaves, token_of
from woosh_split.sources.code.typescript.decorators import Decorator, read_decorators
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.values import Literal, join_values

_LEAVE = frozenset({"Reflect.metadata", "Reflect.defineMetadata"})
"""What leaves metadata, as Nest's ``SetMetadata`` does: the key first, the value second."""
_OF_FUNCTION = 3
"""So many arguments has ``Reflect.defineMetadata(key, value, function)``; a fourth is a member's name."""
_TELL = frozenset({"Reflect.getMetadata", "Reflect.getOwnMetadata"})


def mark_of(decorator: Decorator) -> tuple[Hashable, Value] | None:
    """Return the key and the value of what a decorator leaves; None where it leaves nothing, or under a key that is not known."""
    leaves_it = decorator.name == "SetMetadata" or leaves_marks(External(decorator.package, decorator.name))
    if not leaves_it or len(decorator.args) < 2:
        return None
    key = token_of(decorator.arg(0))
    return None if key is None else (key, decorator.arg(1))


def taken_back(decorators: tuple[Decorator, ...]) -> frozenset[Hashable]:
    """Return the keys that decorators leave a plain ``false`` under."""
    left = (mark_of(each) for each in decorators)
    return frozenset(
        key for key, value in filter(None, left) if isinstance(value, Literal) and value.value is False
    )


def leaves_on_member(decorator: Decorator) -> bool:
    """Tell what leaves its mark on a method's class and name, where it stands before a method: ``Reflect.metadata`` does.

    Nest's ``SetMetadata`` leaves it on the function itself, and that is where ``Reflector`` asks.
    """
    if External(decorator.package, decorator.name) == External("", "Reflect.metadata"):
        return True
    return decorator.name == "Reflect.defineMetadata" and len(decorator.args) > _OF_FUNCTION


def leaves_marks(external: External) -> bool:
    """Tell the functions of the language that leave metadata; ``Reflect`` itself stands for a decorator then."""
    return external.package == "" and external.name in _LEAVE


def asks_for_marks(external: External) -> bool:
    """Tell ``Reflect.getMetadata`` and its sibling."""
    return external.package == "" and external.name in _TELL


def marked(call: Call, interpreter: Interpreter) -> Value:
    """Return what ``Reflect.getMetadata(key, Class)`` gives: what the class's decorators have left, or those of a base class.

    What is asked of a member (a third argument) is not known here.
    """
    key = token_of(call.arg(0))
    if key is None or len(call.args) > 2:
        return UNKNOWN
    classes = [each.decl for each in leaves(call.arg(1)) if isinstance(each, ClassValue)]
    return join_values([_mark_on(each, key, interpreter) for each in classes])


def _mark_on(decl: ClassDecl, key: Hashable, interpreter: Interpreter) -> Value:
    for level in interpreter.instances.chain(decl).levels:
        outer = level.decl.scope if isinstance(level.decl.scope, Scope) else None
        decorators = read_decorators(level.decl.node.decorators, level.decl.file, interpreter, outer)
        left = dict(mark for each in reversed(decorators) if (mark := mark_of(each)) is not None)
        if key in left:
            return left[key]
    return UNKNOWN
