"""The name of the monolith's own schema: what the server that was read, the tables, and the dumps say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from woosh_split.model.facts import Facts
from woosh_split.sources.schema.ddl.schema_name import schema_names, used_schemas

LIVE = "database:"
"""How the place of a table begins that a server was asked for."""


def dump_files(facts: Facts) -> list[str]:
    """Return the dumps that tables and routines were read from."""
    places = [each.file or "" for each in facts.tables] + [each.file for each in facts.routines]
    return sorted({file for file in places if file.lower().endswith(".sql")})


def names_of_schema(facts: Facts, dumps: Iterable[str]) -> set[str]:
    """Return the names that it may have; ``dumps`` are texts, read only where server and tables say nothing.

    A table's own schema is one only where every table has one: among tables without, it is another schema's table, unless
    the dumps use no other one.
    """
    live = {
        table.file.removeprefix(LIVE) for table in facts.tables if table.file and table.file.startswith(LIVE)
    }
    own = {table.schema for table in facts.tables if table.kind == "table"}
    named = {name for name in own if name is not None}
    if live or (named and None not in own):
        return live or named
    texts = list(dumps)
    told = {name for dump in texts for name in schema_names(dump)}
    return told - named or {name for dump in texts for name in used_schemas(dump)}


def own_database(facts: Facts, read: Callable[[str], str | None]) -> str | None:
    """Return the name where it is certain: where there is only one. ``read`` returns the text of a dump."""
    found = names_of_schema(facts, filter(None, map(read, dump_files(facts))))
    return found.pop() if len(found) == 1 else None
