"""The schema from all who declare it: dumps, a live server, Prisma; and one list of tables out of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from woosh_split.errors import InputError
from woosh_split.graph.spellings import alike_but_for_case
from woosh_split.model.code import Unresolved
from woosh_split.model.schema import Column, Table
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.records import dataclass
from woosh_split.sources.schema.ddl.state import UNDECLARED
from woosh_split.sources.schema.facts import SchemaFacts
from woosh_split.sources.tree import SourceTree

_NAMED = 6
"""Tables that are named before the others are counted."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What dumps and server say; ``effective`` is what the code really meets: the server where there is one."""

    dump: SchemaFacts
    server: SchemaFacts
    prisma: tuple[Table, ...]
    effective: SchemaFacts
    required: tuple[tuple[str, str], ...]
    unresolved: tuple[Unresolved, ...]
    partial: bool
    """Whether the schema is told by migrations that began when there were tables already: what is missing proves nothing."""


def read_declared(tree: SourceTree, request: AnalyseRequest) -> Declared:
    """Read every declaration of the schema that the request names or the tree holds.

    Raises:
        InputError: a dump that was named is not there.
        DatabaseError: the server cannot be read.
    """
    server = SchemaFacts()
    if request.database is not None:
        from woosh_split.sources.schema.mysql.live import read_server

        request.progress("reading the database", 0, 0)
        server = read_server(request.database)
    dump, partial = _read_dumps(tree, request), False
    if not dump.tables and not server.tables:
        dump, partial = _whole_or_partial(_read_migrations(tree, request))
    prisma = _read_prisma(tree)
    effective = server if server.tables else dump
    return Declared(
        dump,
        server,
        prisma,
        effective,
        effective.required_columns,
        (*dump.unresolved, *server.unresolved),
        partial,
    )


def as_code_spells(declared: Declared, tables: Collection[str]) -> Declared:
    """Return what dumps and server say with the code's spelling of the tables that differ in case only.

    The code runs, so the server that it runs on has them by the code's name.
    """
    dump, server = (_respelt(each, tables) for each in (declared.dump, declared.server))
    return replace(declared, dump=dump, server=server, effective=server if server.tables else dump)


def _respelt(schema: SchemaFacts, tables: Collection[str]) -> SchemaFacts:
    names = alike_but_for_case(tables, [table.name for table in schema.tables])
    if not names:
        return schema

    def spelt(several: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(names.get(name, name) for name in several))

    respelt = [
        replace(
            table,
            name=names.get(table.name, table.name),
            foreign_keys=tuple(
                replace(key, table=names.get(key.table, key.table)) for key in table.foreign_keys
            ),
        )
        for table in schema.tables
    ]
    return replace(
        schema,
        tables=tuple(sorted(respelt, key=lambda table: table.name)),
        routines=tuple(replace(e, reads=spelt(e.reads), writes=spelt(e.writes)) for e in schema.routines),
        triggers=tuple(
            replace(e, table=names.get(e.table, e.table), reads=spelt(e.reads), writes=spelt(e.writes))
            for e in schema.triggers
        ),
        db_events=tuple(replace(e, reads=spelt(e.reads), writes=spelt(e.writes)) for e in schema.db_events),
    )


def _read_dumps(tree: SourceTree, request: AnalyseRequest) -> SchemaFacts:
    paths = _dump_paths(tree, request)
    if not paths:
        return SchemaFacts()
    from woosh_split.sources.schema.ddl.dump import merge_dumps
    from woosh_split.sources.schema.ddl.reading_files import read_dump_bytes

    readings = tree.readings(
        "ddl-1@", paths, read_dump_bytes, lambda done, total: request.progress("reading dumps", done, total)
    )
    found = [readings[path] for path in paths if path in readings]
    return merge_dumps(found) if found else SchemaFacts()


def _read_migrations(tree: SourceTree, request: AnalyseRequest) -> SchemaFacts:
    """Return what TypeORM's migrations make of an empty database: where there is no dump, they are the schema."""
    from woosh_split.sources.code.typeorm.migration_files import in_order, may_migrate
    from woosh_split.sources.schema.ddl.dump import merge_dumps

    paths = in_order(path for path in tree.files if may_migrate(path))
    if not paths:
        return SchemaFacts()
    from woosh_split.sources.code.typeorm.migrations import read_migration

    readings = tree.readings(
        "migrations-5@",
        paths,
        read_migration,
        lambda done, total: request.progress("reading migrations", done, total),
    )
    return merge_dumps([readings[path] for path in paths if path in readings])


def _whole_or_partial(migrations: SchemaFacts) -> tuple[SchemaFacts, bool]:
    """Say once which tables migrations change that none of them makes: the schema began elsewhere, with ``synchronize`` say."""
    lost = [each for each in migrations.unresolved if each.reason.endswith(UNDECLARED)]
    if not lost:
        return migrations, False
    names = sorted({each.reason.removeprefix("ALTER of ").removesuffix(UNDECLARED) for each in lost})
    text = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    reason = (
        "migrations change tables that none of them makes; name a dump or a server that has all of the schema"
    )
    first = next((each for each in lost if not each.text.endswith(" more")), lost[0])
    told = Unresolved("ddl", first.file, first.line, text, reason)
    others = tuple(each for each in migrations.unresolved if each not in lost)
    return replace(migrations, unresolved=(*others, told)), True


def _dump_paths(tree: SourceTree, request: AnalyseRequest) -> list[str]:
    for path in request.dumps:
        if path not in tree.files:
            raise InputError(
                f"{path} is no file in the folder of the monolith ({request.root}). Give --dump, or monolith.dump of the "
                "split file, a path relative to the monolith's folder, outside of folders such as node_modules and dist; "
                "in a hidden one its name has to end in .sql."
            )
    return list(request.dumps) or sorted(path for path in tree.files if path.lower().endswith(".sql"))


def _read_prisma(tree: SourceTree) -> tuple[Table, ...]:
    paths = sorted(path for path in tree.files if path.endswith(".prisma"))
    if not paths:
        return ()
    from woosh_split.sources.schema.prisma import read_prisma

    return tuple(table for path in paths for table in read_prisma(tree.text(path) or "", path))


def join_tables(
    entities: Iterable[Table], dump: Iterable[Table], server: Iterable[Table], prisma: Iterable[Table]
) -> tuple[Table, ...]:
    """Return one table for each name: the database's own words come first, the entity adds its class."""
    joined: dict[str, Table] = {}
    for source in (server, dump, prisma, entities):
        for table in source:
            held = joined.get(table.name)
            joined[table.name] = table if held is None else _join(held, table)
    return tuple(sorted(joined.values(), key=lambda table: table.name))


def _join(held: Table, other: Table) -> Table:
    names = {column.name.lower() for column in held.columns}
    more = tuple(column for column in other.columns if column.name.lower() not in names)
    keys = {(tuple(name.lower() for name in key.columns), key.table) for key in held.foreign_keys}
    foreign = tuple(
        key
        for key in other.foreign_keys
        if (tuple(name.lower() for name in key.columns), key.table) not in keys
    )
    columns: tuple[Column, ...] = held.columns + more
    return replace(
        held,
        schema=held.schema or other.schema,
        entity=held.entity or other.entity,
        entity_file=held.entity_file or other.entity_file,
        columns=columns,
        foreign_keys=tuple(
            sorted(held.foreign_keys + foreign, key=lambda k: (k.columns, k.table, k.referenced_columns))
        ),
        declared_by=tuple(sorted({*held.declared_by, *other.declared_by})),
        file=held.file or other.file,
        line=held.line if held.file else other.line,
        entity_line=held.entity_line if held.entity_file else other.entity_line,
        engine=held.engine or other.engine,
    )
