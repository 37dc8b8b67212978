"""``woosh-split routes wait``: nothing goes on before every gateway serves the table."""

from __future__ import annotations

from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.commands.routes import TableOption, table_path
from woosh_split.cli.console import complain
from woosh_split.cli.gateways import (
    GATEWAYS_VARIABLE,
    LOCAL_GATEWAY,
    TOKEN_HELP,
    gateway_token,
    gateways_or_local,
)
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE, EXIT_NO

EXAMPLES = """\b
Examples:
  WOOSH_SPLIT_GATEWAY_TOKEN=... woosh-split routes wait
  woosh-split routes wait --gateway http://10.0.0.7:9901 --gateway http://10.0.0.8:9901 --timeout 120
"""


def wait(
    gateway: Annotated[
        list[str] | None,
        typer.Option(
            "--gateway",
            metavar="URL",
            help="The admin port of a gateway; once for each replica. "
            f"Default: {GATEWAYS_VARIABLE}, else {LOCAL_GATEWAY}. {TOKEN_HELP}",
            show_default=False,
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0, metavar="SECONDS", help="How long to wait at most.")
    ] = 60,
    folder: options.FolderOption = None,
    split_file: options.SplitOption = None,
    table: TableOption = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> int:
    """Wait until every replica of the gateway serves the routing table as it is written.

    Each is told to read its file again. Exit code 1 where one does not serve it in time, with the reason.
    """
    from woosh_split.pipeline.served_table import wait_until_served
    from woosh_split.reports.section import count

    place = table_path(Reading(folder, split_file), table)
    found = wait_until_served(place, gateways_or_local(gateway), gateway_token(), timeout)
    late = [each for each in found if not each.serves]
    for each in late:
        complain(f"{each.address} does not serve {place}: {each.why}.")
    if not late and not quiet:
        complain(f"{count(len(found), 'gateway serves', 'gateways serve')} {place}.")
    return EXIT_NO if late else EXIT_DONE


def register(group: typer.Typer) -> None:
    """Add the command to the group of ``woosh-split routes``."""
    group.command("wait", epilog=EXAMPLES)(wait)
