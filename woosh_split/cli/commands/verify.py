"""``woosh-split verify``: the services answer as the monolith does, proved by asking both."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.completing import service_names
from woosh_split.cli.console import complain
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.progress import StageProgress
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, needed_split, open_workspace, refuse_folders
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError

if TYPE_CHECKING:
    from woosh_split.parity.request import VerifyRequest

EXAMPLES = """\b
Examples:
  woosh-split verify --control
  woosh-split verify order-management
  woosh-split verify --all --path examples/woosh
  woosh-split verify --generate --output requests.jsonl
  woosh-split verify --captured gateway.log --output requests.jsonl
  woosh-split verify --all --env JWT_SECRET=anything --seed seed.sql --format json
"""


class VerifyFormat(StrEnum):
    """How the result is written down."""

    TEXT = "text"
    JSON = "json"


class Isolation(StrEnum):
    """How the services share the database while they are compared."""

    SPLIT = "split"
    NONE = "none"


@reads_monolith(options.FolderOption, without=("clients",))
def verify(
    services: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SERVICE]...",
            help="The services to verify.",
            show_default=False,
            autocompletion=service_names,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Verify every service, and what is left of the monolith.")
    ] = False,
    control: Annotated[
        bool,
        typer.Option(
            "--control", help="Compare the monolith with itself, to test the script and the set-up."
        ),
    ] = False,
    generate: Annotated[
        bool,
        typer.Option("--generate", help="Write a request script made from the routes, and do nothing else."),
    ] = False,
    captured: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LOG",
            help="Write a request script of the GETs in a gateway's log (- is stdin), and do nothing else. May be repeated.",
            show_default=False,
        ),
    ] = None,
    *,
    reading: Reading,
    generated: Annotated[
        Path | None,
        typer.Option(
            "--services-folder",
            metavar="FOLDER",
            help="Where the services are. Default: split/services beside the split file.",
        ),
    ] = None,
    requests: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The request script. Default: requests.jsonl beside the split file."
        ),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar="WOOSH_SPLIT_VERIFY_DATABASE",
            show_default=False,
            help="A server for tests, and an account that may create databases and users. Default: one is started.",
        ),
    ] = None,
    isolation: Annotated[
        Isolation,
        typer.Option(
            help="split: what the split file says, by `database sql`; none: one database, every right."
        ),
    ] = Isolation.SPLIT,
    seed: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="SQL that fills the database after the dump; may be repeated."),
    ] = None,
    seed_command: Annotated[
        str | None,
        typer.Option(metavar="COMMAND", help="A command that prints such SQL, run beside the split file."),
    ] = None,
    sql_mode: Annotated[
        str | None, typer.Option(metavar="MODE", help="The sql_mode of the server, as in production.")
    ] = None,
    env: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE", help="Environment of the monolith and the services; may be repeated."
        ),
    ] = None,
    env_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file of such lines. No other .env file is read.")
    ] = None,
    database_key: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PART=NAME",
            help="The name by which the code reads host, port, user, password, database or url. Default: found "
            "in the code.",
        ),
    ] = None,
    ignore_column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TABLE.COLUMN",
            help="A column that is not compared, beside those of verify.yaml: one that a job writes at any time. May be repeated.",
            show_default=False,
        ),
    ] = None,
    install: Annotated[
        bool, typer.Option("--install/--no-install", help="Install packages that changed.")
    ] = True,
    build: Annotated[bool, typer.Option("--build/--no-build", help="Compile and build what changed.")] = True,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the logs of all processes, and say where.")
    ] = False,
    format_: Annotated[
        VerifyFormat, typer.Option("--format", "-f", help="How to write the result.")
    ] = VerifyFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Prove that extracted services answer as the monolith does.

    Compiles, builds and starts the monolith, the monolith once more as a control, and the services, each on a clone of
    the database; sends the request script to all; compares status, headers, body and the rows of every table. What the
    monolith itself does not do twice alike is left out, and listed. Exit code 1 where anything differs.
    """
    from woosh_split.cli.reaching import reach_for
    from woosh_split.parity.request import VerifyRequest
    from woosh_split.pipeline.verify import verify as verify_it
    from woosh_split.reports.verify.registry import VERIFY_FORMATS

    check_destination(output)
    refuse_folders(services or ())
    environment, keys = _pairs("--env", env), _pairs("--database-key", database_key)
    workspace = open_workspace(reading)
    split = needed_split(workspace)
    facts = facts_for(workspace, reading)
    reach = (
        None
        if generate or captured or control or isolation == Isolation.NONE
        else reach_for(workspace, reading, facts, split)
    )
    with StageProgress(quiet=reading.quiet, verbose=reading.verbose) as progress:
        request = VerifyRequest(
            root=workspace.root, split_path=workspace.split_path, split=split, facts=facts,
            services=tuple(services or ()), everything=everything, control_only=control, generated=generated,
            requests=requests, database=database, isolation=isolation.value, seed=tuple(seed or ()),
            seed_command=seed_command, sql_mode=sql_mode, environment=environment, env_file=env_file,
            database_keys=keys, install=install, build=build, keep=keep,
            ignore_columns=tuple(ignore_column or ()),
            reach=reach, progress=progress, note=(lambda text: None) if reading.quiet else complain,
        )  # fmt: skip
        text = _script(request, captured, generate=generate)
        result = None if text is not None else verify_it(request)
    if result is None:
        deliver(text or "", output, quiet=reading.quiet)
        return EXIT_DONE
    deliver(VERIFY_FORMATS[format_.value](result, layout_for(output)), output, quiet=reading.quiet)
    return EXIT_DONE if result.same else EXIT_NO


def _script(request: VerifyRequest, captured: list[str] | None, *, generate: bool) -> str | None:
    """Return the request script that was asked for, None where the services are to be verified.

    Raises:
        InputError: both kinds were asked for, or there is nothing to make one of.
    """
    from woosh_split.pipeline.verify_generate import captured_script, generated_script

    if captured and generate:
        raise InputError(
            "--generate makes a script of the routes, --captured one of a log. Leave one of them out."
        )
    return captured_script(request, captured) if captured else generated_script(request) if generate else None


def _pairs(option: str, given: list[str] | None) -> dict[str, str]:
    """Return keys and values that an option gives; what is none is told by its first word, since the rest may be a secret.

    Raises:
        InputError: one is not written as KEY=VALUE.
    """
    found = {}
    for each in given or ():
        name, equals, value = each.partition("=")
        if not equals or not name:
            word = re.match(r"[\w.-]*", each)
            raise InputError(f"{option} {word[0] if word else ''}…: write it as KEY=VALUE.")
        found[name] = value
    return found
