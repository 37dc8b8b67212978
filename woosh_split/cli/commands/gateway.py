"""``woosh-split gateway``: the process that clients talk to, in front of monolith and services."""

from __future__ import annotations

import sys
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
  woosh-split gateway --check
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
) -> int:
    """Write the API gateway: NestJS on Fastify, which sends every request to the monolith or to the service that owns it.

    It is refused while the monolith tells clients apart by their address and does not trust a proxy: behind a gateway all
    of them would share one limit. Files of yours in the folder are merged, never overwritten. Exit code 1: refused, a
    conflict, or (--check) not current.
    """
    from woosh_split.pipeline.gateway import GENERATOR, first_day_refusal, make_gateway
    from woosh_split.sources.repository import own_place

    workspace = open_workspace(reading)
    split = needed_split(workspace)
    made = make_gateway(facts_for(workspace, reading), split)
    if set_trust_proxy:
        return _set_trust_proxy(workspace, made, yes=yes, dry_run=dry_run or check)
    if made.address.stands_against:
        if not accept_shared_address:
            complain(first_day_refusal(made.address))
            return EXIT_NO
        if not reading.quiet:
            complain(first_day_refusal(made.address).replace("must not", "should not", 1))
    folder = output if output is not None else own_place(workspace.split_path.parent, FOLDER, ANOTHER_FOLDER)
    code = write_generated(
        folder, made.files, GENERATOR, force=force, check=check, dry_run=dry_run, quiet=reading.quiet
    )
    if made.sessions and not (check or reading.quiet):
        complain(made.sessions)
    if code == EXIT_DONE and not (check or dry_run or reading.quiet):
        complain(f"Next: npm ci and npm run build in {folder}; .env.example lists its settings.")
    return code


def _set_trust_proxy(workspace: Workspace, made: MadeGateway, *, yes: bool, dry_run: bool) -> int:
    from woosh_split.apply.change_set import write_all
    from woosh_split.pipeline.gateway import diff_of, trust_proxy_change

    change = trust_proxy_change(workspace.root, made.address)
    if change is None:
        complain("trust-proxy is set already, or nothing depends on the client's address. Nothing to do.")
        return EXIT_DONE
    write_result(diff_of(change, workspace.root), None)
    if dry_run:
        return EXIT_DONE
    if not yes and not _agreed(change.path):
        complain("Nothing was written.")
        return EXIT_NO
    try:
        write_all([change])
    except OSError as error:
        raise InputError(
            f"{change.path} cannot be written: {error.strerror}. Nothing was changed."
        ) from error
    complain(
        f"Wrote {change.path}. Deploy the monolith before the gateway stands in front of it. Services that were extracted "
        "before have the file as it was: extract them again."
    )
    return EXIT_DONE


def _agreed(path: Path) -> bool:
    """Ask, where somebody is there to answer."""
    if not is_terminal(sys.stdin):
        raise InputError(
            f"{path} is the monolith's own file: say --yes where nobody can be asked. Nothing was changed."
        )
    return typer.confirm(f"Write {path}?", default=False, err=True)
