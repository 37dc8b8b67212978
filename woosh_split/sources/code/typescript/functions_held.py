"""The functions that a constant holds: ``const audit = { async write() {} }`` is a free function ``audit.write``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from woosh_split.model.code import SHARED, TOP_LEVEL
from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.program import ConstantDecl, FunctionDecl
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Items, Record

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_DEEPEST = 4
"""Objects in objects whose functions are told apart."""
_MADE_OF = frozenset({"as", "obj", "arr"})
_TELLING = _MADE_OF | {"fn", "call", "new", "wait", "tag"}
"""Expressions that keep a function or run something, and those that may have such in them."""


@dataclass(frozen=True, slots=True)
class Made:
    """A function that another one, its ``maker``, made for a constant, which stands at ``line`` of the function's ``home``."""

    decl: FunctionDecl
    maker: str
    line: int


def declare(decl: ConstantDecl, value: Value, interpreter: Interpreter) -> list[Made]:
    """Make declarations of the functions that a constant holds, so that they are read, named and charged as free functions.

    Those are meant that stand in the constant itself and, where no module answers for its file, those that a function made for it:
    who calls them decides whose they are. Return the latter.
    """
    shared = interpreter.world.file_module(decl.file) == SHARED
    made = []
    for name, closure, owner in _held(decl.name, value, 0):
        written_here = closure.scope.frame.function == TOP_LEVEL
        if closure.decl is None and (written_here or shared):
            scope = closure.scope.child()
            scope.this = scope.this if owner is None else owner
            closure.decl = FunctionDecl(scope.file, name, closure.function, scope, decl.file)
            if not written_here:
                made.append(Made(closure.decl, scope.frame.function, decl.line))
    return made


def _held(name: str, value: Value, depth: int) -> Iterator[tuple[str, Closure, Record | None]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Closure):
        yield name, value, None
    elif isinstance(value, Items):
        for each in value.values:
            yield from _held(name, each, depth + 1)
    elif isinstance(value, Record):
        for key, each in value.fields.items():
            for inner, closure, owner in _held(f"{name}.{key}", each, depth + 1):
                yield inner, closure, value if owner is None else owner


def runs_or_holds(expression: Expr | None) -> bool:
    """Tell whether a constant's value runs something or holds a function: nobody else reads that where nobody asks for it."""
    pending = [expression]
    while pending:
        node = pending.pop()
        if node is None or node[0] not in _TELLING:
            continue
        if node[0] not in _MADE_OF:
            return True
        pending.extend(_parts(node))
    return False


def _parts(node: Expr) -> Iterator[Expr]:
    if node[0] == "as":
        yield node[1]
    elif node[0] == "obj":
        yield from (value for _, value in node[1])
    else:
        yield from (each[1] if each[0] == "spread" else each for each in node[1])
