"""``woosh-split routes render``: the routing table as configuration of a proxy, with a report of how faithful it is."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.commands.routes import TableOption, table_path
from woosh_split.cli.console import complain
from woosh_split.cli.generating import ANOTHER_FOLDER, write_generated
from woosh_split.cli.output import layout_for, write_result
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE

GENERATOR = "woosh-split routes render"

EXAMPLES = """\b
Examples:
  woosh-split routes render --engine haproxy
  woosh-split routes render --engine nginx --subject X-Device-Id --dry-run
  woosh-split routes render --engine gateway-api --gateway edge/public
  woosh-split routes render --engine nginx --format json
"""


class EngineName(StrEnum):
    """The engines that a table is rendered for."""

    ENVOY = "envoy"
    GATEWAY_API = "gateway-api"
    HAPROXY = "haproxy"
    NGINX = "nginx"
    TRAEFIK = "traefik"


def render(
    engine: Annotated[EngineName, typer.Option("--engine", help="For which proxy.", show_default=False)],
    folder: options.FolderOption = None,
    split_file: options.SplitOption = None,
    table: TableOption = None,
    listen: Annotated[
        int, typer.Option(min=1, max=65535, metavar="PORT", help="Where the proxy listens.")
    ] = 8080,
    subject: Annotated[
        str,
        typer.Option(
            metavar="ip|HEADER", help="What tells a user for sticky splits: the address, or a header's text."
        ),
    ] = "ip",
    gateway: Annotated[
        str,
        typer.Option(
            metavar="[NAMESPACE/]NAME",
            help="gateway-api: the Gateway that the routes are attached to; its listeners are yours to configure.",
        ),
    ] = "gateway",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where to write. Default: a folder of the engine beside the table.",
        ),
    ] = None,
    format_: Annotated[
        options.ShortFormat, typer.Option("--format", "-f", help="How to write the report of fidelity.")
    ] = options.ShortFormat.TEXT,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the report of fidelity and write no file.")
    ] = False,
    check: options.Check = False,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial",
            help="Render although routes that leave the monolith cannot be rendered: they stay there.",
        ),
    ] = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> int:
    """Write the routing table as configuration of a proxy that you run already.

    The addresses come from the environment: MONOLITH_URL, and one like ORDER_MANAGEMENT_URL for each service. The report
    says for each route whether the proxy does the same as the table (exact), more (superset), less (subset) or nothing of
    it (unsupported), with a request that shows the difference; it is written beside the files as fidelity.md.
    """
    from woosh_split.pipeline.render_routes import refuse_unsupported, render_routes
    from woosh_split.pipeline.routes import load_table
    from woosh_split.reports.routes.rendering import RENDERING_FORMATS
    from woosh_split.sources.repository import own_place

    place = table_path(Reading(folder, split_file), table)
    found, files = render_routes(load_table(place), engine.value, os.environ, listen, subject, gateway)
    if not partial:
        refuse_unsupported(found)
    write_result(RENDERING_FORMATS[format_.value](found, layout_for(None)), None)
    if dry_run:
        return EXIT_DONE
    texts = {name: text.encode() for name, text in files.items()}
    where = output or own_place(place.parent, engine.value, ANOTHER_FOLDER)
    # The report is the result here, so what --check finds goes the other way.
    return write_generated(where, texts, GENERATOR, force=force, check=check, quiet=quiet, tell=complain)


def register(group: typer.Typer) -> None:
    """Add the command to the group of ``woosh-split routes``."""
    group.command("render", epilog=EXAMPLES)(render)
