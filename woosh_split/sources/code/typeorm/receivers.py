"""Receivers whose type is not known: whether their name says that they are the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.parameters import Member, Parameter
from woosh_split.sources.code.typescript.program import External, dotted
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.summary import Expr

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_NAMES = (
    "repo",
    "repository",
    "manager",
    "em",
    "entitymanager",
    "queryrunner",
    "runner",
    "qb",
    "qr",
    "datasource",
)
_ACTIVE_RECORD = External("typeorm", "BaseEntity")
_OF_ROWS = frozenset({"save", "recover"})


def sounds_like_database(callee: Expr | None) -> bool:
    """Tell whether the receiver's name ends like that of a repository, manager or query runner."""
    if callee is None or callee[0] != "mem":
        return False
    receiver = callee[1]
    if receiver[0] == "call" and receiver[1][0] == "mem" and receiver[1][2] == "get":
        return "repo" in _name(receiver[1][1])  # repositories.get(kind).find()
    name = _name(receiver)
    return name in _NAMES or name.endswith(("repository", "repo", "entitymanager", "queryrunner"))


def runs_statements(callee: Expr | None) -> bool:
    """Tell whether the receiver is called what people call a driver's pool or connection."""
    if callee is None or callee[0] != "mem":
        return False
    return _name(callee[1]).lstrip("_").endswith(("pool", "conn", "connection", "db", "database", "sql"))


def may_be_row(session: Session, receiver: Value, name: str, call: Call, interpreter: Interpreter) -> bool:
    """Tell ``row.save()`` of what is not known, in a monolith whose entities save themselves."""
    if name not in _OF_ROWS or call.args:
        return False
    if receiver is not UNKNOWN and not isinstance(receiver, Parameter | Member):
        return False
    return any(
        interpreter.instances.chain(each.decl).base == _ACTIVE_RECORD for each in session.entities.all()
    )


def _name(receiver: Expr) -> str:
    return (dotted(receiver) or (receiver[2] if receiver[0] == "mem" else "")).rpartition(".")[2].lower()
