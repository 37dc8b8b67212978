"""Entity classes to entities: columns, relations, embedded objects, inheritance, trees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm.entity import (
    ClosureNames,
    Entity,
    EntityColumn,
    EntityRelation,
    JoinColumn,
    JoinTable,
)
from woosh_split.sources.code.typeorm.naming import NamingStrategy
from woosh_split.sources.code.typescript.decorators import Decorator, read_decorators
from woosh_split.sources.code.typescript.instances import Chain, Level
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ClassValue, Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Field, Type
from woosh_split.sources.code.typescript.truth import is_false, is_true
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Literal,
    Record,
    Text,
    elements,
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

    ``class_by_name`` finds the entity class that a relation names by a string.
    """

    def __init__(self, interpreter: Interpreter, naming: NamingStrategy, class_by_name: ClassByName) -> None:
        self._interpreter = interpreter
        self._naming = naming
        self._class_by_name = class_by_name

    def read(self, decl: ClassDecl, marker: Decorator, decorators: tuple[Decorator, ...]) -> Entity:
        """Read one entity class with what it inherits; children of a shared table are joined later."""
        options = _options(marker)
        name = known_text(marker.arg(0)) or _text(options, "name")
        kind = "view" if marker.name == "ViewEntity" else "table"
        owner, table = self._naming.located(
            decl.name.rpartition(".")[2], name, _text(options, "database"), _text(options, "schema")
        )
        entity = Entity(decl, table, kind, owner)
        entity.expression = options.get("expression", UNKNOWN)
        for each in decorators:
            if each.package == "typeorm" and each.name == "Tree":
                entity.tree = known_text(each.arg(0))
                entity.closure = _closure_names(each, self._interpreter)
            elif each.package == "typeorm" and each.name == "TableInheritance":
                column = _options(each).get("column")
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
                    join_columns=_join_columns(decorators),
                )  # fmt: skip
                return True
        for each in reversed(decorators):  # they run bottom up, and TypeORM keeps the first column of a name
            if each.name == "Column" and isinstance(each.arg(0), Closure):
                self._embedded(field, each, level, entity, prefixes, path)
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
        prefix = _fields(decorator.arg(1)).get("prefix", UNKNOWN)
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
        options = _options(decorator)
        name = self._naming.column(field.name, _text(options, "name"), prefixes)
        primary = decorator.name.startswith("Primary") or is_true(options.get("primary"))
        generated = ""
        if decorator.name == "PrimaryGeneratedColumn":
            generated = known_text(decorator.arg(0)) or "increment"
        nullable = is_true(options.get("nullable")) or decorator.name == "DeleteDateColumn"
        return EntityColumn(
            path + field.name,
            name,
            _column_type(field, decorator, options, generated),
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
        options: dict[str, Value] = {}
        inverse: str | None = None
        for arg in decorator.args[1:]:
            if isinstance(arg, Record):
                options = arg.fields
            elif isinstance(arg, Closure):
                inverse = _property(arg)
            elif known_text(arg):
                inverse = known_text(arg)
        primary = any(each.name.startswith("Primary") for each in decorators)
        return EntityRelation(
            path + field.name,
            _RELATIONS[decorator.name],
            target,
            level.decl.file,
            field.line,
            inverse,
            cascades(options.get("cascade", UNKNOWN)),
            is_true(options.get("eager")),
            not is_false(options.get("nullable")),
            not is_false(options.get("createForeignKeyConstraints")),
            primary or is_true(options.get("primary")),
            _join_columns(decorators),
            _join_table(decorators),
            field.text,
        )

    def _by_type(self, type_: Type, level: Level) -> ClassDecl | None:
        value = self._interpreter.types.value(type_, level.decl.file, level.bindings)
        for each in elements(value):
            if isinstance(each, Instance):
                return each.decl
        return None


def _options(decorator: Decorator) -> dict[str, Value]:
    merged: dict[str, Value] = {}
    for arg in decorator.args:
        merged.update(_fields(arg))
    return merged


def _fields(value: Value) -> dict[str, Value]:
    return value.fields if isinstance(value, Record) else {}


def _text(options: dict[str, Value], key: str) -> str | None:
    return known_text(options[key]) if key in options else None


def cascades(value: Value) -> frozenset[str]:
    """Return what the option ``cascade`` names; ``true`` is all of it."""
    if isinstance(value, Literal):
        return _EVERY_CASCADE if value.value is True else frozenset()
    return _EVERY_CASCADE & {known_text(each) for each in elements(value)}


def _column_type(field: Field, decorator: Decorator, options: dict[str, Value], generated: str) -> str:
    if decorator.name == "PrimaryGeneratedColumn":
        declared = _text(options, "type")
        return declared or ("varchar(36)" if generated == "uuid" else "int")
    declared = known_text(decorator.arg(0)) or _text(options, "type")
    if decorator.name in _DATES and not declared:
        return _DATES[decorator.name]
    if decorator.name == "VersionColumn" and not declared:
        return "int"
    if declared is None:
        kind = field.text.split("|")[0].strip()
        declared = _REFLECTED.get(kind, "enum" if "enum" in options else "varchar" if not kind else "")
        if not declared:
            declared = "varchar" if kind[:1] in "'\"" else "json" if kind.endswith("[]") else "varchar"
    length = options.get("length")
    size = length.value if isinstance(length, Literal) else known_text(length) if length is not None else None
    if size and "(" not in declared:
        return f"{declared.lower()}({size})"
    precision, scale = options.get("precision"), options.get("scale")
    if isinstance(precision, Literal) and isinstance(scale, Literal) and "(" not in declared:
        return f"{declared.lower()}({precision.value},{scale.value})"
    return declared.lower()


def _join_columns(decorators: tuple[Decorator, ...]) -> tuple[JoinColumn, ...] | None:
    for each in decorators:
        if each.name == "JoinColumn":
            return _column_list(each.arg(0)) or (JoinColumn(None, None),)
    return None


def _join_table(decorators: tuple[Decorator, ...]) -> JoinTable | None:
    for each in decorators:
        if each.name == "JoinTable":
            options = _options(each)
            name = known_text(each.arg(0)) or _text(options, "name")
            own = options.get("joinColumns", options.get("joinColumn", UNKNOWN))
            other = options.get("inverseJoinColumns", options.get("inverseJoinColumn", UNKNOWN))
            return JoinTable(name, _column_list(own), _column_list(other))
    return None


def _column_list(value: Value) -> tuple[JoinColumn, ...]:
    records = [each for each in elements(value) if isinstance(each, Record)]
    return tuple(
        JoinColumn(_text(each.fields, "name"), _text(each.fields, "referencedColumnName")) for each in records
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
    given = tree.arg(1)
    options = given.fields if isinstance(given, Record) else {}
    key = Record({"propertyName": Text((UNKNOWN,)), "databaseName": Text((UNKNOWN,))})

    def name(option: str) -> Value:
        value = options.get(option, UNKNOWN)
        return interpreter.run_closure(value, [key]) if isinstance(value, Closure) else UNKNOWN

    return ClosureNames(
        _text(options, "closureTableName"), name("ancestorColumnName"), name("descendantColumnName")
    )


def _property(closure: Closure) -> str | None:
    """Return ``items`` for ``(order) => order.items``."""
    for statement in closure.function.body:
        if statement[0] == "ret" and statement[1][0] == "mem":
            expression, names = statement[1], []
            while expression[0] == "mem":
                names.append(expression[2])
                expression = expression[1]
            return ".".join(reversed(names))
    return None
