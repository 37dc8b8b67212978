"""The name of the monolith's database in the code of a service: its connection says which database is meant.

A service with a schema of its own finds there its tables, and views under the names of others' tables.
"""

from __future__ import annotations

from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.sources.code.typeorm.database_names import DatabaseName, database_names


def named_in(around: Surroundings, file: str) -> list[DatabaseName]:
    """Return where a file names the database that the service leaves, as far as it is certain."""
    if around.left_database is None:
        return []
    tables = frozenset(table.name for table in around.facts.tables)
    return database_names(around.code.content(file), around.left_database, tables, tsx=file.endswith("x"))


def without_database(around: Surroundings, file: str) -> list[Edit]:
    """Return the edits that take the name of the database off."""
    reason = f"{around.left_database}: the service's connection says which database is meant"
    return [Edit(each.start, each.end, "", reason) for each in named_in(around, file)]
