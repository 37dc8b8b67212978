"""Receivers whose type is not known: whether their name says that they are the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm import methods
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.parameters import Member, Parameter, mark_used
from woosh_split.sources.code.typescript.program import External, dotted
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import NOTED, UNKNOWN, Call, Value
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


def of_unknown(session: Session, receiver: Value, name: str, call: Call, interpreter: Interpreter) -> Value:
    """Note a call of something that is not known, where it may mean the database, and return what it gives."""
    tells = name in methods.TELLING or takes_entity(session, name, call)
    tells = tells or (name in methods.COMMON and sounds_like_database(call.callee))
    if not (tells or may_be_row(session, receiver, name, call, interpreter)):
        return UNKNOWN
    mark_used(receiver)
    text = render(("call", call.callee, call.exprs))
    session.recorder.unresolved(
        call.scope.frame, call.line, "receiver", text, "the receiver's type is not known"
    )
    return NOTED


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


def takes_entity(session: Session, name: str, call: Call) -> bool:
    """Tell ``em.delete(Order, id)``, ``em.createQueryBuilder(Order, 'o')``: nothing but a manager has methods of these names that take an entity's class and something else."""
    if name not in methods.READS and name not in methods.WRITES and name != "createQueryBuilder":
        return False
    given = call.arg(0)
    return (
        len(call.args) > 1 and isinstance(given, ClassValue) and session.entities.of(given.decl) is not None
    )


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
