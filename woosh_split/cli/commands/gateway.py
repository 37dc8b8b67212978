"""``woosh-split gateway``: the process that clients talk to, in front of monolith and services."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.console import complain, is_terminal
from woosh_split.cli.generating import ANOTHER_FOLDER, write_generated
from woosh_split.cli.output import write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, needed_split, open_workspace
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError

if TYPE_CHECKING:
    from woosh_split.cli.workspace import Workspace
    from woosh_split.pipeline.gateway import MadeGateway

EXAMPLES = """\b
Examples:
  woosh-split gateway --set-trust-proxy --dry-run
  woosh-split gateway --set-trust-proxy
  woosh-split gateway
  woosh-split gateway --check --format json
"""

FOLDER = Path("split") / "api-gateway"


@reads_monolith()
def gateway(
    reading: Reading,
    set_trust_proxy: Annotated[
        bool,
        typer.Option(
            "--set-trust-proxy",
            help="Show the edit of the monolith's main file that tells clients apart behind a gateway, and make it.",
        ),
    ] = False,
    accept_shared_address: Annotated[
        bool,
        typer.Option(
            "--accept-shared-address",
            help="Write the gateway although all clients will share what the monolith allows to one address.",
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not ask before the monolith's file is edited.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be written, and write nothing.")
    ] = False,
    check: options.Check = False,
    force: options.Force = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where to write. Default: split/api-gateway beside the split file.",
        ),
    ] = None,
    format_: options.DoneFormat = options.ShortFormat.TEXT,
) -> int:
    """Write the API gateway: NestJS on Fastify, which sends every request to the monolith or to the service that owns it.

    It is refused while the monolith tells clients apart by their address and does not trust a proxy: behind a gateway all
    of them would share one limit. Files of yours in the folder are merged, never overwritten. Exit code 1: refused, a
    conflict, or (--check) not current.
    """
    from woosh_split.cli.reaching import database_request
    from woosh_split.pipeline.gateway import make_gateway
    from woosh_split.pipeline.kept_secrets import kept_secrets
    from woosh_split.sources.repository import own_place

    workspace = open_workspace(reading)
    split = needed_split(workspace)
    facts = facts_for(workspace, reading)
    made = make_gateway(facts, split, kept_secrets(database_request(workspace, reading, facts, split, None)))
    json = format_ is options.ShortFormat.JSON
    if set_trust_proxy:
        keeps = dry_run or check
        return _set_trust_proxy(workspace, made, yes=yes, dry_run=keeps, quiet=reading.quiet, json=json)
    folder = output if output is not None else own_place(workspace.split_path.parent, FOLDER, ANOTHER_FOLDER)
    how = _How(accept_shared_address, force, check, dry_run, reading.quiet, json)
    return _write(made, folder, how)


@dataclass(frozen=True, slots=True)
class _How:
    """How the gateway is written, and told."""

    accept_shared_address: bool
    force: bool
    check: bool
    dry_run: bool
    quiet: bool
    json: bool


def _write(made: MadeGateway, folder: Path, how: _How) -> int:
    from woosh_split.pipeline.gateway import GENERATOR, first_day_refusal

    refused = None
    if made.address.stands_against:
        against = first_day_refusal(made.address)
        if not how.accept_shared_address:
            refused = against
            complain(against)
        elif not how.quiet:
            complain(against.replace("must not", "should not", 1))
    if refused is not None and not how.json:
        return EXIT_NO
    code = write_generated(
        folder,
        made.files,
        GENERATOR,
        force=how.force,
        check=how.check,
        dry_run=how.dry_run or refused is not None,
        quiet=how.quiet,
        json=how.json,
        more={
            "refused": refused,
            "sessions": made.sessions or None,
            "secrets": list(made.secrets),
            "withheld": list(made.withheld),
        },
    )
    if refused is not None:
        return EXIT_NO
    if not (how.check or how.quiet):
        for note in (made.sessions, *made.secrets, *made.refusals, *made.withheld):
            if note:
                complain(note)
    if code == EXIT_DONE and not (how.check or how.dry_run or how.quiet):
        complain(f"Next: npm ci and npm run build in {folder}; .env.example lists its settings.")
    return code


def _set_trust_proxy(
    workspace: Workspace, made: MadeGateway, *, yes: bool, dry_run: bool, quiet: bool, json: bool
) -> int:
    from woosh_split.apply.change_set import write_all
    from woosh_split.pipeline.gateway import diff_of, trust_proxy_change
    from woosh_split.reports.done import edit_json

    change = trust_proxy_change(workspace.root, made.address)
    if change is None:
        if json:
            write_result(edit_json(None, "", written=False), None)
        if not quiet:
            complain("trust-proxy is set already, or nothing depends on the client's address. Nothing to do.")
        return EXIT_DONE
    diff = diff_of(change, workspace.root)
    if not json:
        write_result(diff, None)
    elif not (dry_run or yes):
        complain(diff)  # whoever is asked is to see it
    agreed = not dry_run and (yes or _agreed(change.path))
    if agreed:
        try:
            write_all([change])
        except OSError as error:
            raise InputError(
                f"{change.path} cannot be written: {error.strerror}. Nothing was changed."
            ) from error
    if json:
        write_result(edit_json(change.path, diff, written=agreed), None)
    if dry_run:
        return EXIT_DONE
    if not agreed:
        complain("Nothing was written.")
        return EXIT_NO
    if not quiet:
        complain(
            f"Wrote {change.path}. Deploy the monolith before you put the gateway in front of it. Services that were "
            "extracted before have the file as it was: extract them again."
        )
    return EXIT_DONE


def _agreed(path: Path) -> bool:
    """Ask, where somebody is there to answer."""
    if not is_terminal(sys.stdin):
        raise InputError(
            f"{path} is the monolith's own file, and there is no terminal to ask on: give --yes. Nothing was changed."
        )
    return typer.confirm(f"Write {path}?", default=False, err=True)
