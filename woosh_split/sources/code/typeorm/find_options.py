"""The options of ``find*``: relations to load, conditions on relations, locks; and what loads by itself."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.access import READ
from woosh_split.sources.code.typeorm.entity import Entity, EntityRelation
from woosh_split.sources.code.typeorm.loaded_along import load_along, load_keys
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_texts import alternatives
from woosh_split.sources.code.typescript.arrays import elements
from woosh_split.sources.code.typescript.parameters import Member, Parameter, mark_used
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.truth import is_false
from woosh_split.sources.code.typescript.values import Items, Record, Text, each_value, known_text
from woosh_split.sql.text import HOLE


class Loading:
    """What one ``find*`` reads besides its own table."""

    def __init__(self, session: Session, call: Call, transaction: OpenTransaction | None) -> None:
        self._session = session
        self._call = call
        self._transaction = transaction
        self._loaded: set[tuple[str, str]] = set()
        self._spared = False
        """Whether ``loadEagerRelations: false`` spares the relations that load by themselves, at every level."""
        self._locked = False
        """Whether the statement locks rows: those of every table that it joins, where queries of their own load none."""

    def options(self, entity: Entity, value: Value) -> bool:
        """Follow the options of a ``find``; return whether they ask for a lock."""
        locked, eager = False, True
        if _hides_relations(value):
            self._lost_relations("options")
        else:
            self._session.recorder.found(self._call.scope.frame, self._call.line, "options")
        for each in each_value(value):
            if not isinstance(each, Record):
                mark_used(each)
                continue
            mark_used(each)
            given = dict(_fields(each))
            asked = "lock" in given and locks(_mode(given["lock"]))
            locked = locked or asked
            self._locked = asked and known_text(given.get("relationLoadStrategy", UNKNOWN)) != "query"
            self._spared = any(n == "loadEagerRelations" and is_false(v) for n, v in _fields(each))
            eager = eager and not self._spared
            for field in _fields(each):
                name, inner = field
                if name == "relations":
                    self._relations(entity, inner)
                elif name in ("where", "order"):
                    self.condition(entity, inner)
                elif name == "loadRelationIds":
                    load_keys(self._session, entity, inner, self._call, self._transaction)
                elif name == "join":
                    self._join(entity, inner)
        self._spared = not eager
        self.eager(entity, ())
        self._spared = self._locked = False
        return locked

    def named(self, entity: Entity, options: Record) -> None:
        """Follow the relations and conditions of options that another package turns into a query."""
        for name, inner in _fields(options):
            if name == "relations":
                self._relations(entity, inner)
            elif name == "where":
                self.condition(entity, inner)

    def condition(self, entity: Entity, value: Value) -> None:
        """Follow a condition or an order: a key that is a relation makes TypeORM join it."""
        for each in each_value(value):
            mark_used(each)
            for item in elements(each) if isinstance(each, Items) else (each,):
                if not isinstance(item, Record):
                    continue
                for name, inner in _fields(item):
                    relation = entity.relation(name)
                    if relation is not None and any(isinstance(v, Record) for v in each_value(inner)):
                        target = self._load(entity, relation)
                        if target is not None:
                            self.condition(target, inner)

    def eager(self, entity: Entity, path: tuple[Entity, ...]) -> None:
        """Follow what loads by itself, at every level: relations, unless they are spared, and what is read along with the rows."""
        load_along(self._session, entity, self._call, self._transaction)
        for relation in entity.all_relations() if not self._spared else ():
            if relation.eager:
                target = self._load(entity, relation)
                if target is not None and target not in path and len(path) < 10:
                    self.eager(target, (*path, entity))

    def _relations(self, entity: Entity, value: Value) -> None:
        frame, line = self._call.scope.frame, self._call.line
        if _is_partly_unknown(value):
            self._lost_relations("relations")
        else:
            self._session.recorder.found(frame, line, "relations")
        for each in each_value(value):
            mark_used(each)
            if isinstance(each, Items):
                for item in elements(each):
                    for name in _names(item):
                        self.path(entity, name)
            elif isinstance(each, Record):
                self._nested(entity, each)

    def _lost_relations(self, part: str) -> None:
        frame, reason = self._call.scope.frame, "which relations are loaded is not known"
        self._session.recorder.lost(frame, self._call.line, part, "relation", "relations", reason)

    def _nested(self, entity: Entity, record: Record) -> None:
        for name, inner in _fields(record):
            if is_false(inner):
                continue
            relation = entity.relation(name)
            if relation is None:
                self._embedded(entity, name, inner)
                continue
            self._session.recorder.sound(self._call.scope.frame, self._call.line, name)
            target = self._load(entity, relation)
            if target is not None:
                self.eager(target, (entity,))
                for each in each_value(inner):
                    if isinstance(each, Record):
                        self._nested(target, each)

    def _embedded(self, entity: Entity, prefix: str, inner: Value) -> None:
        held = any(r.property.startswith(f"{prefix}.") for r in entity.all_relations())
        if not held:
            self._unknown(entity, prefix)
            return
        for each in each_value(inner):
            for name, deeper in _fields(each) if isinstance(each, Record) else ():
                relation = entity.relation(f"{prefix}.{name}")
                if relation is not None:
                    target = self._load(entity, relation)
                    if target is not None and isinstance(deeper, Record):
                        self._nested(target, deeper)

    def path(self, entity: Entity, path: str) -> None:
        """Follow ``items.product``."""
        current: Entity | None = entity
        names = path.split(".")
        index = 0
        frame = self._call.scope.frame
        while current is not None and index < len(names):
            for length in range(len(names) - index, 0, -1):
                relation = current.relation(".".join(names[index : index + length]))
                if relation is not None:
                    index += length
                    owner, current = current, self._load(current, relation)
                    if current is not None:
                        self.eager(current, (owner,))
                    break
            else:
                self._unknown(current, path)
                return
        self._session.recorder.sound(frame, self._call.line, path)

    def _join(self, entity: Entity, value: Value) -> None:
        record = value.fields if isinstance(value, Record) else {}
        aliases = {known_text(record["alias"]) if "alias" in record else None: entity}
        for name, joins in record.items():
            if "Join" not in name or not isinstance(joins, Record):
                continue
            for alias, path in joins.fields.items():
                owner, _, relation_name = (known_text(path) or "").partition(".")
                source = aliases.get(owner)
                relation = source.relation(relation_name) if source is not None else None
                if source is not None and relation is not None:
                    target = self._load(source, relation)
                    if target is not None:
                        aliases[alias] = target

    def _load(self, entity: Entity, relation: EntityRelation) -> Entity | None:
        target = self._session.entities.target(relation)
        if target is None:
            return None
        junction = self._session.entities.junction(entity, relation)
        if junction is not None:
            self._read(junction.table)
        self._read(target.table)
        return target

    def _read(self, table: str) -> None:
        frame = self._call.scope.frame
        self._session.touch(
            frame, self._call.line, table, READ, "select", "relation", self._transaction, lock=self._locked
        )

    def _unknown(self, entity: Entity, path: str) -> None:
        reason = f"{entity.decl.name} has no relation of this name; the query fails at run time"
        frame = self._call.scope.frame
        self._session.recorder.broken(frame, self._call.line, "relation", path, reason)


def locks(mode: Value) -> bool:
    """Tell whether a lock's mode locks rows, as all do but the one that only compares a version."""
    return known_text(mode) != "optimistic"


def _mode(lock: Value) -> Value:
    return lock.fields.get("mode", UNKNOWN) if isinstance(lock, Record) else UNKNOWN


def _each(relations: Items) -> Iterator[Value]:
    """Yield whatever the names in a list may be."""
    return (one for item in elements(relations) for one in each_value(item))


def _names(item: Value) -> list[str]:
    """Return the names that a relation may have which is chosen among several."""
    return [text for text in alternatives(item) if HOLE not in text]


def _hides_relations(options: Value) -> bool:
    """Tell whether nobody knows the options, or what is spread into them; what is a parameter as a whole, callers tell."""
    whole = each_value(options)
    more = [one for each in whole if isinstance(each, Record) for one in _spread(each)]
    return any(each is UNKNOWN or isinstance(each, ExternalCall) for each in whole) or any(
        one is UNKNOWN or isinstance(one, ExternalCall | Member) for one in more
    )


def _is_partly_unknown(relations: Value) -> bool:
    """Tell whether relations are loaded whose names are not known here: where a caller knows them, its reading makes that good."""
    if isinstance(relations, Items):
        unnamed = any(
            not isinstance(one, Text) or HOLE in "".join(alternatives(one)) for one in _each(relations)
        )
        return unnamed or (relations.open and not relations.values)
    if isinstance(relations, Record):
        return any(one is UNKNOWN or isinstance(one, ExternalCall) for one in _spread(relations))
    if any(isinstance(each, Parameter | Member) and not each.left_out() for each in each_value(relations)):
        return True
    return relations is UNKNOWN or isinstance(relations, ExternalCall)


def _spread(record: Record) -> list[Value]:
    return [one for value in record.spread for one in each_value(value)]


def _fields(record: Record) -> Iterator[tuple[str, Value]]:
    yield from record.fields.items()
    for value in record.spread:
        for each in each_value(value):
            if isinstance(each, Record):
                yield from _fields(each)
