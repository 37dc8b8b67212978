"""Code that names the monolith's database: in a service it goes on looking there, wherever its tables have gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.model.facts import Facts

_WHAT = (
    "it names the database {schema}. Where tables move to a schema of their service (isolation `schema`), this code looks for "
    "them in {schema} all the same, on which the service has no rights. Take the name off, and let the connection say "
    "which database is meant; unless {schema} is another one than the monolith's own."
)


def named_databases(closure: Closure, facts: Facts) -> Iterator[str]:
    """Yield a note for each entity, and for the first statement of each file, that names a table with its database."""
    entities = [table for table in facts.tables if table.schema and "entity" in table.declared_by]
    schemas = sorted({table.schema for table in entities if table.schema})
    for table in sorted(entities, key=lambda each: (each.entity_file or "", each.entity_line or 0)):
        if table.entity_file in closure.moved or table.entity_file in closure.taken:
            yield f"{table.entity_file}:{table.entity_line} {table.entity}: {_WHAT.format(schema=table.schema)}"
    if not schemas:
        return
    names = "|".join(re.escape(table.name) for table in facts.tables)
    either = "|".join(map(re.escape, schemas))
    pattern = re.compile(rf"(?<![\w$.`])`?({either})`?\s*\.\s*`?({names})\b", re.IGNORECASE)
    held = {table.entity_file for table in entities}
    for file in sorted(closure.moved):
        text = closure.around.code.content(file).decode("utf-8", "replace") if file not in held else ""
        found = pattern.search(text)
        if found is not None:
            line = text.count("\n", 0, found.start()) + 1
            yield f"{file}:{line} {found[1]}.{found[2]}: {_WHAT.format(schema=found[1])}"
