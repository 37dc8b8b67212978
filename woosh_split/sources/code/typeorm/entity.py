"""What an entity class says of its table."""

from __future__ import annotations

from dataclasses import field

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Text


@dataclass(frozen=True, slots=True)
class EntityColumn:
    """A column and the property (``address.city`` inside an embedded object) that holds it."""

    property: str
    name: str
    type: str
    nullable: bool
    primary_key: bool
    line: int
    generated: str = ""


@dataclass(frozen=True, slots=True)
class JoinColumn:
    """One column of a relation's key: its name and the column that it refers to, where they are given."""

    name: str | None
    referenced: str | None


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """A relation as the class declares it; ``target`` is None where the class could not be found."""

    property: str
    kind: str
    target: ClassDecl | None
    file: str
    line: int
    inverse: str | None = None
    cascades: frozenset[str] = frozenset()
    """What goes on to the other side: insert, update, remove, soft-remove, recover."""
    eager: bool = False
    nullable: bool = True
    constrained: bool = True
    primary_key: bool = False
    join_columns: tuple[JoinColumn, ...] | None = None
    join_table: JoinTable | None = None
    text: str = ""
    lazy: bool = False
    """Whether it is read when somebody waits for the property."""
    orphans: str = "nullify"
    """What becomes of rows that a saved parent no longer lists: nullify, delete, soft-delete, disable."""


@dataclass(frozen=True, slots=True)
class JoinTable:
    """What ``@JoinTable`` says; empty names come from the naming strategy."""

    name: str | None = None
    columns: tuple[JoinColumn, ...] = ()
    inverse_columns: tuple[JoinColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosureNames:
    """What ``@Tree('closure-table', {...})`` calls the table of a tree's paths, and its columns."""

    table: str | None = None
    ancestor: Value = UNKNOWN
    descendant: Value = UNKNOWN

    def column(self, side: str, key: str) -> str:
        """Return the column that holds one end's key; its name is made of that of the key."""
        given = self.ancestor if side == "ancestor" else self.descendant
        if isinstance(given, Text):
            return "".join(part if isinstance(part, str) else key for part in given.parts)
        return f"{key}_{side}"


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """What TypeORM asks the database for besides, whenever it loads the entity.

    ``kind`` is ids (``@RelationId``) or count (``@RelationCount``) of the ``relation``, or query: the ``texts`` that
    ``@VirtualColumn`` may put among the columns. ``property`` is the member that has the decorator.
    """

    kind: str
    property: str
    file: str
    line: int
    relation: str = ""
    texts: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Entity:
    """A class that stands for a table or a view."""

    decl: ClassDecl
    table: str
    kind: str = "table"
    schema: str | None = None
    columns: list[EntityColumn] = field(default_factory=list)
    relations: dict[str, EntityRelation] = field(default_factory=dict)
    along: list[ReadAlong] = field(default_factory=list)
    expression: Value = UNKNOWN
    parent: Entity | None = None
    children: list[Entity] = field(default_factory=list)
    discriminator: str | None = None
    tree: str | None = None
    closure: ClosureNames = ClosureNames()
    registered: bool = True

    def owns_table(self) -> bool:
        """Tell whether the class declares its table; the children of single-table inheritance do not."""
        return self.parent is None

    def relation(self, path: str) -> EntityRelation | None:
        """Return a relation of this entity, or of a child that shares its table."""
        found = self.relations.get(path)
        if found is not None:
            return found
        for child in self.children:
            found = child.relations.get(path)
            if found is not None:
                return found
        return None

    def all_relations(self) -> list[EntityRelation]:
        """Return the relations of the entity and of the children that share its table."""
        merged = dict(self.relations)
        for child in self.children:
            for name, relation in child.relations.items():
                merged.setdefault(name, relation)
        return list(merged.values())
