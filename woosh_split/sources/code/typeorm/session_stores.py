"""Stores of sessions that packages keep in a table: express-mysql-session, and connect-typeorm with a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.model.access import READ, WRITE
from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.repository import Repository
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Record, each_value, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

BY_DRIVER = "express-mysql-session"
BY_REPOSITORY = "connect-typeorm"
_DEFAULT = "sessions"
_COMPUTED = "table name is computed"


@dataclass(frozen=True, slots=True)
class SessionStore(Value):
    """``new TypeormStore(options)``: it works on the table of the repository that it is connected with."""

    session: Session

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Connect it, which gives the store itself."""
        if name != "connect":
            return UNKNOWN
        for each in each_value(call.arg(0)):
            if isinstance(each, Repository) and each.entity is not None:
                _used(self.session, call, BY_REPOSITORY, each.entity.table, "repository")
        return self


def called(external: External) -> Value | None:
    """Return the class that ``mysqlSession(session)`` makes."""
    return ExternalValue(External(BY_DRIVER, "MySQLStore")) if external.package == BY_DRIVER else None


def constructed(session: Session, external: External, call: Call) -> Value | None:
    """Return a store; one that needs no repository uses its table as soon as it is made."""
    if external.package == BY_REPOSITORY:
        return SessionStore(session)
    if external.package == BY_DRIVER:
        options = call.arg(0)
        schema = options.fields.get("schema") if isinstance(options, Record) else None
        given = schema.fields.get("tableName") if isinstance(schema, Record) else None
        told = isinstance(options, Record) and (schema is None or isinstance(schema, Record))
        table = _DEFAULT if told and given is None else known_text(given or UNKNOWN)
        if table is None:
            session.recorder.unresolved(call.scope.frame, call.line, "sql", BY_DRIVER, _COMPUTED)
            session.stores.add(BY_DRIVER)
        else:
            _used(session, call, BY_DRIVER, table, "raw-sql")
    return None


def _used(session: Session, call: Call, package: str, table: str, via: str) -> None:
    session.stores.add(package)
    session.touch(call.scope.frame, call.line, table, READ, "select", via, None)
    for operation in ("insert", "update", "delete"):
        session.touch(call.scope.frame, call.line, table, WRITE, operation, via, None)
