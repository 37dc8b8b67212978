"""A live server to a report: what it has, what differs from the facts, what stands in the way of the split."""

from __future__ import annotations

from woosh_split.graph.drift import find_drift
from woosh_split.graph.obstacles import obstacles
from woosh_split.model.facts import Facts
from woosh_split.model.organisation import Organisation
from woosh_split.model.placement import placement_of
from woosh_split.model.server import DriftLine, Server, ServerReport
from woosh_split.model.split import SplitFile

LIVE = "database"


def read_server(url: str) -> Server:
    """Read the server.

    Raises:
        DatabaseError: it is away, refuses us, or was lost half-way.
    """
    from woosh_split.database.whole_server import read_whole_server  # SQLAlchemy is slow to import

    return read_whole_server(url)


def inventory(
    server: Server,
    facts: Facts | None,
    split: SplitFile | None,
    organisation: Organisation | None,
    url: str | None = None,
) -> ServerReport:
    """Put the report together.

    Without ``url`` the facts were read with this server, so that their drift tells of it; with it they came from a
    file, and their tables are compared with those of the server.

    Raises:
        DatabaseError: the server is lost.
    """
    owners = {} if split is None else dict(placement_of(split).tables)
    drift: tuple[DriftLine, ...] | None = None
    if facts is not None:
        drift = _drift(facts) if url is None else _compared(facts, url)
    return ServerReport(server, drift, obstacles(server, organisation, owners), organisation is not None)


def _drift(facts: Facts) -> tuple[DriftLine, ...]:
    return tuple(
        DriftLine(each.kind, each.table, each.detail, each.file, each.line)
        for each in facts.drift
        if LIVE in (each.declared_by, each.missing_in)
    )


def _compared(facts: Facts, url: str) -> tuple[DriftLine, ...]:
    from woosh_split.sources.schema.mysql.live import read_server as read_schema

    return tuple(
        DriftLine(each.kind, each.table, each.detail.replace("the dump", "the facts"), each.file, each.line)
        for each in find_drift((), facts.tables, read_schema(url).tables)
    )
