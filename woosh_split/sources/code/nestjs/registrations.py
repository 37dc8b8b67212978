"""What data sources are told: which entity classes they load, and how they name what has no name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from woosh_split.model.code import Unresolved
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.providers import injected_value
from woosh_split.sources.code.nestjs.registered_options import options_of_class
from woosh_split.sources.code.nestjs.structure import StructureWorld
from woosh_split.sources.code.nestjs.tokens import field, leaves, may_be_true
from woosh_split.sources.code.typeorm.naming import DEFAULT, SNAKE, NamingStrategy
from woosh_split.sources.code.typeorm.own_naming import Given, OwnNaming
from woosh_split.sources.code.typescript.decorators import call_in, quiet_scope
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, FunctionDecl
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    ExternalCall,
    ExternalInstance,
    ExternalValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Instance, Record, Text, known_text

_SAMPLES: Mapping[str, tuple[Given, ...]] = {
    "tableName": ("SampleRow", None), "columnName": ("sampleName", None, ()), "joinColumnName": ("sample", "id"),
    "joinTableName": ("sample", "other", "others", ""), "joinTableColumnName": ("sample", "id", "id"),
    "closureJunctionTableName": ("sample",),
}  # fmt: skip
"""The methods of a strategy that name what facts tell, and what each is asked for to see whether it can be followed."""
_NAMES = frozenset({"tableName", "columnName", "joinColumnName", "joinTableName", "joinTableColumnName"})


@dataclass(frozen=True, slots=True)
class DataSources:
    """``registered`` are the entity classes that are listed, empty where all are (a glob, or nothing could be told)."""

    registered: frozenset[ClassDecl]
    naming: NamingStrategy
    unresolved: tuple[Unresolved, ...] = ()


_OTHERS = {
    "postgres": "PostgreSQL", "aurora-postgres": "PostgreSQL", "cockroachdb": "CockroachDB", "mssql": "SQL Server",
    "oracle": "Oracle", "sap": "SAP HANA", "spanner": "Spanner", "sqlite": "SQLite", "better-sqlite3": "SQLite",
    "sqljs": "SQLite", "mongodb": "MongoDB",
}  # fmt: skip
"""The drivers of TypeORM for other databases than those that services can be made for."""
_WITH_SCHEMAS = frozenset({"postgres", "aurora-postgres", "cockroachdb", "mssql", "oracle", "sap", "spanner"})
"""The drivers of TypeORM that know schemas within a database."""


def read_data_sources(graph: ModuleGraph, world: StructureWorld) -> DataSources:
    """Read the options of every data source. ``world`` is the one that the modules were read with."""
    reader = _Reader(graph, world)
    placed = list(reader.options())
    options = [each for each, _, _ in placed]
    registered: set[ClassDecl] = set()
    every = not options
    naming: NamingStrategy | None = None
    prefix = ""
    schemas = False
    for each in options:
        entities = _entities(field(each, "entities"))
        every = every or entities is None
        registered.update(entities or ())
        if may_be_true(field(each, "autoLoadEntities")):
            registered.update(decl for module in graph.modules for decl in module.entities)
        naming = naming or reader.naming(field(each, "namingStrategy"))
        prefix = prefix or reader.configuration.text(field(each, "entityPrefix")) or ""
        schemas = schemas or reader.configuration.text(field(each, "type")) in _WITH_SCHEMAS
    reader.unresolved.extend(_elsewhere(reader, placed))
    found = naming or DEFAULT
    if prefix or schemas:
        found = NamingStrategy(found.snake, prefix, schemas, found.own)
    return DataSources(frozenset() if every else frozenset(registered), found, tuple(reader.unresolved))


def _elsewhere(reader: _Reader, placed: Iterable[tuple[Value, str, int]]) -> Iterator[Unresolved]:
    """Say of a monolith on another database than MySQL what cannot be made of it; of one that may be on either, nothing."""
    found = [
        (known_text(reader.configuration.value(driver)) or "", file, line)
        for each, file, line in placed
        for driver in leaves(field(each, "type"))
    ]
    if not found or any(driver not in _OTHERS for driver, _, _ in found):
        return
    driver, file, line = found[0]
    yield Unresolved(
        "orm",
        file,
        line,
        f"type: '{driver}'",
        f"the monolith is on {_OTHERS[driver]}: its code is read, but schemas, rights, services and what verifies them are made for "
        "MySQL and MariaDB",
    )


def _entities(value: Value) -> tuple[ClassDecl, ...] | None:
    """Return listed classes, None where a pattern of files or something unknown stands among them."""
    found = []
    for each in leaves(value) if value is not UNKNOWN else ():
        if isinstance(each, ClassValue):
            found.append(each.decl)
        elif isinstance(each, Text | ExternalCall) or each is UNKNOWN:
            return None
    return tuple(found)


def data_source_name(graph: ModuleGraph) -> str | None:
    """Return the one name that modules give to their data source, by ``forRoot({ name })`` or by ``forFeature``."""
    found = set()
    for module in graph.modules:
        for call in module.foreign:
            if not isinstance(call, ExternalCall) or not call.args:
                continue
            if call.external.name.startswith("TypeOrmModule.forRoot"):
                found.add(known_text(field(call.args[0], "name")))
            elif call.external.name == "TypeOrmModule.forFeature" and len(call.args) > 1:
                found.add(known_text(call.args[1]))
    names = found - {None, "default"}
    return next(iter(names)) if len(names) == 1 else None


class _Reader:
    def __init__(self, graph: ModuleGraph, world: StructureWorld) -> None:
        self._graph = graph
        self._world = world
        self._interpreter: Interpreter = graph.decorators.interpreter
        self.configuration = Configuration(graph)
        self.unresolved: list[Unresolved] = []

    def options(self) -> Iterator[tuple[Value, str, int]]:
        """Yield the options of ``TypeOrmModule.forRoot`` and, where there is none, of ``new DataSource``, with the place."""
        found = False
        for module in self._graph.modules:
            for call in module.foreign:
                if isinstance(call, ExternalCall) and call.external.name.startswith("TypeOrmModule.forRoot"):
                    found = True
                    yield from ((each, call.file, call.line) for each in self._of_module(call))
        if not found:
            for made in self._world.invocations:
                if made.external.package == "typeorm" and made.external.name in (
                    "DataSource",
                    "createConnection",
                ):
                    yield self._settled(made.arg(0)), made.file, made.line

    def _of_module(self, call: ExternalCall) -> Iterator[Value]:
        given: Value = call.args[0] if call.args else UNKNOWN
        if not call.external.name.endswith("Async"):
            yield self._settled(given)
            return
        factory = field(given, "useFactory")
        if factory is not UNKNOWN:
            args = [injected_value(each) for each in leaves(field(given, "inject"))]
            yield self._settled(factory.apply(call_in(quiet_scope(call.file), args), self._interpreter))
        yield from (self._settled(each) for each in options_of_class(call, self._interpreter))

    def _settled(self, value: Value) -> Value:
        """Return options with what ``ConfigService.get`` is asked for put in its place."""
        value = self.configuration.value(value)
        if isinstance(value, Record) and value.spread:
            spread = [self.configuration.value(each) for each in value.spread]
            return Record(value.fields, value.open, spread)
        return value

    # Naming --------------------------------------------------------------------------------------------

    def naming(self, value: Value) -> NamingStrategy | None:
        """Return a naming strategy, None for the default one."""
        for each in leaves(value):
            if isinstance(each, ExternalInstance | ExternalValue) and "Snake" in each.external.name:
                return SNAKE
            if isinstance(each, Instance | ClassValue):
                return self._own(each.decl)
        return None

    def _own(self, decl: ClassDecl) -> NamingStrategy:
        """Judge a strategy of the monolith's own by what its methods call."""
        chain = self._interpreter.instances.chain(decl)
        snake = set(SNAKE.snake) if chain.base is not None and "Snake" in chain.base.name else set()
        methods = {
            each.function.name for level in chain.levels for each in level.decl.node.methods
        } & _SAMPLES.keys()
        own = OwnNaming(self._interpreter, Instance(decl), frozenset(methods))
        judged = {each for each in methods if own.ask(each, *_SAMPLES[each]) is not None}
        for level in chain.levels:
            for method in level.decl.node.methods:
                name = method.function.name
                if name not in _NAMES or name in judged:
                    continue
                judged.add(name)
                if self._makes_snake(method.function.body, level.decl, 0):
                    snake.add(name)
                elif not _leaves_it(method.function.body):
                    snake.discard(name)
                    reason = "how this naming strategy makes names could not be told; the default is taken"
                    place = f"{decl.name}.{name}"
                    self.unresolved.append(Unresolved("naming", level.decl.file, method.line, place, reason))
        asked = cache(OwnNaming(self._interpreter, Instance(decl), frozenset(methods & judged)).ask)
        return NamingStrategy(frozenset(snake), own=asked)

    def _makes_snake(self, node: Any, decl: ClassDecl, depth: int) -> bool:
        """Tell whether a body calls something that is named after snake case, or lowers and joins with ``_``."""
        names = set(_called(node))
        if any("snake" in name.lower() or "underscore" in name.lower() for name in names):
            return True
        if "toLowerCase" in names and any("_" in text for text in _texts(node)):
            return True
        for name in sorted(names) if depth < 2 else ():
            function = self._interpreter.program.lookup(decl.file, name)
            if isinstance(function, FunctionDecl):
                inner = ClassDecl(function.file, decl.name, decl.node)
                if self._makes_snake(function.node.body, inner, depth + 1):
                    return True
            own = [each for each in decl.node.methods if each.function.name == name]
            if any(self._makes_snake(each.function.body, decl, depth + 1) for each in own if depth == 0):
                return True
        return False


def _called(node: Any) -> Iterator[str]:
    for each in nodes(node):
        if len(each) == 5 and each[0] == "call" and each[1][0] in ("id", "mem"):
            yield each[1][-1]


def _texts(node: Any) -> Iterator[str]:
    for each in nodes(node):
        if len(each) == 2 and each[0] == "str":
            yield each[1]


def _leaves_it(node: Any) -> bool:
    """Tell a method that only hands its arguments to the base class."""
    called = set(_called(node))
    return called <= _NAMES
