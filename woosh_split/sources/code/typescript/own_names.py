"""Names that a function has for its own object and for what that holds: ``const self = this``, ``const { users } = this``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.summary import Expr, Function, Stmt

_THIS: Expr = ("this",)


def without_self(body: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
    """Return a function's body with ``this`` for every name that is declared as nothing else.

    Functions in it that have a ``this`` of their own are why people write ``const self = this``; nobody here tells these apart.
    """
    names = {each[1] for each in body if each[0] == "let" and each[3] == _THIS and isinstance(each[1], str)}
    return _replaced(body, dict.fromkeys(names, _THIS)) if names else body


def spelled_out(body: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
    """Return a function's body with ``this.users`` for the names that hold it, so that it is seen what is done to fields."""
    held = dict(_held(body))
    if held:
        for each in nodes(body):
            if len(each) == 4 and each[0] == "set" and each[1][0] == "id":
                held.pop(each[1][1], None)
    return _replaced(body, held) if held else body


def _held(body: tuple[Stmt, ...]) -> Iterator[tuple[str, Expr]]:
    for each in nodes(body):
        if len(each) != 4 or each[0] != "let" or not isinstance(each[3], tuple):
            continue
        if isinstance(each[1], str) and len(each[3]) == 3 and each[3][:2] == ("mem", _THIS):
            yield each[1], each[3]
        elif each[3] == _THIS and not isinstance(each[1], str) and each[1][0] == "objpat":
            for key, name in each[1][1]:
                if isinstance(key, str) and isinstance(name, str):
                    yield name, ("mem", _THIS, key)


def _replaced(node: Any, names: Mapping[str, Expr]) -> Any:
    """Return a part of a summary with expressions for names, but where a function in it has a parameter of that name."""
    if not isinstance(node, tuple):
        return node
    if len(node) == 2 and node[0] == "id" and isinstance(node[1], str):
        return names.get(node[1], node)
    if isinstance(node, Function):
        hidden = {param.pattern for param in node.params if isinstance(param.pattern, str)}
        names = {name: each for name, each in names.items() if name not in hidden}
    parts = (_replaced(each, names) for each in node)
    return type(node)._make(parts) if hasattr(node, "_make") else tuple(parts)
