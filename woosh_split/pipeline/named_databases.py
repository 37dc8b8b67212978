"""Code that names the monolith's database: in a service it goes on looking there, wherever its tables have gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.own_database import named_in
from woosh_split.model.facts import Facts
from woosh_split.model.split import SplitFile
from woosh_split.sources.code.nestjs.codebase import Codebase
from woosh_split.sources.code.typeorm.database_names import stands_in_text
from woosh_split.sources.schema.ddl.schema_name import schema_names

_HEAD = 200_000
LIVE = "database:"
"""How the place of a table begins that a server was asked for."""

_WHAT = (
    "it names the database {schema}. Where tables move to a schema of their service (isolation `schema`), this code looks for "
    "them in {schema} all the same, on which the service has no rights. Take the name off, and let the connection say "
    "which database is meant; unless {schema} is another one than the monolith's own."
)


def own_database(facts: Facts, read: Callable[[str], bytes]) -> str | None:
    """Return the name of the monolith's database where it is certain; ``read`` returns a file's bytes.

    The server that was read has it, or the dumps name one; else all tables name one, and it is the same.
    """
    files = {table.file for table in facts.tables if table.file}
    live = {each.removeprefix(LIVE) for each in files if each.startswith(LIVE)}
    dumps = sorted(each for each in files if each.endswith(".sql"))
    told = {name for each in dumps for name in schema_names(read(each)[:_HEAD].decode("utf-8", "replace"))}
    own = {table.schema for table in facts.tables if table.kind == "table"}
    found = live or told or own
    return found.pop() if len(found) == 1 else None


def left_database(split: SplitFile, service: str, facts: Facts, code: Codebase) -> str | None:
    """Return the monolith's database where a service has another one: under isolation ``schema``, where its name is certain."""
    found = next((each for each in split.services if each.name == service), None)
    if found is None or (found.isolation or split.isolation) != "schema":
        return None
    return own_database(facts, code.content)


def named_databases(closure: Closure, facts: Facts) -> Iterator[str]:
    """Yield a note for each entity, and for the first statement of each file, that names a table with its database.

    Where the name is certain to be that of the database which the service leaves, it is taken off, and nothing is said.
    """
    entities = [table for table in facts.tables if table.schema and "entity" in table.declared_by]
    schemas = sorted({table.schema for table in entities if table.schema})
    for table in sorted(entities, key=lambda each: (each.entity_file or "", each.entity_line or 0)):
        file = table.entity_file or ""
        if any(each.entity == table.entity for each in named_in(closure.around, file)):
            continue
        if table.entity_file in closure.moved or table.entity_file in closure.taken:
            yield f"{table.entity_file}:{table.entity_line} {table.entity}: {_WHAT.format(schema=table.schema)}"
    own = closure.around.left_database
    schemas = sorted({*schemas, *([own] if own is not None else [])})
    if not schemas:
        return
    names = "|".join(re.escape(table.name) for table in facts.tables)
    either = "|".join(map(re.escape, schemas))
    pattern = re.compile(
        rf"(?<![\w$.`])(?:\\?`)?({either})(?:\\?`)?\s*\.\s*(?:\\?`)?({names})\b", re.IGNORECASE
    )
    held = {table.entity_file for table in entities}
    for file in sorted(closure.moved):
        text = closure.around.code.content(file).decode("utf-8", "replace") if file not in held else ""
        off = named_in(closure.around, file)
        left = [
            each
            for each in pattern.finditer(text)
            if not any(one.start <= _at(text, each) < one.end for one in off)
        ]
        if not left:
            continue
        stands = stands_in_text(text.encode(), tsx=file.endswith("x"))
        found = next((each for each in left if stands(_at(text, each))), None)
        if found is not None:
            line = text.count("\n", 0, found.start()) + 1
            yield f"{file}:{line} {found[1]}.{found[2]}: {_WHAT.format(schema=found[1])}"


def _at(text: str, found: re.Match[str]) -> int:
    """Return the byte at which a name begins."""
    return len(text[: found.start(1)].encode())
