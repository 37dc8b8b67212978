"""``woosh-split observe``: what really runs, attributed to users and tables, compared with the facts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.completing import phase_ids
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, needed_split, open_workspace
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError
from woosh_split.model.meant import no_phase

if TYPE_CHECKING:
    from woosh_split.cli.workspace import Workspace
    from woosh_split.model.facts import Facts
    from woosh_split.model.observation import Observation, Replay
    from woosh_split.model.split import SplitFile

EXAMPLES = """\b
Examples:
  woosh-split observe --general-log /var/log/mysql/general.log
  woosh-split observe --slow-log slow.log --audit-log server_audit.log
  woosh-split observe --database mysql://reader@localhost/shop
  woosh-split observe --general-log general.log --format json --output observed.json
  woosh-split observe --observed observed.json --replay-grants 03-order-management
"""


class ObservationFormat(StrEnum):
    """How what was seen is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@reads_monolith()
def observe(
    reading: Reading,
    general_logs: Annotated[
        list[str] | None,
        typer.Option(
            "--general-log",
            metavar="FILE",
            help="A general query log (gzip too, - for stdin); may be repeated.",
        ),
    ] = None,
    slow_logs: Annotated[
        list[str] | None,
        typer.Option(
            "--slow-log",
            metavar="FILE",
            help="A slow query log; long_query_time = 0 makes it hold everything.",
        ),
    ] = None,
    audit_logs: Annotated[
        list[str] | None,
        typer.Option(
            "--audit-log", metavar="FILE", help="A log of MariaDB's server_audit with events TABLE."
        ),
    ] = None,
    observed_files: Annotated[
        list[Path] | None,
        typer.Option(
            "--observed",
            metavar="FILE",
            help="What an earlier run wrote with --format json; it is added to the other sources.",
        ),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Read the statement digests of this server's performance_schema; nothing else of it.",
            show_default=False,
        ),
    ] = None,
    digests_of: Annotated[
        str | None,
        typer.Option(
            metavar="USER", help="The user whose statements the digests are: they name none themselves."
        ),
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The schema of the monolith. Default: the one in which most of its tables were touched.",
            show_default=False,
        ),
    ] = None,
    replay_grants: Annotated[
        str | None,
        typer.Option(
            metavar="PHASE",
            autocompletion=phase_ids,
            help="Tell which statements would be denied once the phases up to this one are carried out; exit code 1 where any is.",
            show_default=False,
        ),
    ] = None,
    no_facts: Annotated[
        bool, typer.Option("--no-facts", help="Compare with nothing: tell only what ran.")
    ] = False,
    format_: Annotated[
        ObservationFormat, typer.Option("--format", "-f", help="How to write the result.")
    ] = ObservationFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Tell what really runs on the database: who touches which table, and what of it the code does not explain.

    Logs are streamed and may be of any size. No value of any statement is kept or shown.
    """
    from woosh_split.pipeline.observe import ObserveRequest, read_seen
    from woosh_split.pipeline.observe import observe as observed
    from woosh_split.reports.observation.registry import OBSERVATION_FORMATS, REPLAY_FORMATS

    check_destination(output)
    logs = [
        (kind, name)
        for kind, names in (("general-log", general_logs), ("slow-log", slow_logs), ("audit-log", audit_logs))
        for name in names or ()
    ]
    if not logs and database is None and not observed_files:
        raise InputError(
            "There is nothing to read. Give --general-log, --slow-log, --audit-log, --observed or --database."
        )
    if digests_of is not None and database is None:
        raise InputError("--digests-of says whose the digests of --database are: give that, too.")
    if no_facts and replay_grants is not None:
        raise InputError("--replay-grants needs the facts: leave out --no-facts.")
    workspace = open_workspace(reading)
    if replay_grants is not None:
        _needed_phase(needed_split(workspace), replay_grants)
    facts = None if no_facts else facts_for(workspace, reading)
    seen = read_seen(ObserveRequest(logs, tuple(observed_files or ()), database, digests_of))
    result = observed(seen, facts, workspace.split, schema)
    if replay_grants is not None and facts is not None:
        replayed = _replay(result, replay_grants, workspace, reading, facts)
        deliver(REPLAY_FORMATS[format_.value](replayed, layout_for(output)), output, quiet=reading.quiet)
        return EXIT_NO if any(each.certain for each in replayed.denials) else EXIT_DONE
    deliver(OBSERVATION_FORMATS[format_.value](result, layout_for(output)), output, quiet=reading.quiet)
    return EXIT_DONE


def _needed_phase(split: SplitFile, phase: str) -> None:
    """Refuse a phase that a split file with phases does not name, before a long log is read."""
    names = [each.id for each in split.phases]
    if names and phase not in names:
        raise no_phase(phase, names)


def _replay(
    observation: Observation, phase: str, workspace: Workspace, reading: Reading, facts: Facts
) -> Replay:
    from woosh_split.artefacts.database.replay import replay
    from woosh_split.artefacts.database.stage import own_reach
    from woosh_split.cli.reaching import database_request
    from woosh_split.model.placement import placement_of
    from woosh_split.pipeline.database import organisation_of

    split = needed_split(workspace)
    request = database_request(workspace, reading, facts, split, observation.schema)
    organisation = organisation_of(request)
    names = [each.id for each in organisation.phases]
    if phase not in names:
        raise no_phase(phase, names)
    placement = placement_of(split)
    return replay(
        observation,
        organisation,
        phase,
        own_reach(facts, placement) if request.reach is None else request.reach,
        placement,
    )
