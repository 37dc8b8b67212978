"""The MySQL driver beside TypeORM: pools and connections of the packages ``mysql`` and ``mysql2``.

A connection is a query runner with other names for its methods, so its transactions are followed like a runner's.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.bound_calls import BoundCall
from woosh_split.sources.code.typeorm.placeholders import filled, quoted
from woosh_split.sources.code.typeorm.raw_sql import run_raw
from woosh_split.sources.code.typeorm.repository import QueryRunner
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

PACKAGES = frozenset({"mysql", "mysql2", "mysql2/promise", "promise-mysql", "mariadb", "sqlstring"})
_POOLS = frozenset({"Pool", "PoolNamespace"})
_CONNECTIONS = frozenset({"Connection", "PoolConnection"})
_RUNS = frozenset({"query", "execute", "batch", "queryStream"})
_TEXTS = frozenset({"format", "escapeId", "raw"})
_AS_RUNNER = {
    "beginTransaction": "startTransaction",
    "commit": "commitTransaction",
    "rollback": "rollbackTransaction",
    "release": "release",
    "destroy": "release",
    "end": "release",
}


@dataclass(frozen=True, slots=True)
class Pool(Value):
    """A pool: each statement that it runs itself is its own transaction."""

    session: Session
    matters = True

    def key(self) -> Hashable:
        """Return one key: there is one database."""
        return "pool"

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a method that is handed around: ``promisify(pool.query).bind(pool)``."""
        return BoundCall(self, name) if name in _RUNS or name == "getConnection" else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the pool."""
        if name in _RUNS:
            found = run_raw(self.session, call, None)
            interpreter.run_callbacks(call)
            return found
        if name in _TEXTS:
            return _text(name, call)
        if name == "getConnection":
            connection = _connection(self.session, call)
            interpreter.run_callbacks(call, [UNKNOWN, connection])  # (error, connection) => ...
            return connection
        if name in ("promise", "of", "on"):
            interpreter.run_callbacks(call)
            return self
        interpreter.run_callbacks(call)
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class DriverConnection(Value):
    """A connection, and the transaction that may be begun on it."""

    runner: QueryRunner
    matters = True

    def key(self) -> Hashable:
        """Return the transaction."""
        return ("connection", self.runner.key())

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """A callback that gets a connection is its transaction's work."""
        self.runner.handed_to(closure, callers)

    def kept(self) -> None:
        """A connection in a field is at the service of every method."""
        self.runner.kept()

    def returned(self, call: Call) -> Value:
        """A connection that a helper made belongs to whoever asked the helper for it."""
        runner = self.runner.returned(call)
        return DriverConnection(runner) if isinstance(runner, QueryRunner) else self

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a method that is handed around."""
        return BoundCall(self, name) if name in _RUNS or name in _AS_RUNNER else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the connection."""
        if name == "promise":
            return self
        if name in _TEXTS:
            return _text(name, call)
        if name in _RUNS:
            found = self.runner.invoke("query", call, interpreter)
            interpreter.run_callbacks(call)
            return found
        if name in _AS_RUNNER:
            self.runner.invoke(_AS_RUNNER[name], replace(call, args=[]), interpreter)
        interpreter.run_callbacks(call)
        return UNKNOWN


def driver_typed(session: Session, external: External) -> Value | None:
    """Return the value of something whose type is a pool's or a connection's."""
    name = external.name.rpartition(".")[2]
    if external.package not in PACKAGES:
        return None
    if name in _POOLS:
        return Pool(session)
    return DriverConnection(QueryRunner(session)) if name in _CONNECTIONS else None


def driver_called(session: Session, external: External, call: Call) -> Value | None:
    """Return what ``createPool`` and ``createConnection`` give."""
    name = external.name.rpartition(".")[2]
    if external.package not in PACKAGES:
        return None
    if name in _TEXTS:
        return _text(name, call)
    if name in ("createPool", "createPoolPromise"):
        return Pool(session)
    return _connection(session, call) if name in ("createConnection", "createConnectionPromise") else None


def _text(name: str, call: Call) -> Value:
    """Return what ``format``, ``escapeId`` and ``raw`` give."""
    if name == "format":
        return filled(call.arg(0), call.arg(1))
    return quoted(call.arg(0)) if name == "escapeId" else call.arg(0)


def _connection(session: Session, call: Call) -> DriverConnection:
    frame = call.scope.frame
    transaction = session.recorder.open(frame, call.line, started=False)
    transaction.kept = frame.constructing is not None
    return DriverConnection(QueryRunner(session, transaction))
