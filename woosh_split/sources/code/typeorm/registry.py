"""All entities of a monolith, by class, by name and by table; and the tables and relations that they declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import Column, ForeignKey, Relation, Table
from woosh_split.sources.code.typeorm.entity import Entity, EntityColumn, EntityRelation, JoinColumn
from woosh_split.sources.code.typeorm.entity_schema import Schema, read_schema
from woosh_split.sources.code.typeorm.given import PlaceOfNames
from woosh_split.sources.code.typeorm.junctions import Junction, junction_entity, junction_table, key_columns
from woosh_split.sources.code.typeorm.naming import NamingStrategy
from woosh_split.sources.code.typeorm.reading import EntityReader
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.program import ClassDecl

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


class EntityRegistry:
    """Entities, however the code names them. ``schema`` are the tables that dumps and servers know.

    ``unresolved`` are the names that are put together when the application runs.
    """

    def __init__(self, naming: NamingStrategy, schema: Iterable[Table] = ()) -> None:
        self.naming = naming
        self._schema = {table.name.lower(): table for table in schema if table.kind == "table"}
        self._entities: dict[ClassDecl, Entity] = {}
        self._by_class: dict[str, list[Entity]] = {}
        self._by_table: dict[str, list[Entity]] = {}
        self._tables: dict[str, str] = {}
        self._joined: dict[str, Entity] | None = None
        self.unresolved: tuple[Unresolved, ...] = ()

    def read(
        self,
        classes: Iterable[tuple[ClassDecl, Decorator, tuple[Decorator, ...]]],
        interpreter: Interpreter,
        registered: frozenset[ClassDecl],
        schemas: Sequence[Schema] = (),
    ) -> None:
        """Read every entity class; ``registered`` are those that a data source or module lists, empty for all."""
        found = list(classes)
        names: dict[str, list[ClassDecl]] = {}
        for decl, _, _ in found:
            names.setdefault(decl.name, []).append(decl)
        for schema in schemas:
            for name in {schema.name, schema.decl.name}:
                names.setdefault(name, []).append(schema.decl)

        def by_name(name: str) -> ClassDecl | None:
            several = names.get(name, [])
            return next((each for each in several if each in registered), several[0] if several else None)

        fitting = [table.name.removeprefix(self.naming.prefix) for table in self._schema.values()]
        reader = EntityReader(interpreter, self.naming, by_name, fitting)
        for decl, marker, decorators in found:
            entity = reader.read(decl, marker, decorators)
            entity.registered = not registered or decl in registered
            self._entities[decl] = entity
        for schema in schemas:
            place = PlaceOfNames(schema.place.file, schema.place.line, reader.unresolved, fitting)
            entity = read_schema(schema, self.naming, by_name, interpreter, place)
            self._entities[schema.decl] = entity
            self._by_class.setdefault(schema.name, []).append(entity)
        self.unresolved = tuple(reader.unresolved)
        for decl, marker, _ in found:
            if marker.name == "ChildEntity":
                self._adopt(self._entities[decl], interpreter)
        for entity in sorted(
            self._entities.values(), key=lambda e: (not e.registered, e.decl.file, e.decl.name)
        ):
            same_name = self._by_class.setdefault(entity.decl.name, [])
            if entity not in same_name:
                same_name.append(entity)
            self._by_table.setdefault(entity.table, []).append(entity)
            self._tables.setdefault(entity.table.lower(), entity.table)
        for several in self._by_table.values():
            several.sort(key=lambda e: (not e.registered, -len(e.columns)))
        self._joined = None

    def _adopt(self, child: Entity, interpreter: Interpreter) -> None:
        for level in interpreter.instances.chain(child.decl).levels[1:]:
            parent = self._entities.get(level.decl)
            if parent is not None:
                while parent.parent is not None:
                    parent = parent.parent
                child.parent, child.table = parent, parent.table
                parent.children.append(child)
                held = {column.name for column in parent.columns}
                parent.columns.extend(
                    EntityColumn(c.property, c.name, c.type, True, False, c.line)
                    for c in child.columns
                    if c.name not in held
                )
                return

    def of(self, decl: ClassDecl) -> Entity | None:
        """Return the entity of a class."""
        return self._entities.get(decl)

    def named(self, name: str) -> Entity | None:
        """Return the entity of a class name or, failing that, of a table name, its schema before it or not.

        A joining table that no class stands for has one too, by its name.
        """
        table = name.rpartition(".")[2]
        found = self._by_class.get(name) or self._by_table.get(table)
        return found[0] if found else self._joining_entities().get(table)

    def _joining_entities(self) -> dict[str, Entity]:
        if self._joined is None:
            self._joined = {}
            for entity in self.all():
                for relation in entity.relations.values():
                    junction = self.junction(entity, relation)
                    if junction is not None and junction.table not in self._joined:
                        joined = self._joined[junction.table] = junction_entity(junction)
                        self._entities[joined.decl] = joined
        return self._joined

    def all(self) -> list[Entity]:
        """Return every entity, the registered ones first."""
        every = (entity for several in self._by_class.values() for entity in several)
        return list(dict.fromkeys(every))

    # Relations -----------------------------------------------------------------------------------------

    def target(self, relation: EntityRelation) -> Entity | None:
        """Return the entity that a relation leads to."""
        return self._entities.get(relation.target) if relation.target is not None else None

    def junction(self, entity: Entity, relation: EntityRelation) -> Junction | None:
        """Return the joining table of a many-to-many relation, from either of its sides."""
        if relation.kind != "many-to-many":
            return None
        target = self.target(relation)
        if target is None:
            return None
        if relation.join_table is None:
            other = self._inverse(entity, relation, target)
            return self.junction(target, other) if other is not None and other.join_table else None
        declared = relation.join_table
        name = declared.name or self.naming.join_table(entity.table, target.table, relation.property)
        if declared.name is None:
            joining = self._joining(self.naming.prefix + name, entity.table, target.table)
            if joining is not None:
                return Junction(joining.name, key_columns(joining), relation.file, relation.line)
        own = self._junction_columns(entity, declared.columns, entity.table)
        other_columns = self._junction_columns(target, declared.inverse_columns, target.table)
        taken = {column[0] for column in own}
        if taken & {column[0] for column in other_columns}:  # both sides are the same table
            own = tuple((f"{c[0]}_1", *c[1:]) for c in own)
            other_columns = tuple((f"{c[0]}_2", *c[1:]) for c in other_columns)
        owner, _, table = (self.naming.prefix + name).rpartition(".")
        return Junction(table, own + other_columns, relation.file, relation.line, owner or None)

    def _joining(self, name: str, first: str, second: str) -> Table | None:
        """Return the one table that a dump has for what a naming strategy of the project's own calls otherwise."""
        if not self._schema or name.lower() in self._schema:
            return None
        both = sorted((first.lower(), second.lower()))
        found = [
            table
            for key, table in self._schema.items()
            if key not in self._tables and sorted(each.table.lower() for each in table.foreign_keys) == both
        ]
        single = found and all(len(each.columns) == 1 for each in found[0].foreign_keys)
        return found[0] if len(found) == 1 and single else None

    def _junction_columns(
        self, entity: Entity, declared: tuple[JoinColumn, ...], table: str
    ) -> tuple[tuple[str, str, str, str], ...]:
        keys = self.primary_keys(entity)
        if declared:
            columns = []
            for index, each in enumerate(declared):
                key = next((k for k in keys if k.property == each.referenced), None)
                key = key or (keys[min(index, len(keys) - 1)] if keys else None)
                referenced = key.name if key else (each.referenced or "id")
                name = each.name or self.naming.join_table_column(table, referenced)
                columns.append((name, key.type if key else "int", entity.table, referenced))
            return tuple(columns)
        return tuple(
            (self.naming.join_table_column(table, key.name), key.type, entity.table, key.name) for key in keys
        )

    def _inverse(self, entity: Entity, relation: EntityRelation, target: Entity) -> EntityRelation | None:
        if relation.inverse is not None:
            found = target.relation(relation.inverse)
            if found is not None:
                return found
        for each in target.all_relations():
            if each.kind == relation.kind and each.inverse == relation.property and each is not relation:
                back = self.target(each)
                if back is entity or (back is not None and back in (entity.parent, *entity.children)):
                    return each
        return None

    def primary_keys(self, entity: Entity) -> list[EntityColumn]:
        """Return an entity's key columns; relations that are part of the key come after the plain ones."""
        root = entity.parent or entity
        return [column for column in root.columns if column.primary_key]

    # Tables --------------------------------------------------------------------------------------------

    def foreign_columns(self, relation: EntityRelation) -> list[tuple[str, str, str]]:
        """Return ``(column, its type, referenced column)`` for each column that holds a relation's key."""
        owns = relation.kind == "many-to-one" or (
            relation.kind == "one-to-one" and relation.join_columns is not None
        )
        target = self.target(relation)
        if not owns or target is None:
            return []
        keys = self.primary_keys(target)
        declared = relation.join_columns or (JoinColumn(None, None),)
        if (
            len(declared) == 1
            and declared[0].name is None
            and declared[0].referenced is None
            and len(keys) > 1
        ):
            declared = tuple(JoinColumn(None, key.property) for key in keys)
        columns = []
        for index, each in enumerate(declared):
            every = (target.parent or target).columns
            key = next((c for c in every if each.referenced in (c.property, c.name)), None)
            key = key or (keys[min(index, len(keys) - 1)] if keys else None)
            referenced = key.name if key else (each.referenced or "id")
            last = relation.property.rpartition(".")[2]
            name = each.name or self.naming.join_column(last, key.property if key else referenced)
            columns.append((name, key.type if key else "int", referenced))
        return columns

    def tables(self) -> list[Table]:
        """Return the tables that the entities declare, joining tables included."""
        tables: dict[str, Table] = {}
        for name, several in self._by_table.items():
            owners = [entity for entity in several if entity.owns_table()]
            if owners:
                loaded = [entity for entity in owners if entity.registered] or owners[:1]
                tables[name] = _together([self._table(entity) for entity in loaded])
        for entity in self.all():
            for table in self._beside(entity):
                known = tables.get(table.name)
                tables[table.name] = table if known is None else _together([known, table])
        return sorted(tables.values(), key=lambda table: table.name)

    def registered_tables(self) -> frozenset[str]:
        """Return the names of the tables of registered entities, joining tables included."""
        registered = [entity for entity in self.all() if entity.registered]
        beside = {table.name for entity in registered for table in self._beside(entity)}
        return frozenset({entity.table for entity in registered} | beside)

    def _beside(self, entity: Entity) -> Iterator[Table]:
        """Yield the tables that TypeORM keeps beside an entity's own: of its joins and of its tree."""
        for relation in entity.relations.values():
            junction = self.junction(entity, relation)
            if junction is not None:
                yield junction_table(junction)
        if entity.tree == "closure-table":
            yield self._closure(entity)

    def _table(self, entity: Entity) -> Table:
        columns = [Column(c.name, c.type, c.nullable, c.primary_key) for c in entity.columns]
        held = {column.name for column in columns}
        keys: list[ForeignKey] = []
        relations = [relation for each in (entity, *entity.children) for relation in each.relations.values()]
        for relation in {r.property: r for r in reversed(relations)}.values():
            found = self.foreign_columns(relation)
            target = self.target(relation)
            for name, type_, _ in found:
                if name not in held:
                    held.add(name)
                    columns.append(
                        Column(
                            name, type_, relation.nullable and not relation.primary_key, relation.primary_key
                        )
                    )
            if found and target is not None and relation.constrained:
                names, referenced = tuple(f[0] for f in found), tuple(f[2] for f in found)
                keys.append(ForeignKey(names, target.table, referenced))
        for name, type_ in _TREE_COLUMNS.get(entity.tree or "", ()):
            columns.append(Column(name, type_, True, False))
        return Table(
            entity.table,
            entity.schema,
            entity.decl.name,
            entity.decl.file,
            tuple(columns),
            tuple(sorted(keys, key=lambda key: (key.columns, key.table))),
            entity.kind,
            ("entity",),
            entity.decl.file,
            entity.decl.node.line,
            entity.decl.node.line,
        )

    def closure_table(self, entity: Entity) -> str:
        """Return the name of the table that holds a tree's paths."""
        return self.naming.closure_table(entity.closure.table or entity.table)

    def _closure(self, entity: Entity) -> Table:
        keys = self.primary_keys(entity)
        columns = tuple(
            Column(entity.closure.column(side, key.name), key.type, False, True)
            for side in ("ancestor", "descendant")
            for key in keys
        )
        foreign = tuple(
            ForeignKey(
                tuple(entity.closure.column(side, key.name) for key in keys),
                entity.table,
                tuple(key.name for key in keys),
            )
            for side in ("ancestor", "descendant")
        )
        name = self.closure_table(entity)
        place = (entity.decl.file, entity.decl.node.line)
        return Table(name, None, None, None, columns, foreign, "table", ("entity",), *place)

    def relations(self) -> list[Relation]:
        """Return the relations between tables, as the classes declare them."""
        found = []
        for entity in self.all():
            inherited = entity.parent.relations if entity.parent is not None else {}
            for relation in entity.relations.values():
                target = self.target(relation)
                if target is None or inherited.get(relation.property) is not None:
                    continue
                junction = self.junction(entity, relation)
                found.append(
                    Relation(
                        entity.table,
                        target.table,
                        relation.kind,
                        junction.table if junction else None,
                        relation.file,
                        relation.line,
                        relation.property,
                    )
                )
        return sorted(
            set(found), key=lambda r: (r.from_table, r.to_table, r.kind, r.file, r.line, r.property)
        )


_TREE_COLUMNS = {
    "materialized-path": (("mpath", "varchar"),),
    "nested-set": (("nsleft", "int"), ("nsright", "int")),
}


def _together(several: Sequence[Table]) -> Table:
    """Return the table that several classes and relations declare: the first one's, with what only others say of it.

    TypeORM loads them all, a DTO that carries ``@Entity`` and relations with one joining table too.
    """
    first = several[0]
    columns = {column.name: column for column in first.columns}
    keys = {(key.columns, key.table): key for key in first.foreign_keys}
    for other in several[1:]:
        if (other.schema, other.kind) == (first.schema, first.kind):
            for column in other.columns:
                columns.setdefault(column.name, column)
            for key in other.foreign_keys:
                keys.setdefault((key.columns, key.table), key)
    return replace(
        first,
        columns=tuple(columns.values()),
        foreign_keys=tuple(sorted(keys.values(), key=lambda key: (key.columns, key.table))),
    )
