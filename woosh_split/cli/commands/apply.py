"""``woosh-split apply PHASE``: the database side of one phase, on a live server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli import migrating, options
from woosh_split.cli.console import complain
from woosh_split.cli.migrating import Interrupts, ask, migration_request, told
from woosh_split.cli.output import write_result
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_NO

EXAMPLES = """\b
Examples:
  woosh-split apply 03-order-management --dry-run
  woosh-split apply 03-order-management --passwords ~/.woosh-passwords.json
  woosh-split apply 03-order-management --yes --budget 300 --checksums
"""


def apply(
    phase: Annotated[str, typer.Argument(metavar="PHASE", help="The phase, as `plan` names it.")],
    path: migrating.PathOption = None,
    split_file: options.SplitOption = None,
    database: migrating.Server = None,
    schema: migrating.Schema = None,
    user_host: migrating.UserHost = "%",
    plain_grants: migrating.PlainGrants = False,
    passwords: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Give the users their passwords from this file (mode 0600, made where it is missing) and unlock them. The "
            "variable WOOSH_SPLIT_PASSWORD_<USER> overrides one.",
        ),
    ] = None,
    budget: migrating.Budget = 60.0,
    accept_untested: migrating.AcceptUntested = False,
    rehearsal: Annotated[
        bool, typer.Option("--rehearsal/--no-rehearsal", help="Go forward and back on empty copies first.")
    ] = True,
    checksums: migrating.Checksums = False,
    dry_run: migrating.DryRun = False,
    yes: migrating.Yes = False,
    facts_file: options.FactsFile = None,
    project: options.Project = None,
    dumps: options.Dumps = None,
    no_cache: options.NoCache = False,
    cache_dir: options.CacheDir = None,
    jobs: options.Jobs = 0,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,
) -> int:
    """Carry out the database side of one phase on a live server: schemas, users, views, rights, and the tables' move.

    Everything that was begun and cut off goes on from where it stands; `rollback` takes it back from there. Exit code 1 where
    something stands in the way, and nothing was changed then.
    """
    from woosh_split.database.ddl import Stopped
    from woosh_split.pipeline.migration import apply_phase

    reading = Reading(
        path,
        split_file,
        facts_file,
        project,
        tuple(dumps or ()),
        (),
        no_cache,
        cache_dir,
        jobs,
        quiet,
        verbose,
    )
    request, _ = migration_request(
        reading, database, schema, user_host=user_host, plain_grants=plain_grants,
        passwords=None if dry_run else passwords,
    )  # fmt: skip
    interrupts = Interrupts()
    request = replace(
        request, budget=budget, accept_untested=accept_untested, rehearsal=rehearsal, checksums=checksums,
        stop=interrupts, tell=(lambda text: None) if quiet else complain,
    )  # fmt: skip
    if not dry_run and not ask(f"Apply {phase} to {request.organisation.schema}?", yes=yes):
        return EXIT_NO
    try:
        with interrupts.watching():
            outcome = apply_phase(request, phase, dry_run=dry_run)
    except Stopped:
        complain(
            "Stopped between two statements; the journal is true. Run it again, or go back with `rollback`."
        )
        return EXIT_INTERRUPTED
    write_result(told(outcome), None)
    return EXIT_DONE
