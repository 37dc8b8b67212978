"""Connections that change the tables when the program starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.code import CHANGES_TABLES, MAY_CHANGE_TABLES, Hazard
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.connections import connections
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Literal, Record, each_value

_SUBJECT = "TypeOrmModule"
_SURELY = (
    "`synchronize: true` changes the tables whenever the monolith starts; once a phase is applied, the old names are views, "
    "and it does not start any more: set it to false, and change tables by migrations"
)
_MAYBE = (
    "what `{name}` is at run time is not known; where it is true, the tables are changed whenever the monolith starts, which "
    "fails once their old names are views: see that it is off where the monolith runs"
)
_MIGRATIONS = (
    "`migrationsRun` runs new migrations when the monolith starts; one that alters a table which has moved fails on the view in its "
    "place: run such migrations apart, against the schema of the table's owner"
)
_TRUE, _OFF = Literal(True), (Literal(False), Literal(None))


def schema_change_hazards(graph: ModuleGraph, configuration: Configuration) -> Iterator[Hazard]:
    """Yield the connections that alter tables at the start: what is a view then, once a phase is applied, cannot be altered."""
    for call, options in connections(graph, configuration):
        for name in ("synchronize", "dropSchema"):
            values = _values(options, name)
            if name == "synchronize" and _TRUE in values:
                yield Hazard(CHANGES_TABLES, _SUBJECT, _SURELY, call.file, call.line)
            elif any(each not in _OFF for each in values):
                yield Hazard(MAY_CHANGE_TABLES, _SUBJECT, _MAYBE.format(name=name), call.file, call.line)
        if any(each not in _OFF for each in _values(options, "migrationsRun")):
            yield Hazard(MAY_CHANGE_TABLES, _SUBJECT, _MIGRATIONS, call.file, call.line)


def _values(options: Iterable[Value], name: str) -> list[Value]:
    """Return what an option may be in any of the connection's forms; what is not written is off."""
    found = [each.fields[name] for each in options if isinstance(each, Record) and name in each.fields]
    return [value for each in found for value in each_value(each)]
