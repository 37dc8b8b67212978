"""``woosh-split routes shadow-report``: whether the service answers as the monolith does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.completing import service_names
from woosh_split.cli.console import complain
from woosh_split.cli.gateways import (
    GATEWAYS_VARIABLE,
    LOCAL_GATEWAY,
    TOKEN_HELP,
    gateway_token,
    gateways_or_local,
)
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.errors import EXIT_DONE, EXIT_NO

EXAMPLES = """\b
Examples:
  WOOSH_SPLIT_GATEWAY_TOKEN=... woosh-split routes shadow-report
  woosh-split routes shadow-report --gateway http://10.0.0.7:9901 --gateway http://10.0.0.8:9901
  woosh-split routes shadow-report --log shadow.jsonl --since 2026-11-28T10:00:00Z
  woosh-split routes shadow-report --service order-management --min 500 --format json
"""


def shadow_report(
    gateway: Annotated[
        list[str] | None,
        typer.Option(
            "--gateway",
            metavar="URL",
            help="The admin port of a gateway; once for each replica. "
            f"Default, without --log: {GATEWAYS_VARIABLE}, else {LOCAL_GATEWAY}. {TOKEN_HELP}",
            show_default=False,
        ),
    ] = None,
    log: Annotated[
        list[Path] | None,
        typer.Option(
            "--log",
            metavar="FILE",
            help="A file that SHADOW_REPORT of a gateway named (gzip too, - for stdin); may be repeated.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="TIME", help="With --log: leave out what was compared before."),
    ] = None,
    service: Annotated[
        str | None,
        typer.Option(
            "--service", metavar="NAME", help="Only the routes of this service.", autocompletion=service_names
        ),
    ] = None,
    least: Annotated[
        int,
        typer.Option(
            "--min", min=0, metavar="N", help="Exit code 1 where a route has fewer comparisons than this."
        ),
    ] = 0,
    format_: options.ShortFormatOption = options.ShortFormat.TEXT,
    output: options.Output = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> int:
    """Tell for each shadowed route how often the service answered as the monolith did, and where it did not.

    Exit code 1 where an answer differs or is missing, or --min is not reached; 2 where nothing was compared.
    """
    from woosh_split.errors import InputError
    from woosh_split.pipeline.shadow_report import shadow_report as reported
    from woosh_split.reports.routes.shadow import SHADOW_FORMATS

    check_destination(output)
    logs = [str(each) for each in log or ()]
    if since is not None and not logs:
        raise InputError(
            "--since needs --log: a gateway counts from its start. DELETE /shadow on its admin port resets it."
        )
    gateways = gateway or [] if logs else gateways_or_local(gateway)
    report = reported(gateways, gateway_token() if gateways else None, logs, since, service)
    deliver(SHADOW_FORMATS[format_.value](report, layout_for(output)), output, quiet=quiet)
    few = [each for each in report.routes if each.compared < least]
    if few and not quiet:
        complain(f"{len(few)} of {len(report.routes)} routes have fewer than {least} comparisons.")
    differs = any(each.differs or each.failed for each in report.routes)
    return EXIT_NO if few or differs else EXIT_DONE


def register(group: typer.Typer) -> None:
    """Add the command to the group of ``woosh-split routes``."""
    group.command("shadow-report", epilog=EXAMPLES)(shadow_report)
