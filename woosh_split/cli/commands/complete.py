"""``woosh-split complete PHASE``: the old names of its tables go, once nobody uses them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli import migrating, options
from woosh_split.cli.console import complain
from woosh_split.cli.migrating import Interrupts, ask, migration_request, told
from woosh_split.cli.output import write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading
from woosh_split.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_NO

EXAMPLES = """\b
Examples:
  woosh-split complete 03-order-management --dry-run
  woosh-split complete 03-order-management --observed week.json
  woosh-split complete 03-order-management --undo
"""


@reads_monolith(options.FolderOption, without=("clients",))
def complete(
    phase: options.Phase,
    reading: Reading,
    database: migrating.Server = None,
    schema: migrating.Schema = None,
    user_host: options.UserHost = "%",
    plain_grants: options.PlainGrants = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Bring the old names back, and the rights on them.")
    ] = False,
    observed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="What `observe --format json` wrote of a log: proof of who uses the old names.",
        ),
    ] = None,
    quiet_for: Annotated[
        float,
        typer.Option(
            "--quiet-for",
            min=0,
            metavar="HOURS",
            help="For how long performance_schema must not have seen an old name.",
        ),
    ] = 24.0,
    accept_unobserved: Annotated[
        bool,
        typer.Option("--accept-unobserved", help="Go on although it is not known who uses the old names."),
    ] = False,
    budget: migrating.Budget = 60.0,
    dry_run: migrating.DryRun = False,
    yes: migrating.Yes = False,
) -> int:
    """Take away the old names of a phase's tables, and the rights on them: the end of the phase.

    Views of other services then read the tables where they lie. Refused (exit code 1, each reason named) while anything
    still uses an old name: code that runs in the monolith, routes that are not with the service, stored code, statements that
    the server saw. Tables are never touched; `--undo` brings the names back, and so does `rollback`.
    """  # fmt: skip
    from woosh_split.database.ddl import Stopped
    from woosh_split.pipeline.complete import complete_phase

    request = migrating.complete_request(
        *migration_request(reading, database, schema, user_host=user_host, plain_grants=plain_grants),
        reading, observed,
    )  # fmt: skip
    interrupts = Interrupts()
    migration = replace(
        request.migration,
        budget=budget,
        stop=interrupts,
        tell=(lambda text: None) if reading.quiet else complain,
    )
    request = replace(
        request, migration=migration, quiet=quiet_for * 3600, accept_unobserved=accept_unobserved
    )
    what = "Bring back the old names of" if undo else "Take away the old names of"
    if not dry_run and not ask(f"{what} {phase} in {migration.organisation.schema}?", yes=yes):
        return EXIT_NO
    try:
        with interrupts.watching():
            outcome = complete_phase(request, phase, undo=undo, dry_run=dry_run)
    except Stopped:
        complain(
            "Stopped between two statements; the journal is up to date. Run it again, or bring them back with --undo."
        )
        return EXIT_INTERRUPTED
    write_result(told(outcome), None)
    return EXIT_DONE
