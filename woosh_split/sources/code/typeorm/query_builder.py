"""Query builders as values: they collect what they select from, join and write until they are done."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import field
from typing import TYPE_CHECKING

from woosh_split.model.access import READ, WRITE
from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.entity import Entity, EntityRelation
from woosh_split.sources.code.typeorm.find_options import Loading, locks
from woosh_split.sources.code.typeorm.loaded_along import load_along, load_keys
from woosh_split.sources.code.typeorm.methods import WRITES
from woosh_split.sources.code.typeorm.raw_sql import needs_reading, read_fragment
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.relation_rows import set_relation
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_texts import alternatives, chosen
from woosh_split.sources.code.typescript.arrays import elements
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Instance, Items, Record, Text, each_value, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

VIA = "query-builder"
_JOIN = re.compile(r"^(left|inner|right|full)?Join", re.IGNORECASE)
_WRITES = {name: WRITES[name] for name in ("update", "delete", "insert", "softDelete", "restore")}
_PATH = re.compile(r"\w+\.\w+")
_ONE = frozenset({"getOne", "getOneOrFail"})
_MANY = frozenset({"getMany", "getRawMany", "execute"})
_PLAIN = frozenset({"getRawMany", "execute"})  # these make no entities
_ITS_TEXT = "(SELECT 1)"  # a builder's SQL inside of another text: its tables are recorded as the builder's
_CONDITIONS = frozenset(
    {
        "where", "andWhere", "orWhere", "having", "andHaving", "orHaving", "select", "addSelect", "orderBy",
        "addOrderBy", "groupBy", "addGroupBy", "whereInIds", "andWhereInIds", "whereExists", "andWhereExists",
    }
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Source:
    """What an alias stands for: an entity, or a table of which no entity is known."""

    table: str
    entity: Entity | None
    line: int
    file: str


@dataclass(eq=False, slots=True)
class QueryBuilder(Value):
    """One query in the making. Its main table is recorded when it is known what is done to it."""

    session: Session
    call: Call
    transaction: OpenTransaction | None
    main: Source | None = None
    aliases: dict[str, Source] = field(default_factory=dict)
    operation: str = "select"
    locked: bool = False
    done: bool = False
    relation: tuple[Entity, EntityRelation] | None = None
    foreign: bool = False
    expressions: set[str] = field(default_factory=set)
    """The names of common table expressions, which are no tables."""
    nameless: bool = False
    """Its main alias was given by somebody else and is not known: a path of an unknown alias may be one of it."""
    joins: list[tuple[Call, str]] = field(default_factory=list)
    """The tables that it joins, each with where: their rows are locked along."""
    others: tuple[str, ...] = ()
    """The tables that may stand in the main one's place: `from(old ? OldOrder : Order)`."""

    matters = True
    transient = True

    def key(self) -> Hashable:
        """No two builders are alike."""
        return ("builder", id(self))

    # Recording -----------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Record the main table; done once, at the end of the function that made the builder."""
        if self.done or self.main is None:
            return
        self.done = True
        if self.main.file != self.call.scope.frame.file:
            self.session.recorder.mixed.update((self.main.file, self.call.scope.frame.file))
        reads = self.operation == "select"
        joined = tuple(sorted({s.table for s in self.aliases.values()} - {self.main.table}))
        for table in dict.fromkeys((self.main.table, *self.others)):
            self.session.touch(
                self.call.scope.frame, self.main.line, table, READ if reads else WRITE, self.operation, VIA,
                self.transaction, lock=self.locked, joined_with=joined if reads else (),
            )  # fmt: skip
        for call, table in self.joins if self.locked and reads else ():
            self._touch(call, table, lock=True)

    def finish_later(self, call: Call, interpreter: Interpreter) -> None:
        """Record the main table when the function that runs is at its end."""
        finish = self.call.scope.frame.as_now(self.finish)
        interpreter.running.frame_of(call).closers.append(finish)

    def returned(self, call: Call) -> Value:
        """A builder that a helper made goes on with its caller; its main table has been recorded."""
        if self.call.scope.frame is call.scope.frame:
            return self
        return QueryBuilder(
            self.session, call, self.transaction, self.main, dict(self.aliases), self.operation, self.locked,
            True, self.relation, True, self.expressions, self.nameless, list(self.joins),
        )  # fmt: skip

    def _read(self, call: Call, table: str) -> None:
        self.joins.append((call, table))
        self._touch(call, table)

    def _touch(self, call: Call, table: str, *, lock: bool = False) -> None:
        joined = (self.main.table,) if self.main is not None and self.main.table != table else ()
        at = (call.scope.frame, call.line)
        self.session.touch(*at, table, READ, "select", VIA, self.transaction, lock=lock, joined_with=joined)

    # Calls ---------------------------------------------------------------------------------------------

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return what the builder shows of itself."""
        if name == "connection":
            return interpreter.world.instance_of_external(External("typeorm", "DataSource"), [])
        return next((Text((each,)) for each in self.aliases), UNKNOWN) if name == "alias" else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow one link of the chain."""
        if self.main is not None:
            self.session.recorder.settled(call.scope.frame, call.line)
        if name in _WRITES:
            self._write(name, call)
        elif name in ("from", "addFrom", "into"):
            self._from(name, call, interpreter)
        elif _JOIN.match(name):
            self._join(name, call, interpreter)
        elif name in ("subQuery", "createQueryBuilder", "connection"):
            return self._fresh(call, interpreter)
        elif name == "relation":
            self._relation(call)
        elif name in ("add", "remove", "set", "addAndRemove") and self.relation is not None:
            set_relation(self.session, call, *self.relation, self.transaction, removes=name == "remove")
            return UNKNOWN
        elif name in ("loadMany", "loadOne") and self.relation is not None:
            target = self.session.entities.target(self.relation[1])
            for each in (target, self.session.entities.junction(*self.relation)):
                if each is not None:
                    self._read(call, each.table)
        elif name in ("loadRelationCountAndMap", "loadRelationIdAndMap"):
            path = known_text(call.arg(1)) or ""
            if not self._path(path, None, call, junction_only=name == "loadRelationIdAndMap"):
                self._no_alias(path, call)
            interpreter.run_callbacks(call, [self._quiet(call)])
        elif name in _CONDITIONS:
            self._condition(call, interpreter)
        elif name == "loadAllRelationIds" and self.main is not None and self.main.entity is not None:
            load_keys(self.session, self.main.entity, call.arg(0), call, self.transaction)
        elif name in ("set", "values"):
            self._values(call, interpreter)
        elif name == "setLock":
            self._lock(call)
        elif name == "addCommonTableExpression":
            self.expressions.add(known_text(call.arg(1)) or "")
            self._condition_text(call.arg(0), call)
        elif name == "setFindOptions" and self.main is not None and self.main.entity is not None:
            loading = Loading(self.session, call, self.transaction)
            self.locked = loading.options(self.main.entity, call.arg(0)) or self.locked
        elif name == "setQueryRunner":
            self.transaction = getattr(call.arg(0), "transaction", None) or self.transaction
        elif name == "clone":
            return self
        elif name in _ONE or name in _MANY or name in ("getManyAndCount", "getRawAndEntities"):
            return self._result(name, call)
        elif name in ("getCount", "getExists", "getRawOne", "stream", "getQuery", "getSql", "getParameters"):
            return Text((_ITS_TEXT,)) if name in ("getQuery", "getSql") else UNKNOWN
        else:
            interpreter.run_callbacks(call, [self])
        return self

    def _result(self, name: str, call: Call) -> Value:
        entity = self.main.entity if self.main is not None else None
        if self.main is not None and self.operation == "select" and name not in _PLAIN:
            self._load_along(self.main, call)
        loaded: Value = Instance(entity.decl) if entity is not None else UNKNOWN
        if name in _ONE:
            return loaded
        if name == "getMany":
            return Items([loaded], True)
        if name == "getManyAndCount":
            return Items([Items([loaded], True), UNKNOWN])
        return UNKNOWN

    def _load_along(self, source: Source, call: Call) -> None:
        if source.entity is not None:
            load_along(self.session, source.entity, call, self.transaction)

    def _lock(self, call: Call) -> None:
        self.locked = locks(call.arg(0))
        if self.locked and self.foreign and self.main is not None:
            # A helper made the builder, and its reads have been recorded: the rows are locked here.
            for table in dict.fromkeys((self.main.table, *(table for _, table in self.joins))):
                self._touch(call, table, lock=True)

    def _write(self, name: str, call: Call) -> None:
        self.operation = _WRITES[name]
        target = call.arg(0)
        named = self.main is None or self.session.entities_of(target) or any(map(known_text, chosen(target)))
        if call.args and name != "insert" and named:  # else it is what `update` puts in: `update({ name })`
            self._set_main(self._sources(target, call), None)
        if self.foreign and self.main is not None:
            # A helper made the builder as a query; what is done to it is done here.
            self.call, self.done, self.foreign = call, False, False
            self.main = Source(self.main.table, self.main.entity, call.line, call.scope.file)
            call.scope.frame.closers.append(call.scope.frame.as_now(self.finish))

    def _set_main(self, sources: list[Source], alias: str | None) -> None:
        """Take the first of what may be meant for the main table, and the others for what may stand in its place."""
        self.others += tuple(each.table for each in sources[1:])
        self.main = sources[0] if sources else self.main
        if alias and sources:
            self.aliases[alias] = sources[0]

    def _sources(self, target: Value, call: Call) -> list[Source]:
        targets = list(chosen(target))
        tables = {each.table for each in self.session.entities_of(target)}
        if len(tables) == 1 and not any(map(known_text, targets)):
            targets = [target]
        return [each for each in (self._source(each, call) for each in targets) if each is not None]

    def _from(self, name: str, call: Call, interpreter: Interpreter) -> None:
        target, alias = call.arg(0), known_text(call.arg(1))
        if isinstance(target, Closure):
            child = self._fresh(call, interpreter)
            target.apply(Call([child], (), call.line, (), call.scope), interpreter)
            if isinstance(child, QueryBuilder) and alias and child.main is not None:
                self.aliases[alias] = Source("", child.main.entity, call.line, call.scope.file)
            return
        sources = self._sources(target, call)
        if not sources:
            return
        # `delete().from(Order)` names its own target.
        writes = self.operation != "select" and name != "addFrom"
        if self.main is None or writes or name == "into":
            self._set_main(sources, alias)
            return
        for each in sources:
            self._read(call, each.table)
        if alias:
            self.aliases[alias] = sources[0]

    def _source(self, target: Value, call: Call) -> Source | None:
        found = self.session.entities_of(target)
        recorder = self.session.recorder
        if len({each.table for each in found}) == 1:
            recorder.found(call.scope.frame, call.line, self._part(call))
            return Source(found[0].table, found[0], call.line, call.scope.file)
        name = known_text(target)
        if name is not None:
            recorder.found(call.scope.frame, call.line, self._part(call))
            if name.lstrip().startswith("("):
                self._fragment(name, call)
                return None
            table = name.strip("`").rpartition(".")[2].strip("`")
            return None if table in self.expressions else Source(table, None, call.line, call.scope.file)
        if isinstance(target, QueryBuilder):
            return None  # another builder, whose tables are recorded as its own
        reason = "which entity or table is meant is not known"
        frame = call.scope.frame
        recorder.lost(frame, call.line, self._part(call), "query-builder", self._shown(call), reason)
        return None

    def _join(self, name: str, call: Call, interpreter: Interpreter) -> None:
        first = 1 if "AndMap" in name else 0
        target, alias = call.arg(first), known_text(call.arg(first + 1))
        condition = call.arg(first + 2)
        self._condition_text(condition, call)
        if isinstance(target, Closure):
            child = self._fresh(call, interpreter)
            target.apply(Call([child], (), call.line, (), call.scope), interpreter)
            return
        for each in chosen(target):
            path = known_text(each)
            if path is not None and _PATH.fullmatch(path):
                if self._path(path, alias, call):
                    self.session.recorder.found(call.scope.frame, call.line, self._part(call))
                    continue
                if path.partition(".")[0] not in self.aliases:
                    self._no_alias(path, call)
                    continue
            source = self._source(each, call)
            if source is not None:
                if alias:
                    self.aliases[alias] = source
                self._read(call, source.table)
        if "And" in name and alias in self.aliases:
            self._load_along(self.aliases[alias], call)

    def _path(self, path: str, alias: str | None, call: Call, *, junction_only: bool = False) -> bool:
        """Join along ``order.items``; False where the text is no path of this query."""
        owner, _, name = path.partition(".")
        source = self.aliases.get(owner)
        if source is None and self.nameless and self.main is not None and self.main.entity is not None:
            source = self.main if self.main.entity.relation(name) is not None else None
        if source is None:
            return False
        if source.entity is None:
            return not source.table
        relation = source.entity.relation(name)
        if relation is None:
            reason = f"{source.entity.decl.name} has no relation {name}; the query fails at run time"
            self.session.recorder.broken(call.scope.frame, call.line, "relation", path, reason)
            return True
        self.session.recorder.sound(call.scope.frame, call.line, path)
        target = self.session.entities.target(relation)
        if target is None:
            return True
        junction = self.session.entities.junction(source.entity, relation)
        if junction is not None:
            self._read(call, junction.table)
        if junction is None or not junction_only:
            self._read(call, target.table)
        if alias:
            self.aliases[alias] = Source(target.table, target, call.line, call.scope.file)
        return True

    def _no_alias(self, path: str, call: Call) -> None:
        """Tell of a path that begins with an alias nobody knows: TypeORM never takes it for a table of a schema."""
        reason = "the query has no alias of this name that is known here"
        self.session.recorder.broken(call.scope.frame, call.line, "relation", path, reason)

    def _quiet(self, call: Call) -> Value:
        return QueryBuilder(self.session, call, self.transaction, self.main, dict(self.aliases), done=True)

    def _condition(self, call: Call, interpreter: Interpreter) -> None:
        for arg in call.args[:1]:
            for each in each_value(arg):
                self._condition_text(each, call)
                for item in elements(each) if isinstance(each, Items) else ():
                    self._condition_text(item, call)
        flat = [*elements(call.arg(0)), *call.args[1:]]  # `Brackets` hold their callback
        given = Call(flat, call.exprs, call.line, (), call.scope, call.callee)
        interpreter.run_callbacks(given, [self._fresh(call, interpreter)])

    def _fresh(self, call: Call, interpreter: Interpreter) -> Value:
        """``where(qb => ...)``: the callback's builder makes sub-queries and has no table of its own."""
        child = QueryBuilder(self.session, call, self.transaction, None, dict(self.aliases))
        child.expressions = self.expressions
        child.finish_later(call, interpreter)
        return child

    def _values(self, call: Call, interpreter: Interpreter) -> None:
        """``set({ total: () => 'SQL' })``: what a function gives is SQL."""
        for each in elements(call.arg(0)):
            for value in each.fields.values() if isinstance(each, Record) else ():
                if isinstance(value, Closure):
                    self._condition_text(interpreter.run_closure(value, []), call)

    def _condition_text(self, value: Value, call: Call) -> None:
        for text in alternatives(value):
            if needs_reading(self.session, text):
                self._fragment(text, call)

    def _fragment(self, text: str, call: Call) -> None:
        where = (call.scope.frame, call.line)
        problem = read_fragment(self.session, *where, text, VIA, self.transaction, frozenset(self.aliases))
        if problem is not None:
            self._cannot(call, problem)

    def _relation(self, call: Call) -> None:
        several = len(call.args) > 1
        found = self.session.entities_of(call.arg(0)) if several else []
        entity = found[0] if found else (self.main.entity if self.main is not None and not several else None)
        name = known_text(call.arg(1 if several else 0))
        relation = entity.relation(name) if entity is not None and name else None
        self.done = True
        if entity is None or relation is None:
            self._cannot(call, "which relation is meant is not known")
            return
        self.relation = (entity, relation)

    def _cannot(self, call: Call, reason: str) -> None:
        frame, shown = call.scope.frame, self._shown(call)
        self.session.recorder.unresolved(frame, call.line, "query-builder", shown, reason)

    def _part(self, call: Call) -> str:
        """Return what tells one join of a line from the others."""
        return ", ".join(map(render, call.exprs[:2]))

    def _shown(self, call: Call) -> str:
        return render(("call", call.callee, call.exprs)) if call.callee is not None else ""
