"""What `apply`, `rollback` and `status` share: their options, the request that follows from them, and how they stop."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli.console import complain_from_handler, is_terminal
from woosh_split.cli.passwords import read_passwords, refuse_committed
from woosh_split.cli.workspace import Reading, Workspace, facts_for, needed_split, open_workspace
from woosh_split.errors import InputError

if TYPE_CHECKING:
    from woosh_split.pipeline.complete import CompleteRequest
    from woosh_split.pipeline.migration import MigrationRequest, Outcome

GENERATED = "split"
"""The folder beside the split file that holds what was generated: it is committed."""

Server = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        envvar="WOOSH_SPLIT_DATABASE",
        show_default=False,
        help="The server, as an account that may create schemas, users and views, for example mysql://root@localhost/shop.",
    ),
]
Schema = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The schema of the monolith. Default: the one that --database names.",
        show_default=False,
    ),
]
Budget = Annotated[
    float,
    typer.Option(
        min=0, metavar="SECONDS", help="How long one step may keep trying to get locks that others hold."
    ),
]
Drain = Annotated[
    float,
    typer.Option(
        min=0,
        metavar="SECONDS",
        help="How long to wait for transactions and statements that the services have under way; 0: their "
        "rights are taken away at once.",
    ),
]
AcceptUntested = Annotated[
    bool, typer.Option("--accept-untested", help="Move tables on MySQL 8 too, where that is untested.")
]
AcceptSynchronize = Annotated[
    bool,
    typer.Option(
        "--accept-synchronize",
        help="Move tables although the code says `synchronize: true`: the deployed monolith has it off.",
    ),
]
Checksums = Annotated[
    bool, typer.Option("--checksums", help="Compare the checksum of each table that moves, before and after.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print every statement, and change nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


class Interrupts:
    """Ctrl-C, or being told to end, during a migration: first it ends after the statement under way, then at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        """Whether somebody asked to stop."""
        return self.asked

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        complain_from_handler("Stopping after this statement. Press Ctrl-C again to stop at once.")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch for it, and go back to what was there before."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        # Under nohup it is ignored, and stays so.
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            numbers.append(signal.SIGHUP)
        before = {number: signal.signal(number, self._on_signal) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def migration_request(
    reading: Reading,
    database: str | None,
    schema: str | None,
    *,
    user_host: str = "%",
    plain_grants: bool = False,
    passwords: Path | None = None,
) -> tuple[MigrationRequest, Workspace]:
    """Return the request; what a run needs besides is put in with ``replace``.

    Raises:
        InputError: no server is named, or the files cannot be read.
    """
    from woosh_split.cli.reaching import database_request
    from woosh_split.database.connection import parse_url
    from woosh_split.model.code import CHANGES_TABLES
    from woosh_split.pipeline.database import organisation_of, phases_of
    from woosh_split.pipeline.migration import MigrationRequest, server_kind

    if not database:
        raise InputError(
            "No server is named. Give --database mysql://user@host/schema, or set WOOSH_SPLIT_DATABASE; a password is best "
            "kept in the variable."
        )
    parsed = parse_url(database)
    workspace = open_workspace(reading)
    split = needed_split(workspace)
    if passwords is not None:
        refuse_committed(passwords, workspace.split_path.parent / GENERATED)
    facts = facts_for(workspace, reading)
    request = replace(
        database_request(workspace, reading, facts, split, schema or parsed.database, server_kind(database)),
        user_host=user_host,
        roles=not plain_grants,
    )
    organisation = organisation_of(request)
    found, keep = ({}, _keep_nothing) if passwords is None else read_passwords(organisation, passwords)
    return (
        MigrationRequest(
            database,
            organisation,
            phases_of(request),
            facts.accesses,
            found,
            keep_passwords=keep,
            changes_tables=tuple(
                f"{each.file}:{each.line}" for each in facts.hazards if each.kind == CHANGES_TABLES
            ),
        ),
        workspace,
    )


def _keep_nothing() -> None:
    """There is no file of passwords."""


def complete_request(
    migration: MigrationRequest, workspace: Workspace, reading: Reading, observed: Path | None
) -> CompleteRequest:
    """Return the request of `complete`: what code does counts as its callers' where it is shared.

    Raises:
        InputError: the observation cannot be read.
    """
    from woosh_split.graph.attribution import attributed
    from woosh_split.model.placement import placement_of
    from woosh_split.pipeline.complete import CompleteRequest
    from woosh_split.pipeline.routes import TABLE_FILE
    from woosh_split.sources.logs.observed import read_observation
    from woosh_split.sources.repository import own_place

    split = needed_split(workspace)
    placement = placement_of(split)
    facts = attributed(facts_for(workspace, reading), placement.libraries)
    return CompleteRequest(
        migration, own_place(workspace.split_path.parent, TABLE_FILE), facts.accesses, placement.modules,
        None if observed is None else read_observation(observed),
    )  # fmt: skip


def ask(question: str, *, yes: bool) -> bool:
    """Ask on a terminal; without one, ``--yes`` must be given.

    Raises:
        InputError: nobody can be asked.
    """
    if yes:
        return True
    if not is_terminal(sys.stdin):
        raise InputError(
            "This changes the server, and there is no terminal to ask on: give --yes, or look first with --dry-run."
        )
    return typer.confirm(question, err=True)


def told(outcome: Outcome) -> str:
    """Return what a run did, or the script of a dry run."""
    from woosh_split.artefacts.database.files import script
    from woosh_split.artefacts.database.statements import Statement
    from woosh_split.model.migration import NOTHING
    from woosh_split.reports.section import count

    if outcome.result is None and not outcome.steps:
        if outcome.state == NOTHING:
            return f"{outcome.phase} does nothing to the database."
        return f"{outcome.phase}: nothing is left to be done."
    if outcome.result is None:
        lines: list[Statement] = []
        last = ""
        for step, action in outcome.steps:
            texts = action.text.split(";\n") if action.shown else action.sql
            for text in texts:
                lines.append(
                    Statement(
                        text,
                        step.told if step.told != last else "",
                        compound=action.kind == "routine" and ";" in text,
                    )
                )
                last = step.told
        return script(
            lines,
            f"woosh-split: {outcome.phase}, {outcome.direction}: {count(len(outcome.steps), 'statement')}, none was run",
        )
    result = outcome.result
    done = {
        "forward": "applied", "back": "taken back", "complete": "complete: its old names are gone",
        "restore": "as it was before `complete`",
    }[outcome.direction]  # fmt: skip
    lines_ = [
        f"{outcome.phase} is {done}: {count(result.statements, 'statement')}, {count(result.attempts, 'attempt')}, the slowest took "
        f"{result.slowest_ms} ms."
    ]
    if outcome.rehearsed:
        rehearsed = count(outcome.rehearsed, "statement")
        lines_.append(f"Rehearsed before on empty copies, forward and back: {rehearsed}.")
    lines_ += [f"  {each.told}" for each in result.verified]
    lines_ += [f"! {note}" for note in outcome.notes]
    return "\n".join(lines_)
