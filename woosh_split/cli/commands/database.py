"""``woosh-split database plan|sql``: schemas, views, users and grants, to be read and to be run."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.completing import phase_ids
from woosh_split.cli.console import complain
from woosh_split.cli.generating import ANOTHER_FOLDER, write_generated
from woosh_split.cli.listing import CommandList
from woosh_split.cli.output import check_destination, deliver, layout_for, write_result
from woosh_split.cli.passwords import kept_passwords, refuse_committed
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, needed_split, open_workspace
from woosh_split.errors import EXIT_DONE, InputError
from woosh_split.model.meant import no_phase

if TYPE_CHECKING:
    from woosh_split.model.organisation import Organisation, PhasePart

PLAN_EXAMPLES = """\b
Examples:
  woosh-split database plan
  woosh-split database plan --format markdown
  woosh-split database plan --database mysql://reader@localhost/shop
"""

SQL_EXAMPLES = """\b
Examples:
  woosh-split database sql
  woosh-split database sql --dry-run
  woosh-split database sql --check --format json
  woosh-split database sql --stdout 03-order-management
  woosh-split database sql --passwords ~/.woosh-passwords.json
"""

FOLDER = Path("split") / "database"
PLAN_FILE = "plan.md"
GENERATOR = "woosh-split database sql"

commands = typer.Typer(
    name="database",
    cls=CommandList,
    no_args_is_help=True,
    help="Organise the database: schemas, views, users and grants.",
)


class DatabasePlanFormat(StrEnum):
    """How the plan of the database is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class Server(StrEnum):
    """Whose SQL is written."""

    MARIADB = "mariadb"
    MYSQL = "mysql"


Schema = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The schema of the monolith. Default: that of --database, or the one that dump and entities name.",
        show_default=False,
    ),
]
ServerOption = Annotated[Server, typer.Option(help="MariaDB from 10.6, or MySQL from 8.0.")]


@commands.command("plan", epilog=PLAN_EXAMPLES)
@reads_monolith()
def plan(
    reading: Reading,
    schema: Schema = None,
    server: ServerOption = Server.MARIADB,
    user_host: options.UserHost = "%",
    plain_grants: options.PlainGrants = False,
    database: options.Database = None,
    format_: Annotated[
        DatabasePlanFormat, typer.Option("--format", "-f", help="How to write the plan.")
    ] = DatabasePlanFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Tell what the split does to the database: what moves, who sees what, who may do what and why.

    Secret columns that a service does not see, writes that get no grant, tables that cannot move and routines whose
    text is missing are listed. Nothing is changed.
    """
    from woosh_split.reports.organisation.registry import ORGANISATION_FORMATS

    check_destination(output)
    organisation, _ = _organisation(
        replace(reading, database=database), schema, server, user_host, plain_grants
    )
    deliver(
        ORGANISATION_FORMATS[format_.value](organisation, layout_for(output)), output, quiet=reading.quiet
    )
    return EXIT_DONE


@commands.command("sql", epilog=SQL_EXAMPLES)
@reads_monolith()
def sql(
    reading: Reading,
    schema: Schema = None,
    server: ServerOption = Server.MARIADB,
    user_host: options.UserHost = "%",
    plain_grants: options.PlainGrants = False,
    passwords: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep the users' passwords in this file (mode 0600, created if it is missing), and write FILE.sql, "
            "which sets them. The variable WOOSH_SPLIT_PASSWORD_<USER> overrides one.",
        ),
    ] = None,
    stdout: Annotated[
        str | None,
        typer.Option(
            metavar="PHASE", help="Print the SQL of one phase and write nothing.", autocompletion=phase_ids
        ),
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="With --stdout: the way back.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell which files would be written, and write none.")
    ] = False,
    check: options.Check = False,
    force: options.Force = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where to write. Default: split/database beside the split file.",
        ),
    ] = None,
    database: options.Database = None,
    format_: options.DoneFormat = options.ShortFormat.TEXT,
) -> int:
    """Write the SQL of every phase, forward and back, and the plan in plan.md.

    The files hold no password: every user stays locked until FILE.sql of --passwords is run. They are for a server on
    which nothing else works with the tables. What people changed in them is merged with what is generated anew.
    """
    from woosh_split.artefacts.database.files import BACK, FORWARD, phase_sql, sql_files
    from woosh_split.reports.layout import Layout
    from woosh_split.reports.organisation.registry import ORGANISATION_FORMATS
    from woosh_split.sources.repository import own_place

    if back and stdout is None:
        raise InputError("--back belongs to --stdout PHASE; without it both directions are written.")
    if stdout is not None and (passwords is not None or output is not None):
        raise InputError(
            "--stdout PHASE writes nothing: leave out --output and --passwords, or leave out --stdout."
        )
    json = format_ is options.ShortFormat.JSON
    if stdout is not None and json:
        raise InputError("--stdout PHASE prints SQL: leave out --format json, or leave out --stdout.")
    organisation, base = _organisation(
        replace(reading, database=database), schema, server, user_host, plain_grants
    )
    if stdout is not None:
        phase = _phase(stdout, organisation)
        write_result(phase_sql(phase, BACK if back else FORWARD, organisation, server.value), None)
        return EXIT_DONE
    folder = output if output is not None else own_place(base, FOLDER, ANOTHER_FOLDER)
    texts = sql_files(organisation, server.value)
    texts[PLAN_FILE] = ORGANISATION_FORMATS["markdown"](organisation, Layout()) + "\n"
    if passwords is not None:
        refuse_committed(passwords, folder)
    files = {name: text.encode() for name, text in texts.items()}
    code = write_generated(
        folder,
        files,
        GENERATOR,
        force=force,
        check=check,
        dry_run=dry_run,
        quiet=reading.quiet,
        json=json,
        more={"passwords": None if passwords is None or check else _password_files(passwords)},
    )
    if code == EXIT_DONE and not check:
        _hand_out(organisation, passwords, dry_run=dry_run, quiet=reading.quiet)
    return code


def _organisation(
    reading: Reading, schema: str | None, server: Server, user_host: str, plain_grants: bool
) -> tuple[Organisation, Path]:
    """Return the organisation, and the folder of the split file."""
    from woosh_split.cli.reaching import database_request
    from woosh_split.pipeline.database import organisation_of

    workspace = open_workspace(reading)
    split = needed_split(workspace)
    facts = facts_for(workspace, reading)
    request = database_request(workspace, reading, facts, split, schema, server.value)
    request = replace(request, user_host=user_host, roles=not plain_grants)
    return organisation_of(request), workspace.split_path.parent


def _phase(name: str, organisation: Organisation) -> PhasePart:
    working = {phase.id: phase for phase in organisation.phases if phase.services}
    if name in working:
        return working[name]
    if any(phase.id == name for phase in organisation.phases):
        raise InputError(
            f"The phase {name} does nothing to the database. Those that do: {', '.join(working)}."
        )
    raise no_phase(name, working)


def _script_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sql")


def _password_files(file: Path) -> dict[str, str]:
    return {"file": file.as_posix(), "script": _script_of(file).as_posix()}


def _hand_out(organisation: Organisation, file: Path | None, *, dry_run: bool, quiet: bool) -> None:
    """Keep the passwords in the file and write what sets them beside it, both readable by their owner alone."""
    from woosh_split.artefacts.database.files import script
    from woosh_split.artefacts.database.passwords import accounts
    from woosh_split.artefacts.database.statements import password_statements

    if file is None:
        if not quiet and not dry_run:
            complain("The users are locked until they have passwords: see --passwords FILE.")
        return
    from woosh_split.apply.secret_files import read_secret, write_secret
    from woosh_split.reports.section import count

    beside = _script_of(file)
    read_secret(beside)
    found = kept_passwords(organisation, file, dry_run=dry_run)
    if dry_run:
        return
    users = accounts(organisation)
    pairs = [(user, found[user.user]) for user in users]
    write_secret(
        beside,
        script(password_statements(pairs), "woosh-split: passwords. Run it and remove it; never commit it."),
    )
    if not quiet:
        complain(f"{file}: {count(len(users), 'password')}; {beside} sets all of them and unlocks the users.")
