"""``woosh-split rollback PHASE``: takes the database side of a phase back, or of every phase after one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import migrating, options, stepping
from woosh_split.cli.completing import phase_ids
from woosh_split.cli.console import complain
from woosh_split.cli.migrating import Interrupts, ask, migration_request, told
from woosh_split.cli.output import write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, needed_split
from woosh_split.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_NO, InputError

if TYPE_CHECKING:
    from woosh_split.pipeline.migration import MigrationRequest
    from woosh_split.pipeline.traffic import TrafficRequest

EXAMPLES = """\b
Examples:
  woosh-split rollback 03-order-management --dry-run
  woosh-split rollback 03-order-management
  woosh-split rollback --to 02-analytics-reporting --yes
"""


@reads_monolith(options.FolderOption, without=("clients",))
def rollback(
    phase: Annotated[
        str | None,
        typer.Argument(
            metavar="PHASE", help="The phase to take back.", show_default=False, autocompletion=phase_ids
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="PHASE",
            autocompletion=phase_ids,
            help="Take back every phase after this one, the last first.",
        ),
    ] = None,
    *,
    reading: Reading,
    database: migrating.Server = None,
    schema: migrating.Schema = None,
    user_host: options.UserHost = "%",
    plain_grants: options.PlainGrants = False,
    budget: migrating.Budget = 60.0,
    drain: migrating.Drain = 60.0,
    accept_untested: migrating.AcceptUntested = False,
    checksums: migrating.Checksums = False,
    gateways: stepping.Gateways = None,
    wait: stepping.Wait = 60.0,
    dry_run: migrating.DryRun = False,
    yes: migrating.Yes = False,
) -> int:
    """Take the database side of a phase back: the tables return with every row that was written meanwhile.

    It is refused where a later phase stands on this one. Otherwise the routing table, where there is one, first sends every
    route of the phase's services to the monolith; with --gateway it is waited for until every gateway does so. What the
    services still have under way is waited for (--drain); exit code 1, and nothing more is done, where that does not end.
    Then the tables move, and the services' users and views go. What was cut off goes on from where it stands.
    """
    from woosh_split.apply.traffic import Pace
    from woosh_split.database.ddl import Stopped
    from woosh_split.pipeline.callers import callers_told
    from woosh_split.pipeline.migration import later_phases, part_of, refuse_out_of_order, rollback_phase
    from woosh_split.pipeline.routes import TABLE_FILE
    from woosh_split.pipeline.traffic import TrafficRequest
    from woosh_split.sources.repository import own_place

    if (phase is None) == (to is None):
        raise InputError(
            "Give either the PHASE to take back, or --to PHASE to take back all that come after it."
        )
    request, workspace = migration_request(
        reading, database, schema, user_host=user_host, plain_grants=plain_grants
    )
    interrupts = Interrupts()
    request = replace(
        request, budget=budget, accept_untested=accept_untested, checksums=checksums, stop=interrupts, drain=drain,
        tell=(lambda text: None) if reading.quiet else complain,
    )  # fmt: skip
    traffic = TrafficRequest(
        own_place(workspace.split_path.parent, TABLE_FILE),
        replicas=stepping.replicas_of(gateways),
        pace=Pace(wait=wait),
    )
    phases = (phase,) if phase is not None else later_phases(request, to or "")
    services = {part.service for each in phases for part in part_of(request.organisation, each).services}
    if asking := callers_told(needed_split(workspace), services):
        complain(asking)
    if not dry_run and not ask(f"Take back {', '.join(phases)} in {request.organisation.schema}?", yes=yes):
        return EXIT_NO
    try:
        with interrupts.watching():
            for each in phases:
                refuse_out_of_order(request, each)
                _routes_back(request, each, traffic, dry_run=dry_run)
                write_result(told(rollback_phase(request, each, dry_run=dry_run)), None)
                if dry_run:
                    request = replace(request, taken_back=request.taken_back | {each})
    except Stopped:
        complain(
            "Stopped between two statements; the journal is up to date. Run it again, or go forward with `apply`."
        )
        return EXIT_INTERRUPTED
    return EXIT_DONE


def _routes_back(request: MigrationRequest, phase: str, traffic: TrafficRequest, *, dry_run: bool) -> None:
    """Send the routes to the monolith before anything else: from then on nobody waits for the service."""
    from woosh_split.model.routing import Target
    from woosh_split.pipeline.migration import part_of
    from woosh_split.pipeline.phase_routes import route, write_routes
    from woosh_split.pipeline.traffic import bring_back
    from woosh_split.sql.quoting import comment

    services = [part.service for part in part_of(request.organisation, phase).services]
    if not services or not traffic.table.is_file():
        return
    routed = route(traffic.table, services, Target())
    if not dry_run:
        write_routes(traffic.table, routed)
    if routed.lines:
        write_result("\n".join(comment(line) if dry_run else line for line in routed.lines), None)
    if not dry_run:
        bring_back(request, traffic, services, changed=routed.text is not None)
