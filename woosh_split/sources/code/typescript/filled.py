"""What the statements of a file make of its lists and texts: ``features.push(X)`` outside of every function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.summary import Stmt

FILLING = frozenset({"push", "unshift"})


def fillings(statements: Iterable[Stmt], constants: Mapping[str, object]) -> dict[str, tuple[Stmt, ...]]:
    """Return the statements of a file that fill or replace one of its constants, by name, in order."""
    found: dict[str, list[Stmt]] = {}
    for statement in statements:
        for name in dict.fromkeys(_changed(statement)):
            if name in constants:
                found.setdefault(name, []).append(statement)
    return {name: tuple(each) for name, each in found.items()}


def _changed(statement: Stmt) -> Iterator[str]:
    for each in nodes(statement):
        if len(each) == 5 and each[0] == "call":
            callee = each[1]
            if callee[0] == "mem" and callee[2] in FILLING and callee[1][0] == "id":
                yield callee[1][1]
        elif len(each) == 4 and each[0] == "set":
            target = each[1][1] if each[1][0] in ("mem", "idx") else each[1]
            if target[0] == "id":
                yield target[1]
