"""What the statements of a file make of its lists, objects and texts outside of every function.

``features.push(X)``, ``audit.write = () => ...``, ``Object.assign(audit, { write() {} })``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.summary import Expr, Stmt

FILLING = frozenset({"push", "unshift"})
ASSIGN: Expr = ("mem", ("id", "Object"), "assign")


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
            elif callee == ASSIGN and each[2] and each[2][0][0] == "id":
                yield each[2][0][1]
        elif len(each) == 4 and each[0] == "set":
            name = root_of(each[1])
            if name is not None:
                yield name


def root_of(target: Expr) -> str | None:
    """Return the name that ``audit.inner['write']`` begins with."""
    while target[0] in ("mem", "idx", "as"):
        target = target[1]
    return target[1] if target[0] == "id" else None
