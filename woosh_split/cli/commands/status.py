"""``woosh-split status``: where every phase stands, who works, who is in the way, and what the journal says."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import Annotated

import typer

from woosh_split.cli import migrating, options
from woosh_split.cli.migrating import migration_request
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE

EXAMPLES = """\b
Examples:
  woosh-split status
  woosh-split status --watch
  woosh-split status --format json --journal 100
"""

INTERVAL = 2.0


class StatusFormat(StrEnum):
    """How the status is written down."""

    TEXT = "text"
    JSON = "json"


@reads_monolith(options.FolderOption, without=("clients",))
def status(
    reading: Reading,
    database: migrating.Server = None,
    schema: migrating.Schema = None,
    user_host: options.UserHost = "%",
    plain_grants: options.PlainGrants = False,
    journal: Annotated[
        int, typer.Option(min=0, metavar="ROWS", help="How many rows of the journal to show.")
    ] = 10,
    watch: Annotated[
        bool, typer.Option("--watch", help="Look again every two seconds until Ctrl-C.")
    ] = False,
    format_: Annotated[
        StatusFormat, typer.Option("--format", "-f", help="How to write the status.")
    ] = StatusFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Tell where every phase stands on the server, and where its routes lead. Nothing is changed and no lock is taken.

    The server's own catalogue decides; the journal tells who did what, and what came of it.
    """
    from woosh_split.pipeline.migration import status_of
    from woosh_split.pipeline.routes import TABLE_FILE
    from woosh_split.pipeline.traffic_steps import with_routes
    from woosh_split.reports.migration.registry import STATUS_FORMATS
    from woosh_split.sources.repository import own_place

    check_destination(output)
    request, workspace = migration_request(
        reading, database, schema, user_host=user_host, plain_grants=plain_grants
    )
    while True:
        found = with_routes(
            status_of(request, journal), request, own_place(workspace.split_path.parent, TABLE_FILE)
        )
        deliver(STATUS_FORMATS[format_.value](found, layout_for(output)), output, quiet=reading.quiet)
        if not watch:
            return EXIT_DONE
        time.sleep(INTERVAL)
