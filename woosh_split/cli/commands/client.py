"""``woosh-split client``: what the split means for the app, and the one edit that it needs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.commands.routes import TableOption, current_table
from woosh_split.cli.console import complain, is_terminal
from woosh_split.cli.output import check_destination, deliver, layout_for, write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, needed_split, open_workspace
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError

if TYPE_CHECKING:
    from woosh_split.artefacts.client.report import ClientReport, Constant

EXAMPLES = """\b
Examples:
  woosh-split client
  woosh-split client --format json --output client.json
  woosh-split client --gateway https://gateway.example.com --dry-run
  woosh-split client --gateway https://gateway.example.com --write
"""


class ClientFormat(StrEnum):
    """How the report is written down."""

    TEXT = "text"
    JSON = "json"


@reads_monolith()
def client(
    reading: Reading,
    table: TableOption = None,
    gateway: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where the gateway answers, for --write and --dry-run.", show_default=False
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Make the addresses name the gateway, and nothing else.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show that edit as a diff and write nothing.")
    ] = False,
    constants: Annotated[
        list[str] | None,
        typer.Option(
            "--constant",
            metavar="FILE:LINE",
            help="Change only this address, where several could be meant; may be repeated.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help="Do not ask before writing; needed where there is no terminal."),
    ] = False,
    format_: Annotated[
        ClientFormat, typer.Option("--format", "-f", help="How to write it.")
    ] = ClientFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Tell for each call of the app which route answers it and in which phase that moves.

    Calls that no route answers come with the nearest routes. Addresses in the app's code are listed with the calls that
    are built of them: those of the monolith have to name the gateway. --write makes that edit after showing it, byte for
    byte; where the address cannot be pinned down it refuses with exit code 1.
    """
    from woosh_split.pipeline.client import client_report, read_app
    from woosh_split.reports.client.registry import CLIENT_FORMATS

    check_destination(output)
    edits = write or dry_run
    if edits and gateway is None:
        raise InputError("--write and --dry-run need --gateway URL: the address that the app is to call.")
    if not edits and (gateway is not None or constants):
        raise InputError(
            "--gateway and --constant say what --write changes: give --write with them, or --dry-run to see it first."
        )
    workspace = open_workspace(reading)
    split = needed_split(workspace)
    facts = facts_for(workspace, reading)
    sources = read_app(workspace.root, facts)
    report = client_report(facts, split, current_table(reading, table), sources)
    if not edits or gateway is None:
        deliver(CLIENT_FORMATS[format_.value](report, layout_for(output)), output, quiet=reading.quiet)
        return EXIT_DONE
    chosen = _chosen(report, constants or [])
    if chosen is None:
        complain(
            "The address cannot be pinned down, so nothing is changed:\n  " + "\n  ".join(report.unclear)
        )
        complain("Name what to change with --constant FILE:LINE. `woosh-split client` lists the addresses.")
        return EXIT_NO
    return _edit(
        workspace.root,
        dict(sources.files),
        chosen,
        gateway,
        write=write and not dry_run,
        yes=yes,
        quiet=reading.quiet,
    )


def _chosen(report: ClientReport, names: list[str]) -> tuple[Constant, ...] | None:
    """Return the addresses to change, None where they cannot be told."""
    if not names:
        return None if report.unclear else report.to_change
    known = {f"{each.file}:{each.line}": each for each in report.constants}
    unknown = [name for name in names if name not in known]
    if unknown:
        listed = ", ".join(known) or "there are none"
        raise InputError(f"--constant {unknown[0]}: no address stands there. Known: {listed}.")
    return tuple(known[name] for name in names)


def _edit(
    root: Path,
    sources: dict[str, bytes],
    chosen: tuple[Constant, ...],
    gateway: str,
    *,
    write: bool,
    yes: bool,
    quiet: bool,
) -> int:
    from woosh_split.apply.change_set import FileChange, write_all
    from woosh_split.artefacts.client.edit import difference, edited
    from woosh_split.sources.repository import own_place

    changed = edited(sources, chosen, gateway)
    if not changed:
        if not quiet:
            complain(f"The app names {gateway} already: nothing to change.")
        return EXIT_DONE
    write_result(difference(sources, changed), None)
    if not write:
        return EXIT_DONE
    if not yes:
        if not is_terminal(sys.stdin):
            raise InputError(
                "This changes the app, and there is no terminal to ask on: give --yes. Nothing was changed."
            )
        if not typer.confirm("Write this?", err=True):
            return EXIT_NO
    for file in changed:
        place = own_place(root, file)
        if place.is_symlink() or place.read_bytes() != sources[file]:
            raise InputError(f"{place} changed meanwhile, or is a link. Run the command again.")
    try:
        write_all([FileChange(root / file, data) for file, data in changed.items()])
    except OSError as error:
        raise InputError(f"{error.filename} cannot be written: {error.strerror}.") from error
    if not quiet:
        complain(f"Wrote {', '.join(changed)}.")
    return EXIT_DONE
