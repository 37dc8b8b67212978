"""Repositories and entity managers as values: what their methods read and write."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from woosh_split.model.access import WRITE
from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm import methods
from woosh_split.sources.code.typeorm.bound_calls import HANDED_AROUND, BoundCall
from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.extensions import call_extension, extended
from woosh_split.sources.code.typeorm.new_builders import builder_for, builders_for
from woosh_split.sources.code.typeorm.operations import (
    cannot,
    entities_meant,
    operate,
    read_paths,
    table_metadata,
)
from woosh_split.sources.code.typeorm.option_objects import given
from woosh_split.sources.code.typeorm.raw_sql import run_raw
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_tag import SqlTag
from woosh_split.sources.code.typeorm.transaction_statements import method_meant
from woosh_split.sources.code.typescript.parameters import Member, Parameter, mark_used
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import HANDED_ON, ClassValue, Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import Instance, Items, Record, Text, each_value, join_values

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


@dataclass(frozen=True, slots=True)
class Repository(Value):
    """A repository; ``entity`` is None while nobody knows of which entity."""

    session: Session
    entity: Entity | None
    transaction: OpenTransaction | None = None
    extra: Record | None = None

    is_name = True
    matters = True

    def key(self) -> Hashable:
        """Return entity and transaction."""
        return ("repository", id(self.entity), id(self.transaction), id(self.extra))

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """A callback that gets a repository of a transaction is that transaction's work."""
        _hand_over(self.transaction, closure, callers)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the manager, or what is known of the entity's table."""
        if name == "manager":
            return Manager(self.session, self.transaction)
        if name == "metadata":
            return table_metadata(self.entity)
        if name == "target" and self.entity is not None:
            return ClassValue(self.entity.decl)
        if name == "queryRunner":
            return QueryRunner(self.session, self.transaction)
        if name == "sql":
            return SqlTag(self.session, self.transaction)
        if self.extra is not None and name in self.extra.fields:
            return self.extra.fields[name]
        known = name in methods.READS or name in methods.WRITES or name in ("query", "createQueryBuilder")
        return BoundCall(self, name) if known else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the repository."""
        if self.extra is not None and name in self.extra.fields:
            return call_extension(self, self.extra.fields[name], name, call, interpreter)
        if name == "createQueryBuilder" or name in methods.TREE_BUILDERS:
            transaction = _runner_transaction(call.arg(1)) or self.transaction
            if self.entity is not None and name in methods.TREE_BUILDERS:
                read_paths(self.session, self.entity, call, "query-builder", transaction)
            return builder_for(
                self.session, self.entity, call.arg(0), transaction, call, interpreter, of_repository=True
            )
        if name == "query":
            return run_raw(self.session, call, self.transaction)
        if name == "extend":
            return extended(self, call.arg(0), interpreter)
        if name in methods.MAKES or name in methods.READS or name in methods.WRITES:
            args = given(self.session, name, call, interpreter)
            return operate(self.session, name, self.entity, args, call, self.transaction)
        added = interpreter.added.find(_CLASS, name, self)
        if added is not UNKNOWN:
            return call_extension(self, added, name, call, interpreter)
        interpreter.run_callbacks(call)
        return UNKNOWN


_CLASS = External("typeorm", "Repository")


@dataclass(frozen=True, slots=True)
class Manager(Value):
    """An entity manager, inside a transaction or not."""

    session: Session
    transaction: OpenTransaction | None = None

    matters = True

    def key(self) -> Hashable:
        """Return the transaction."""
        return ("manager", id(self.transaction))

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """A callback that gets the manager of a transaction is that transaction's work."""
        _hand_over(self.transaction, closure, callers)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the data source or the query runner behind the manager."""
        if name in ("connection", "dataSource"):
            return DataSource(self.session)
        if name == "queryRunner":
            return QueryRunner(self.session, self.transaction)
        if name == "sql":
            return SqlTag(self.session, self.transaction)
        return BoundCall(self, name) if name in HANDED_AROUND else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the manager."""
        session = self.session
        if name in ("getRepository", "getTreeRepository", "getMongoRepository"):
            return repositories(session, self.transaction, call)
        if name in ("withRepository", "getCustomRepository"):
            return with_transaction(call.arg(0), self.transaction, interpreter)
        if name == "transaction":
            return run_transaction(session, call, interpreter, self.transaction)
        if name == "query":
            return run_raw(session, call, self.transaction)
        if name == "createQueryBuilder":
            transaction = (
                _runner_transaction(call.arg(2)) or _runner_transaction(call.arg(0)) or self.transaction
            )
            named = bool(call.args) and not isinstance(call.arg(0), QueryRunner)
            entities = entities_meant(session, call) if named else []
            return builders_for(session, entities, call.arg(1), transaction, call, interpreter)
        if name == "save" or name in methods.OBJECT_WRITES or name in methods.MAKES:
            return self._objects(name, call, interpreter)
        if name in methods.READS or name in methods.WRITES:
            found = entities_meant(session, call)
            if not found:
                return UNKNOWN
            args = given(session, name, call, interpreter)[1:]
            return join_values(
                [operate(session, name, e, args, call, self.transaction, "manager") for e in found]
            )
        interpreter.run_callbacks(call)
        return UNKNOWN

    def _objects(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """``save(object)`` or ``save(Entity, object)``: the class is given, or known of the object.

        Of an object that nothing is known of, ``save<Entity>(object)`` says what it is.
        """
        session = self.session
        found = session.entities_of(call.arg(0))
        if not found and call.types:
            found = session.entities_of(
                interpreter.types.value(call.types[0], call.scope.file, call.scope.bindings)
            )
        named = len(call.args) > 1 and not isinstance(call.arg(0), Instance | Items)
        args = call.args[1:] if named else call.args
        if not found:
            if name not in methods.MAKES:
                cannot(session, call, "of which entity the object is is not known")
            return UNKNOWN
        distinct = {id(e): e for e in found}.values()
        return join_values(
            [operate(session, name, e, args, call, self.transaction, "manager") for e in distinct]
        )


@dataclass(frozen=True, slots=True)
class DataSource(Value):
    """A data source (a connection)."""

    session: Session
    matters = True

    def key(self) -> Hashable:
        """Return one key: there is one database."""
        return "data-source"

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the data source's manager."""
        if name == "manager":
            return Manager(self.session)
        if name == "sql":
            return SqlTag(self.session)
        if name == "options":
            prefix = self.session.entities.naming.prefix
            return Record({"entityPrefix": Text((prefix,))} if prefix else {}, True)
        if name in ("connection", "dataSource", "connections"):
            return Items([self]) if name == "connections" else self
        return BoundCall(self, name) if name in HANDED_AROUND or name == "createQueryRunner" else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the data source."""
        if name == "createQueryRunner":
            recorder = self.session.recorder
            recorder.settled(call.scope.frame, call.line)  # by itself a helper knows no source
            transaction = recorder.open(call.scope.frame, call.line, started=False)
            transaction.kept = call.scope.frame.constructing is not None
            return QueryRunner(self.session, transaction)
        if name == "createEntityManager":
            return Manager(self.session, _runner_transaction(call.arg(0)))
        if name == "getMetadata":
            entities = self.session.entities_of(call.arg(0))
            return table_metadata(entities[0] if entities else None)
        if name in ("initialize", "connect", "get", "create"):  # the latter two of the manager of connections
            return self
        return Manager(self.session).invoke(name, call, interpreter)


@dataclass(frozen=True, slots=True)
class QueryRunner(Value):
    """A query runner and the transaction that it may start."""

    session: Session
    transaction: OpenTransaction | None = None
    matters = True

    def key(self) -> Hashable:
        """Return the transaction; of a runner that is kept, where it is made."""
        made = self.transaction
        return ("runner", made.runner if made is not None and made.kept else id(made))

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """A callback that gets a query runner is its transaction's work."""
        _hand_over(self.transaction, closure, callers)

    def kept(self) -> None:
        """A runner in a field is at the service of every method; what was begun before is its function's all the same."""
        made = self.transaction
        if made is None or made.kept:
            return
        made.kept = True
        if made.started:  # what a method begins is the work of those that call it
            made.escaped = True
            self.session.recorder.begin(made.frame, made.runner, made.line)

    @property
    def is_kept(self) -> bool:  # type: ignore[override]
        """Whether it is at the service of every method."""
        return self.transaction is not None and self.transaction.kept

    def _start(self, transaction: OpenTransaction, call: Call) -> None:
        if transaction.kept:
            self.session.recorder.begin(call.scope.frame, transaction.runner, call.line)
        else:
            transaction.started = True
            self.session.recorder.trail.start(transaction, transaction.frame)

    def _stop(self, transaction: OpenTransaction, frame: Frame) -> None:
        held = frame.held.get(transaction.runner) if transaction.kept else transaction
        if held is not None:
            self.session.recorder.trail.stop(held)

    def _handed_in(self, call: Call) -> bool:
        """Tell whether a helper only hands back what it was handed, by itself or in an object."""
        held = [inner for arg in call.args if isinstance(arg, Record) for inner in arg.fields.values()]
        given = (each for value in (*call.args, *held) for each in each_value(value))
        return any(isinstance(each, QueryRunner) and each.transaction is self.transaction for each in given)

    def returned(self, call: Call) -> Value:
        """A runner that a helper made belongs to whoever asked the helper for it."""
        made = self.transaction
        if made is None or made.kept or made.frame is call.scope.frame or self._handed_in(call):
            return self
        made.escaped = True
        recorder, frame = self.session.recorder, call.scope.frame
        own = recorder.open(frame, call.line, started=made.started)
        if own.started:
            recorder.trail.start(own, frame)
        return QueryRunner(self.session, own)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the runner's manager or data source."""
        if name == "manager":
            return Manager(self.session, self.transaction)
        if name == "sql":
            return SqlTag(self.session, self.transaction)
        if name in ("connection", "dataSource"):
            return DataSource(self.session)
        return BoundCall(self, name) if name == "query" else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the runner."""
        raw = name in ("query", "stream")
        if raw:
            name = method_meant(call.arg(0)) or name
        if name == "startTransaction" and self.transaction is not None:
            self._start(self.transaction, call)
        elif name in ("commitTransaction", "rollbackTransaction") and self.transaction is not None:
            call.scope.frame.ended |= {self.transaction.runner}
            self._stop(self.transaction, call.scope.frame)
        elif name == "release" and self.transaction is not None:
            self._stop(self.transaction, call.scope.frame)
        elif name == "clearTable":
            for entity in self.session.entities_of(call.arg(0)):
                self.session.touch(
                    call.scope.frame, call.line, entity.table, WRITE, "truncate", "manager", self.transaction
                )
        interpreter.run_callbacks(call)
        return run_raw(self.session, call, self.transaction) if raw else UNKNOWN


def repositories(session: Session, transaction: OpenTransaction | None, call: Call) -> Value:
    """Return the repository of the entity that a call names."""
    found = entities_meant(session, call)
    if not found:
        return Repository(session, None, transaction)
    session.recorder.resolved(call.scope.frame, call.line)
    return join_values([Repository(session, entity, transaction) for entity in found])


def with_transaction(value: Value, transaction: OpenTransaction | None, interpreter: Interpreter) -> Value:
    """Return a repository as a transaction's manager sees it."""
    results: list[Value] = []
    for each in each_value(value):
        if isinstance(each, Repository):
            results.append(Repository(each.session, each.entity, transaction, each.extra))
        elif isinstance(each, ClassValue):  # getCustomRepository(UserRepository)
            own = Instance(each.decl, (), True)
            results.append(interpreter.world.bound_to_transaction(own, transaction))
        elif isinstance(each, Instance):
            manager = interpreter.world.bound_to_transaction(each, transaction)
            results.append(manager)
        else:
            mark_used(each)
    return join_values(results)


def run_transaction(
    session: Session, call: Call, interpreter: Interpreter, outer: OpenTransaction | None
) -> Value:
    """Run ``transaction(callback)``: whatever the callback does with its manager is in it."""
    callbacks = [each for arg in call.args for each in each_value(arg) if isinstance(each, HANDED_ON)]
    if not callbacks:
        for arg in call.args:
            mark_used(arg)
        if not any(isinstance(arg, Parameter | Member) for arg in call.args):
            cannot(session, call, "the function that runs in the transaction is not known")
        return UNKNOWN
    transaction = outer or session.recorder.open(call.scope.frame, call.line)
    session.recorder.resolved(call.scope.frame, call.line)
    inner = Call([Manager(session, transaction)], (), call.line, (), call.scope)
    with session.recorder.trail.inside(transaction):
        return join_values([callback.apply(inner, interpreter) for callback in callbacks])


def _runner_transaction(value: Value) -> OpenTransaction | None:
    return value.transaction if isinstance(value, QueryRunner) else None


def _hand_over(transaction: OpenTransaction | None, closure: Closure, callers: Sequence[Frame]) -> None:
    """A wrapper's transaction is whose callback it runs; one that a caller of that function brought stays the caller's."""
    if transaction is not None and transaction.frame not in (*callers, closure.scope.frame):
        transaction.own(closure.scope.frame, closure.function.line)
