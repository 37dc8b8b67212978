"""A live server to a report: what it has, what differs from the facts, what stands in the way of the split."""

from __future__ import annotations

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
    server: Server, facts: Facts | None, split: SplitFile | None, organisation: Organisation | None
) -> ServerReport:
    """Put the report together; ``facts`` were read with this server, so that their drift tells of it."""
    owners = {} if split is None else dict(placement_of(split).tables)
    return ServerReport(
        server,
        None if facts is None else _drift(facts),
        obstacles(server, organisation, owners),
        compared_with_split=organisation is not None,
    )


def _drift(facts: Facts) -> tuple[DriftLine, ...]:
    return tuple(
        DriftLine(each.kind, each.table, each.detail, each.file, each.line)
        for each in facts.drift
        if LIVE in (each.declared_by, each.missing_in)
    )
