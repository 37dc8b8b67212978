"""``new EntitySchema({...})``: entities that are declared by an object instead of by decorators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.entity import (
    Entity,
    EntityColumn,
    EntityRelation,
    JoinColumn,
    JoinTable,
    ReadAlong,
)
from woosh_split.sources.code.typeorm.given import PlaceOfNames, word
from woosh_split.sources.code.typeorm.naming import NamingStrategy
from woosh_split.sources.code.typeorm.reading import cascades
from woosh_split.sources.code.typescript.arrays import elements
from woosh_split.sources.code.typescript.program import ClassDecl, ConstantDecl, Program, takes
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    ExternalInstance,
    ExternalValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Class, Expr
from woosh_split.sources.code.typescript.truth import is_false, is_true
from woosh_split.sources.code.typescript.values import Items, Literal, Record, each_value, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_PLAIN = {"String": "varchar", "Number": "int", "Boolean": "tinyint", "Date": "datetime", "Buffer": "blob"}
_DATED = frozenset({"createDate", "updateDate", "deleteDate"})


@dataclass(frozen=True, slots=True)
class Schema:
    """One schema object: the class that its relations and repositories mean, and what it says of the table.

    ``place`` is the constant that holds it.
    """

    decl: ClassDecl
    name: str
    options: Record
    place: ConstantDecl


def is_schema(value: Value) -> bool:
    """Tell whether a value is a schema object."""
    return (
        isinstance(value, ExternalInstance)
        and value.external.package == "typeorm"
        and value.external.name == "EntitySchema"
    )


def schema_options(value: Value) -> Record | None:
    """Return what a schema object was made with."""
    label = value.label if isinstance(value, ExternalInstance) and is_schema(value) else None
    if isinstance(label, Items):  # as the reader of modules keeps what it was made with
        label = label.values[0] if label.values else None
    return label if isinstance(label, Record) else None


def find_schemas(program: Program, files: Sequence[str], interpreter: Interpreter) -> Iterator[Schema]:
    """Yield the schema objects that stand at the top level of files."""
    for file in files:
        summary = program.summary(file)
        if summary is None or not (
            takes(summary, "typeorm") or any(each.imported == "EntitySchema" for each in summary.imports)
        ):
            continue
        for name in summary.constants:
            decl = program.lookup(file, name)
            if not isinstance(decl, ConstantDecl):
                continue
            options = schema_options(interpreter.declared(decl))
            if options is not None:
                yield _schema(decl, options)


def _schema(place: ConstantDecl, options: Record) -> Schema:
    target = options.fields.get("target", UNKNOWN)
    decl = next((each.decl for each in each_value(target) if isinstance(each, ClassValue)), None)
    name = known_text(options.fields.get("name", UNKNOWN)) or (decl.name if decl is not None else place.name)
    if decl is None:
        node = Class(name, place.line, False, (), (), None, (), (), (), (), None)
        decl = ClassDecl(place.file, name, node)
    return Schema(decl, name, options, place)


def read_schema(
    schema: Schema,
    naming: NamingStrategy,
    by_name: Callable[[str], ClassDecl | None],
    interpreter: Interpreter,
    place: PlaceOfNames,
) -> Entity:
    """Read one schema object as the entity that it declares; ``place`` is that of the schema object."""
    options = schema.options.fields
    kind = "view" if known_text(options.get("type", UNKNOWN)) == "view" else "table"
    names = _Names(place, ("id", schema.place.name))
    given = names.table(options, "tableName")
    database, of_schema = (known_text(options.get(each, UNKNOWN)) for each in ("database", "schema"))
    name = schema.decl.name if "target" in options else schema.name
    owner, table = naming.located(name, given, database, of_schema)
    entity = Entity(schema.decl, table, kind, owner)
    entity.expression = options.get("expression", UNKNOWN)
    tree = next(iter(elements(options.get("trees", UNKNOWN))), UNKNOWN)
    entity.tree = known_text(tree.fields.get("type", UNKNOWN)) if isinstance(tree, Record) else None
    reader = _Members(schema, entity, naming, by_name, interpreter)
    reader.read(options, names, (), "")
    return entity


class _Names:
    """The names that one object of a schema gives; ``shown`` is the way to it, for whom is told what it does not say."""

    def __init__(self, place: PlaceOfNames, shown: Expr) -> None:
        self._place, self._shown = place, shown

    def under(self, *keys: str) -> _Names:
        """Return the names that an object within this one gives."""
        shown = self._shown
        for key in keys:
            shown = ("mem", shown, key)
        return _Names(self._place, shown)

    def table(self, options: dict[str, Value], key: str = "name") -> str | None:
        value = options.get(key, UNKNOWN)
        return word(value) or self._place.table(value, ("mem", self._shown, key), _is_given(options, key))

    def column(self, options: dict[str, Value]) -> str | None:
        value = options.get("name", UNKNOWN)
        return word(value) or self._place.column(
            value, ("mem", self._shown, "name"), _is_given(options, "name")
        )


def _is_given(options: dict[str, Value], key: str) -> bool:
    return key in options and not isinstance(options[key], Literal)


class _Members:
    def __init__(
        self,
        schema: Schema,
        entity: Entity,
        naming: NamingStrategy,
        by_name: Callable[[str], ClassDecl | None],
        interpreter: Interpreter,
    ) -> None:
        self._decl = schema.decl
        self._entity = entity
        self._naming = naming
        self._by_name = by_name
        self._interpreter = interpreter

    def read(self, options: dict[str, Value], names: _Names, prefixes: tuple[str, ...], path: str) -> None:
        for name, value in _pairs(options.get("columns", UNKNOWN)):
            custom = names.under("columns", name).column(value.fields)
            self._entity.columns.append(self._column(name, custom, value.fields, prefixes, path))
        for name, value in _pairs(options.get("relations", UNKNOWN)):
            inner_names = names.under("relations", name)
            self._entity.relations[path + name] = self._relation(path + name, value.fields, inner_names)
        for name, value in _pairs(options.get("relationIds", UNKNOWN)):
            relation = known_text(value.fields.get("relationName", UNKNOWN))
            loaded = ReadAlong(
                "ids", name, self._decl.file, self._decl.node.line, path + relation if relation else ""
            )
            self._entity.along.append(loaded)
        for name, value in _pairs(options.get("embeddeds", UNKNOWN)):
            inner = schema_options(value.fields.get("schema", UNKNOWN))
            if inner is not None:
                prefix = known_text(value.fields.get("prefix", UNKNOWN))
                inside = (*prefixes, name if prefix is None else prefix)
                self.read(inner.fields, names.under("embeddeds", name), inside, f"{path}{name}.")

    def _column(
        self, name: str, custom: str | None, options: dict[str, Value], prefixes: tuple[str, ...], path: str
    ) -> EntityColumn:
        primary = is_true(options.get("primary")) or is_true(options.get("objectId"))
        generated = options.get("generated", UNKNOWN)
        how = "increment" if is_true(generated) else known_text(generated) or ""
        nullable = is_true(options.get("nullable")) or is_true(options.get("deleteDate"))
        column = self._naming.column(name, custom, prefixes)
        line = self._decl.node.line
        type_ = _column_type(options, how)
        return EntityColumn(path + name, column, type_, nullable and not primary, primary, line, how)

    def _relation(self, name: str, options: dict[str, Value], names: _Names) -> EntityRelation:
        return EntityRelation(
            name,
            known_text(options.get("type", UNKNOWN)) or "many-to-one",
            self._target(options.get("target", UNKNOWN)),
            self._decl.file,
            self._decl.node.line,
            known_text(options.get("inverseSide", UNKNOWN)),
            cascades(options.get("cascade", UNKNOWN)),
            is_true(options.get("eager")),
            not is_false(options.get("nullable")),
            not is_false(options.get("createForeignKeyConstraints")),
            is_true(options.get("primary")),
            _join_columns(options.get("joinColumn"), names.under("joinColumn")),
            _join_table(options.get("joinTable"), names.under("joinTable")),
            lazy=is_true(options.get("lazy")),
            orphans=known_text(options.get("orphanedRowAction", UNKNOWN)) or "nullify",
        )

    def _target(self, value: Value) -> ClassDecl | None:
        if isinstance(value, Closure):
            value = self._interpreter.run_closure(value, [])
        for each in each_value(value):
            if isinstance(each, ClassValue):
                return each.decl
            options = schema_options(each)
            text = known_text(options.fields.get("name", UNKNOWN)) if options else known_text(each)
            if text:
                return self._by_name(text)
        return None


def _pairs(value: Value) -> Iterator[tuple[str, Record]]:
    if isinstance(value, Record):
        for spread in value.spread:
            yield from _pairs(spread)
        for name, inner in value.fields.items():
            if isinstance(inner, Record):
                yield name, inner


def _column_type(options: dict[str, Value], generated: str) -> str:
    given = options.get("type", UNKNOWN)
    declared = known_text(given)
    if isinstance(given, ExternalValue):
        declared = _PLAIN.get(given.external.name)
    if declared is None:
        dated = any(is_true(options.get(key)) for key in _DATED)
        declared = "datetime(6)" if dated else "varchar(36)" if generated == "uuid" else "varchar"
    length = options.get("length", UNKNOWN)
    size = length.value if isinstance(length, Literal) else known_text(length)
    if size and "(" not in declared:
        return f"{declared.lower()}({size})"
    precision, scale = options.get("precision"), options.get("scale")
    if isinstance(precision, Literal) and isinstance(scale, Literal) and "(" not in declared:
        return f"{declared.lower()}({precision.value},{scale.value})"
    return declared.lower()


def _join_columns(value: Value | None, names: _Names) -> tuple[JoinColumn, ...] | None:
    if value is None or is_false(value):
        return None
    return _column_list(value, names) or (JoinColumn(None, None),)


def _join_table(value: Value | None, names: _Names) -> JoinTable | None:
    if value is None or is_false(value):
        return None
    options = value.fields if isinstance(value, Record) else {}
    own, other = (
        _column_list(options.get(key + "s", options.get(key, UNKNOWN)), names.under(key))
        for key in ("joinColumn", "inverseJoinColumn")
    )
    return JoinTable(names.table(options), own, other)


def _column_list(value: Value, names: _Names) -> tuple[JoinColumn, ...]:
    each = elements(value) if isinstance(value, Items) else [value]
    return tuple(
        JoinColumn(names.column(one.fields), known_text(one.fields.get("referencedColumnName", UNKNOWN)))
        for one in each
        if isinstance(one, Record)
    )
