"""``woosh-split apply PHASE``: the database side of one phase on a live server, then its traffic."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli import migrating, options, stepping
from woosh_split.cli.console import complain
from woosh_split.cli.migrating import Interrupts, ask, migration_request, told
from woosh_split.cli.output import write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, needed_split
from woosh_split.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_NO, InputError

EXAMPLES = """\b
Examples:
  woosh-split apply 03-order-management --dry-run
  woosh-split apply 03-order-management --passwords ~/.woosh-passwords.json
  woosh-split apply 03-order-management --yes --budget 300 --checksums
  woosh-split apply 03-order-management --target service --gateway http://127.0.0.1:9901
  woosh-split apply 03-order-management --target service --steps shadow,5,100 --window 600
"""


class RouteTarget(StrEnum):
    """Where routes go; ``stay``: nothing is changed about them."""

    STAY = "stay"
    SHADOW = "shadow"
    SPLIT = "split"
    SERVICE = "service"


@reads_monolith(options.FolderOption, without=("clients",))
def apply(
    phase: options.Phase,
    reading: Reading,
    database: migrating.Server = None,
    schema: migrating.Schema = None,
    user_host: options.UserHost = "%",
    plain_grants: options.PlainGrants = False,
    passwords: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Give the users their passwords from this file (mode 0600, created if it is missing) and "
            "unlock them. The "
            "variable WOOSH_SPLIT_PASSWORD_<USER> overrides one.",
        ),
    ] = None,
    budget: migrating.Budget = 60.0,
    accept_untested: migrating.AcceptUntested = False,
    accept_synchronize: migrating.AcceptSynchronize = False,
    rehearsal: Annotated[
        bool, typer.Option("--rehearsal/--no-rehearsal", help="Go forward and back on empty copies first.")
    ] = True,
    checksums: migrating.Checksums = False,
    target: Annotated[
        RouteTarget,
        typer.Option(
            "--target", help="Where the routes of the phase's services go once the database is ready."
        ),
    ] = RouteTarget.STAY,
    percent: Annotated[
        int | None,
        typer.Option(min=0, max=100, metavar="N", help="With --target split or shadow: how many of 100."),
    ] = None,
    gateways: stepping.Gateways = None,
    service_urls: stepping.ServiceUrls = None,
    steps: stepping.Steps = None,
    window: stepping.Window = 60.0,
    patience: stepping.Patience = 5.0,
    soak: stepping.Soak = 300.0,
    wait: stepping.Wait = 60.0,
    least: stepping.Least = 100,
    max_errors: stepping.MaxErrors = 1.0,
    max_refused: stepping.MaxRefused = 5.0,
    max_slower: stepping.MaxSlower = 1.5,
    dry_run: migrating.DryRun = False,
    yes: migrating.Yes = False,
) -> int:
    """Carry out the database side of one phase on a live server: schemas, users, views, rights, and the tables' move.

    With --target the traffic follows: the service's health is waited for, then its routes change. With --gateway they do so
    step by step, each judged by what the gateway counts; what fails goes back to the monolith at once.

    Everything that was begun and cut off goes on from where it stands; `rollback` takes it back from there. Exit code 1 where
    something stands in the way, a gate fails or there is too little traffic to judge.
    """
    from woosh_split.apply.traffic import Pace
    from woosh_split.database.ddl import Stopped
    from woosh_split.model.split import MONOLITH
    from woosh_split.model.traffic import Limits
    from woosh_split.pipeline.migration import apply_phase, part_of
    from woosh_split.pipeline.needed_services import needed_services
    from woosh_split.pipeline.routes import TABLE_FILE, wanted_target
    from woosh_split.pipeline.traffic import check_gateways, move_traffic
    from woosh_split.sources.repository import own_place

    if percent is not None and target is RouteTarget.STAY:
        raise InputError("--percent needs --target split or --target shadow.")

    wanted = None if target is RouteTarget.STAY else wanted_target(target.value, percent, None)
    request, workspace = migration_request(
        reading, database, schema, user_host=user_host, plain_grants=plain_grants, passwords=passwords
    )
    parts = part_of(request.organisation, phase).services
    services = [part.service for part in parts if part.service != MONOLITH]
    limits = Limits(least, max_errors / 100, max_refused / 100, max_slower)
    traffic = stepping.traffic_request(
        own_place(workspace.split_path.parent, TABLE_FILE), services, wanted, gateways, service_urls, steps,
        Pace(window, patience, soak, wait, limits),
        needed_services(needed_split(workspace), services, workspace.split_path.parent / migrating.GENERATED / "services"),
    )  # fmt: skip
    interrupts = Interrupts()
    request = replace(
        request, budget=budget, accept_untested=accept_untested, rehearsal=rehearsal, checksums=checksums,
        stop=interrupts, tell=(lambda text: None) if reading.quiet else complain,
    )  # fmt: skip
    if accept_synchronize:
        request = replace(request, changes_tables=())
    if traffic is not None and not dry_run:
        check_gateways(traffic)
    if not dry_run and not ask(f"Apply {phase} to {request.organisation.schema}?", yes=yes):
        return EXIT_NO
    try:
        with interrupts.watching():
            outcome = apply_phase(request, phase, dry_run=dry_run)
            write_result(told(outcome), None)
            if traffic is None or not services:
                return EXIT_DONE
            if dry_run:
                write_result(stepping.printed(traffic, services), None)
            elif not traffic.table.is_file():
                write_result(f"There is no routing table {traffic.table}: no route was changed.", None)
            else:
                write_result(move_traffic(request, phase, services, traffic), None)
    except Stopped:
        complain(
            "Stopped between two statements; the journal is up to date, and routes stay where they are. Run it "
            "again, or go back "
            "with `rollback`."
        )
        return EXIT_INTERRUPTED
    return EXIT_DONE
