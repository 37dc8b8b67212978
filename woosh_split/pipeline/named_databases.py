"""Code that names the monolith's database: in a service it goes on looking there, wherever its tables have gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.own_database import named_in
from woosh_split.model.facts import Facts
from woosh_split.sources.code.typeorm.database_names import stands_in_text

_WHAT = (
    "it names the database {schema}. Where tables move to a schema of their service (isolation `schema`), this code looks for "
    "them in {schema} all the same, on which the service has no rights. Take the name off, and let the connection say "
    "which database is meant; unless {schema} is another one than the monolith's own."
)


def named_databases(closure: Closure, facts: Facts) -> Iterator[str]:
    """Yield a note for each entity, and for the first statement of each file, that names a table with its database.

    Where the name is certain to be that of the database which the service leaves, it is taken off, and nothing is said.
    """
    entities = [table for table in facts.tables if table.schema and "entity" in table.declared_by]
    schemas = {table.schema for table in entities if table.schema}
    told = set()
    for table in sorted(entities, key=lambda each: (each.entity_file or "", each.entity_line or 0)):
        file = table.entity_file or ""
        if file not in closure.moved and file not in closure.taken:
            continue
        if not any(each.entity == table.entity for each in named_in(closure.around, file)):
            told.add(file)
            yield f"{file}:{table.entity_line} {table.entity}: {_WHAT.format(schema=table.schema)}"
    if closure.around.left_database is not None:
        schemas.add(closure.around.left_database)
    if schemas:
        yield from _in_statements(closure, facts, schemas, set(closure.moved) - told)


def _in_statements(closure: Closure, facts: Facts, schemas: set[str], files: Iterable[str]) -> Iterator[str]:
    known = [*(each.name for each in facts.tables), *(each.name for each in facts.routines)]
    names = "|".join(map(re.escape, known))
    either = "|".join(map(re.escape, sorted(schemas)))
    pattern = re.compile(
        rf"(?<![\w$.`])(?:\\?`)?({either})(?:\\?`)?\s*\.\s*(?:\\?`)?({names})\b".encode(), re.IGNORECASE
    )
    for file in sorted(files):
        content = closure.around.code.content(file)
        found = list(pattern.finditer(content))
        off = named_in(closure.around, file) if found else []
        left = [each for each in found if not any(one.start <= each.start(1) < one.end for one in off)]
        if not left:
            continue
        stands = stands_in_text(content, tsx=file.endswith("x"))
        first = next((each for each in left if stands(each.start(1))), None)
        if first is not None:
            line = content.count(b"\n", 0, first.start()) + 1
            database, name = (first[number].decode("utf-8", "replace") for number in (1, 2))
            yield f"{file}:{line} {database}.{name}: {_WHAT.format(schema=database)}"
