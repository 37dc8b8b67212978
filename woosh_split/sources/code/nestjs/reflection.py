"""Where code asks for the metadata that decorators left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from woosh_split.sources.code.typescript.nodes import mentions, nodes
from woosh_split.sources.code.typescript.summary import Expr, Function

READERS = frozenset(
    {
        "get", "getAll", "getAllAndOverride", "getAllAndMerge", "getMetadata", "getOwnMetadata", "hasMetadata",
        "hasOwnMetadata",
    }
)  # fmt: skip
"""Methods of Nest's ``Reflector``, and of ``Reflect`` itself."""
_FIRST = frozenset({"getAllAndOverride"})
_OF_FUNCTION = 2
"""So many arguments has a question about a function or a class; a third is a member's name."""
_MARKED = frozenset({"getHandler", "getClass"})
"""Methods of the running context that give what decorators have marked."""
_GIVEN_BY_NEST = (
    ("canActivate", 0), ("getRequest", 0), ("getResponse", 0), ("getAuthenticateOptions", 0), ("handleRequest", 3),
)  # fmt: skip
"""Methods that are given the context, each with which of its parameters that is."""
_OF_GRAPHQL = ("mem", ("id", "GqlExecutionContext"), "create")
_ITSELF = (("this",), ("super",))


def asked_keys(node: Any) -> Iterator[Expr]:
    """Yield the keys that code asks for: the first arguments of ``reflector.get(...)`` and its siblings."""
    for key, _ in asked_marks(node):
        yield key


def asked_marks(node: Any) -> Iterator[tuple[Expr, bool]]:
    """Yield the keys, each with whether it is asked of a class's member by name: ``getMetadata(key, prototype, name)``."""
    for each in nodes(node):
        if len(each) == 5 and each[0] == "call" and each[1][0] == "mem" and each[1][2] in READERS and each[2]:
            yield each[2][0], len(each[2]) > _OF_FUNCTION


def sees_marks(methods: Sequence[Function]) -> bool:
    """Tell whether a guard may see marks: it asks its context for what is marked, or hands it to somebody else.

    ``methods`` are its own and those of its base classes.
    """
    if mentions(tuple(each.body for each in methods), _MARKED):
        return True
    own = {each.name for each in methods}
    pending = list(_GIVEN_BY_NEST)
    for name, at in pending:
        if name not in own and (name, at) not in _GIVEN_BY_NEST:
            return True
        for method in methods:
            if method.name != name or at >= len(method.params):
                continue
            context = method.params[at].pattern
            if not isinstance(context, str) or _hands_on(method, context):
                return True
            pending.extend(each for each in _handed(method, context) if each not in pending)
    return False


def _hands_on(method: Function, context: str) -> bool:
    """Tell whether a method gives its context away as a whole, other than to methods of its class."""
    used, kept = 0, sum(1 for _ in _handed(method, context))
    for each in nodes(method.body):
        if each == ("id", context):
            used += 1
        elif len(each) == 3 and each[0] == "mem" and each[1] == ("id", context):
            kept += 1
        elif len(each) == 5 and each[0] == "call" and each[1] == _OF_GRAPHQL:
            kept += each[2].count(("id", context))
    return used > kept


def _handed(method: Function, context: str) -> Iterator[tuple[str, int]]:
    """Yield the methods of its class to which a method hands its context, and as which parameter."""
    for each in nodes(method.body):
        if len(each) == 5 and each[0] == "call" and each[1][0] == "mem" and each[1][1] in _ITSELF:
            for at, argument in enumerate(each[2]):
                if argument == ("id", context):
                    yield each[1][2], at


def first_mark_decides(node: Any) -> bool:
    """Tell code that takes a class's mark only where the handler has none: a ``false`` of the handler takes it back."""
    return mentions(node, _FIRST)
