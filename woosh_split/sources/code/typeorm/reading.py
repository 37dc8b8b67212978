"""Entity classes to entities: columns, relations, embedded objects, inheritance, trees."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from woosh_split.model.code import Unresolved
from woosh_split.sources.code.typeorm.along import property_of, read_along
from woosh_split.sources.code.typeorm.entity import (
    ClosureNames,
    Entity,
    EntityColumn,
    EntityRelation,
    JoinColumn,
    JoinTable,
)
from woosh_split.sources.code.typeorm.given import Names, PlaceOfNames, options, options_of, word
from woosh_split.sources.code.typeorm.naming import NamingStrategy
from woosh_split.sources.code.typescript.arrays import elements
from woosh_split.sources.code.typescript.decorators import Decorator, read_decorators
from woosh_split.sources.code.typescript.instances import Chain, Level
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ClassValue, Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Class, Field, Type
from woosh_split.sources.code.typescript.truth import is_false, is_true
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Literal,
    Record,
    Text,
    each_value,
    known_text,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

ENTITY_DECORATORS = frozenset({"Entity", "ViewEntity", "ChildEntity"})
_EVERY_CASCADE = frozenset({"insert", "update", "remove", "soft-remove", "recover"})
_RELATIONS = {
    "ManyToOne": "many-to-one",
    "OneToMany": "one-to-many",
    "OneToOne": "one-to-one",
    "ManyToMany": "many-to-many",
}
_DATES = {
    "CreateDateColumn": "datetime(6)",
    "UpdateDateColumn": "datetime(6)",
    "DeleteDateColumn": "datetime(6)",
}
_COLUMNS = frozenset(
    {
        "Column",
        "PrimaryColumn",
        "PrimaryGeneratedColumn",
        "VersionColumn",
        "ViewColumn",
        "ObjectIdColumn",
        *_DATES,
    }
)
_REFLECTED = {
    "string": "varchar",
    "number": "int",
    "boolean": "tinyint",
    "Date": "datetime",
    "Buffer": "blob",
}

ClassByName = Callable[[str], ClassDecl | None]


def entity_decorator(decorators: tuple[Decorator, ...]) -> Decorator | None:
    """Return the decorator that makes a class an entity."""
    for each in decorators:
        if each.package == "typeorm" and each.name in ENTITY_DECORATORS:
            return each
    return None


class EntityReader:
    """Reads the members of entity classes.

    ``class_by_name`` finds the entity class that a relation names by a string; ``tables`` are those of the schema. What
    has a name that nobody can tell is in ``unresolved``.
    """

    def __init__(
        self,
        interpreter: Interpreter,
        naming: NamingStrategy,
        class_by_name: ClassByName,
        tables: Collection[str] = (),
    ) -> None:
        self._interpreter = interpreter
        self._naming = naming
        self._class_by_name = class_by_name
        self._tables = tables
        self.unresolved: list[Unresolved] = []

    def read(self, decl: ClassDecl, marker: Decorator, decorators: tuple[Decorator, ...]) -> Entity:
        """Read one entity class with what it inherits; children of a shared table are joined later."""
        given = options(marker)
        name = self._names(decl, decl.node).table(marker)
        kind = "view" if marker.name == "ViewEntity" else "table"
        owner, table = self._naming.located(
            decl.name.rpartition(".")[2], name, _text(given, "database"), _text(given, "schema")
        )
        entity = Entity(decl, table, kind, owner)
        entity.expression = given.get("expression", UNKNOWN)
        for each in decorators:
            if each.package == "typeorm" and each.name == "Tree":
                entity.tree = known_text(each.arg(0))
                entity.closure = _closure_names(each, self._interpreter)
            elif each.package == "typeorm" and each.name == "TableInheritance":
                column = options(each).get("column")
                inner = column.fields if isinstance(column, Record) else {}
                entity.discriminator = known_text(inner.get("name", column or UNKNOWN)) or "type"
        chain = self._interpreter.instances.chain(decl)
        self._members(chain, entity, (), "")
        if entity.discriminator and not any(c.name == entity.discriminator for c in entity.columns):
            line = decl.node.line
            entity.columns.append(
                EntityColumn(entity.discriminator, entity.discriminator, "varchar(255)", False, False, line)
            )
        return entity

    def _names(self, decl: ClassDecl, node: Class | Field) -> Names:
        place = PlaceOfNames(decl.file, node.line, self.unresolved, self._tables)
        return Names(place, node.decorators)

    def _members(self, chain: Chain, entity: Entity, prefixes: tuple[str, ...], path: str) -> None:
        seen: set[str] = set()
        for level in chain.levels:
            for field in level.decl.node.fields:
                if field.name in seen or not field.decorators:
                    continue
                scope = level.decl.scope if isinstance(level.decl.scope, Scope) else None
                decorators = tuple(
                    each
                    for each in read_decorators(field.decorators, level.decl.file, self._interpreter, scope)
                    if each.package == "typeorm"
                )
                if decorators and self._member(field, decorators, level, entity, prefixes, path):
                    seen.add(field.name)

    def _member(
        self,
        field: Field,
        decorators: tuple[Decorator, ...],
        level: Level,
        entity: Entity,
        prefixes: tuple[str, ...],
        path: str,
    ) -> bool:
        for each in decorators:
            if each.name in _RELATIONS:
                relation = self._relation(field, each, decorators, level, path)
                entity.relations[relation.property] = relation
                return True
            if each.name in ("TreeParent", "TreeChildren"):
                kind = "many-to-one" if each.name == "TreeParent" else "one-to-many"
                entity.relations[path + field.name] = EntityRelation(
                    path + field.name, kind, entity.decl, level.decl.file, field.line,
                    join_columns=_join_columns(decorators, self._names(level.decl, field)),
                )  # fmt: skip
                return True
        for each in reversed(decorators):  # they run bottom up, and TypeORM keeps the first column of a name
            if each.name == "Column" and isinstance(each.arg(0), Closure):
                self._embedded(field, each, level, entity, prefixes, path)
                return True
            along = read_along(each, field, level.decl.file, self._interpreter, path)
            if along is not None:
                entity.along.append(along)
                return True
            if each.name in _COLUMNS:
                entity.columns.append(self._column(field, each, decorators, level, prefixes, path))
                return True
        return False

    def _embedded(
        self,
        field: Field,
        decorator: Decorator,
        level: Level,
        entity: Entity,
        prefixes: tuple[str, ...],
        path: str,
    ) -> None:
        target = _target(decorator.arg(0), self._interpreter, self._class_by_name)
        if target is None:
            return
        prefix = options_of(decorator.arg(1)).get("prefix", UNKNOWN)
        inner = prefixes
        text = known_text(prefix)
        if text:
            inner = (*prefixes, text)
        elif not (isinstance(prefix, Literal) and prefix.value is False) and text is None:
            inner = (*prefixes, field.name)
        self._members(self._interpreter.instances.chain(target), entity, inner, f"{path}{field.name}.")

    def _column(
        self,
        field: Field,
        decorator: Decorator,
        decorators: tuple[Decorator, ...],
        level: Level,
        prefixes: tuple[str, ...],
        path: str,
    ) -> EntityColumn:
        given = options(decorator)
        named = given.get("name")
        custom = None if named is None else self._names(level.decl, field).column(named, decorator)
        name = self._naming.column(field.name, custom, prefixes)
        primary = decorator.name.startswith("Primary") or is_true(given.get("primary"))
        generated = ""
        if decorator.name == "PrimaryGeneratedColumn":
            generated = word(decorator.arg(0)) or "increment"
        nullable = is_true(given.get("nullable")) or decorator.name == "DeleteDateColumn"
        return EntityColumn(
            path + field.name,
            name,
            _column_type(field, decorator, given, generated),
            nullable and not primary,
            primary,
            field.line,
            generated,
        )

    def _relation(
        self, field: Field, decorator: Decorator, decorators: tuple[Decorator, ...], level: Level, path: str
    ) -> EntityRelation:
        target = _target(decorator.arg(0), self._interpreter, self._class_by_name)
        if target is None:
            target = self._by_type(field.type, level)
        given = options(decorator)
        inverse: str | None = None
        for each in (value for arg in decorator.args[1:] for value in each_value(arg)):
            if isinstance(each, Closure):
                inverse = property_of(each)
            elif known_text(each):
                inverse = known_text(each)
        primary = any(each.name.startswith("Primary") for each in decorators)
        names = self._names(level.decl, field)
        return EntityRelation(
            path + field.name,
            _RELATIONS[decorator.name],
            target,
            level.decl.file,
            field.line,
            inverse,
            cascades(given.get("cascade", UNKNOWN)),
            is_true(given.get("eager")),
            not is_false(given.get("nullable")),
            not is_false(given.get("createForeignKeyConstraints")),
            primary or is_true(given.get("primary")),
            _join_columns(decorators, names),
            _join_table(decorators, names),
            field.text,
            is_true(given.get("lazy")) or (field.type is not None and field.type[:2] == ("ref", "Promise")),
            _text(given, "orphanedRowAction") or "nullify",
        )

    def _by_type(self, type_: Type, level: Level) -> ClassDecl | None:
        value = self._interpreter.types.value(type_, level.decl.file, level.bindings)
        for each in elements(value):
            if isinstance(each, Instance):
                return each.decl
        return None


def _text(given: dict[str, Value], key: str) -> str | None:
    return word(given[key]) if key in given else None


def cascades(value: Value) -> frozenset[str]:
    """Return what the option ``cascade`` names; ``true`` is all of it."""
    if isinstance(value, Literal):
        return _EVERY_CASCADE if value.value is True else frozenset()
    return _EVERY_CASCADE & {known_text(each) for each in elements(value)}


def _column_type(field: Field, decorator: Decorator, given: dict[str, Value], generated: str) -> str:
    if decorator.name == "PrimaryGeneratedColumn":
        declared = _text(given, "type")
        return declared or ("varchar(36)" if generated == "uuid" else "int")
    declared = word(decorator.arg(0)) or _text(given, "type")
    if decorator.name in _DATES and not declared:
        return _DATES[decorator.name]
    if decorator.name == "VersionColumn" and not declared:
        return "int"
    if declared is None:
        kind = field.text.split("|")[0].strip()
        declared = _REFLECTED.get(kind, "enum" if "enum" in given else "varchar" if not kind else "")
        if not declared:
            declared = "varchar" if kind[:1] in "'\"" else "json" if kind.endswith("[]") else "varchar"
    length = given.get("length")
    size = length.value if isinstance(length, Literal) else known_text(length) if length is not None else None
    if size and "(" not in declared:
        return f"{declared.lower()}({size})"
    precision, scale = given.get("precision"), given.get("scale")
    if isinstance(precision, Literal) and isinstance(scale, Literal) and "(" not in declared:
        return f"{declared.lower()}({precision.value},{scale.value})"
    return declared.lower()


def _join_columns(decorators: tuple[Decorator, ...], names: Names) -> tuple[JoinColumn, ...] | None:
    for each in decorators:
        if each.name == "JoinColumn":
            return _column_list(each.arg(0), each, names) or (JoinColumn(None, None),)
    return None


def _join_table(decorators: tuple[Decorator, ...], names: Names) -> JoinTable | None:
    for each in decorators:
        if each.name == "JoinTable":
            given = options(each)
            own = given.get("joinColumns", given.get("joinColumn", UNKNOWN))
            other = given.get("inverseJoinColumns", given.get("inverseJoinColumn", UNKNOWN))
            return JoinTable(
                names.table(each), _column_list(own, each, names), _column_list(other, each, names)
            )
    return None


def _column_list(value: Value, decorator: Decorator, names: Names) -> tuple[JoinColumn, ...]:
    listed = [options_of(each) for each in (value.values if isinstance(value, Items) else (value,))]
    return tuple(
        JoinColumn(names.column(each.get("name", UNKNOWN), decorator), _text(each, "referencedColumnName"))
        for each in listed
        if each
    )


def _target(value: Value, interpreter: Interpreter, class_by_name: ClassByName) -> ClassDecl | None:
    if isinstance(value, Closure):
        value = interpreter.run_closure(value, [])
    for each in value.values if isinstance(value, Either | Items) else (value,):
        if isinstance(each, ClassValue):
            return each.decl
    name = known_text(value)
    return class_by_name(name) if name else None


def _closure_names(tree: Decorator, interpreter: Interpreter) -> ClosureNames:
    given = options_of(tree.arg(1))
    key = Record({"propertyName": Text((UNKNOWN,)), "databaseName": Text((UNKNOWN,))})

    def name(option: str) -> Value:
        value = given.get(option, UNKNOWN)
        return interpreter.run_closure(value, [key]) if isinstance(value, Closure) else UNKNOWN

    return ClosureNames(
        _text(given, "closureTableName"), name("ancestorColumnName"), name("descendantColumnName")
    )
