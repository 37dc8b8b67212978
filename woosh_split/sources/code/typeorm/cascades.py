"""What is written besides an entity's own table: what cascades reach, joining tables of what is set, paths of trees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import field

from woosh_split.model.access import WRITE
from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm import methods
from woosh_split.sources.code.typeorm.entity import Entity, EntityRelation
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.arrays import elements
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Record, each_value, join_values

_FOLLOWED = {
    "save": frozenset({"insert", "update"}),
    "softRemove": frozenset({"soft-remove"}),
    "recover": frozenset({"recover"}),
}
"""Which cascades a method follows. TypeORM follows none on ``remove``: the option says it, nothing reads it."""
_ORPHANS = {"delete": "delete", "soft-delete": "update"}
"""What happens to rows that are no longer listed, where their key is not just taken from them."""


def note_given(entity: Entity, args: Collection[Value], call: Call) -> None:
    """Remember which relations ``create``, ``merge`` and ``preload`` are given: what is saved later has them set."""
    for record in _records(join_values(list(args))):
        call.scope.frame.given |= frozenset((entity.decl, key) for key in record.fields)


@dataclass(slots=True)
class Cascade:
    """One call of ``save``, ``remove``, ``softRemove`` or ``recover``."""

    session: Session
    method: str
    call: Call
    transaction: OpenTransaction | None
    _seen: set[int] = field(default_factory=set)

    def write(self, entity: Entity, argument: Value, above: Collection[str] = ()) -> None:
        """Record what is written besides; ``above`` are relations of the entities over this one.

        A property that the function assigns is taken for that of the entity closest to the top that has it.
        """
        self._seen.add(id(entity))
        if entity.tree == "closure-table" and self.method in ("save", "remove"):
            paths = self.session.entities.closure_table(entity)
            self._touch(paths)
            if self.method == "save":  # a node with another parent: its paths are deleted and written anew
                self._touch(paths, operation="delete")
        records = _records(argument)
        followed = _FOLLOWED.get(self.method, frozenset())
        relations = list(entity.all_relations())
        names = {*above, *(relation.property for relation in relations)}
        for relation in relations:
            target = self.session.entities.target(relation)
            if target is None:
                continue
            follows = bool(relation.cascades & followed)
            junction = self.session.entities.junction(entity, relation)
            if junction is not None and (
                self.method == "remove"
                or (self.method == "save" and (follows or self._is_set(entity, relation, records, above)))
            ):
                self._touch(junction.table)
            self._children(entity, relation, target, follows, records)
            if not follows:
                continue
            self._touch(target.table, updates=self.method == "save")
            if id(target) not in self._seen:
                nested = [
                    record.fields[relation.property]
                    for record in records
                    if relation.property in record.fields
                ]
                self.write(target, join_values(nested) if nested else UNKNOWN, names)

    def _children(
        self, entity: Entity, relation: EntityRelation, target: Entity, follows: bool, records: list[Record]
    ) -> None:
        """Record what saving a list of children does to their rows, with a cascade or without: they hold the key.

        Those that are listed get it, and of those that no longer are it is taken, or they go. What the function assigns to a
        property of that name counts with a cascade only: it may be another object's.
        """
        holds = relation.kind == "many-to-many" or self.session.entities.foreign_columns(relation)
        if self.method != "save" or holds:
            return
        is_set = self._is_given(entity, relation, records)
        if is_set and not follows:
            self._touch(target.table, operation="update")
        other = target.relation(relation.inverse) if relation.inverse else None
        if other is not None and other.orphans in _ORPHANS and (is_set or follows):
            self._touch(target.table, operation=_ORPHANS[other.orphans])

    def _is_set(
        self, entity: Entity, relation: EntityRelation, records: list[Record], above: Collection[str]
    ) -> bool:
        name = relation.property
        return self._is_given(entity, relation, records) or (
            name in self.call.scope.frame.assigned and name not in above
        )

    def _is_given(self, entity: Entity, relation: EntityRelation, records: list[Record]) -> bool:
        name = relation.property
        return (
            any(name in record.fields for record in records)
            or (entity.decl, name) in self.call.scope.frame.given
        )

    def _touch(self, table: str, updates: bool = False, operation: str = "") -> None:
        self.session.touch(
            self.call.scope.frame, self.call.line, table, WRITE, operation or methods.WRITES[self.method], "relation",
            self.transaction, extra_events=((table, "update"),) if updates else (),
        )  # fmt: skip


def _records(value: Value) -> list[Record]:
    found = [each for item in elements(value) for each in each_value(item)]
    found += [each for item in each_value(value) for each in elements(item)]
    return list({id(each): each for each in found if isinstance(each, Record)}.values())
