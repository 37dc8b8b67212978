"""The command line as typer sees it, and the one place that knows typer's own errors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from woosh_split.cli.commands import (
    analyse,
    apply,
    baseline,
    check,
    client,
    complete,
    database,
    database_inventory,
    extract,
    gateway,
    init,
    observe,
    plan,
    propose,
    report,
    rollback,
    routes,
    routes_openapi,
    routes_render,
    routes_shadow,
    routes_wait,
    rule,
    schema,
    status,
    verify,
    why,
)
from woosh_split.cli.console import complain
from woosh_split.cli.listing import ProgramCommands
from woosh_split.errors import EXIT_CANNOT, EXIT_DONE, EXIT_INTERRUPTED

PROGRAM = "woosh-split"

EXAMPLES = """\b
Examples:
  woosh-split analyse .
  woosh-split propose .
  woosh-split report .
  woosh-split check .
  woosh-split check --help
"""

app = typer.Typer(
    name=PROGRAM,
    cls=ProgramCommands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"{PROGRAM} {version(PROGRAM)}")
        raise typer.Exit


@app.callback()
def woosh_split(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take a running NestJS monolith apart, service by service.

    Results go to stdout, all else to stderr. Exit codes: 0 done, 1 the answer is no, 2 it could not be
    done, 70 a bug of woosh-split, 130 interrupted.
    """


app.command("analyse", epilog=analyse.EXAMPLES)(analyse.analyse)
app.command("analyze", epilog=analyse.EXAMPLES, hidden=True)(analyse.analyse)
app.command("propose", epilog=propose.EXAMPLES)(propose.propose)
app.command("why", epilog=why.EXAMPLES)(why.why)
app.command("plan", epilog=plan.EXAMPLES)(plan.plan)
app.command("report", epilog=report.EXAMPLES)(report.report)
app.command("init", epilog=init.EXAMPLES)(init.init)
app.command("check", epilog=check.EXAMPLES)(check.check)
app.command("baseline", epilog=baseline.EXAMPLES)(baseline.baseline)
app.command("rule", epilog=rule.EXAMPLES)(rule.rule)
app.command("extract", epilog=extract.EXAMPLES)(extract.extract)
app.command("verify", epilog=verify.EXAMPLES)(verify.verify)
app.command("observe", epilog=observe.EXAMPLES)(observe.observe)
app.command("gateway", epilog=gateway.EXAMPLES)(gateway.gateway)
app.command("client", epilog=client.EXAMPLES)(client.client)
app.command("apply", epilog=apply.EXAMPLES)(apply.apply)
app.command("status", epilog=status.EXAMPLES)(status.status)
app.command("rollback", epilog=rollback.EXAMPLES)(rollback.rollback)
app.command("complete", epilog=complete.EXAMPLES)(complete.complete)
app.command("schema", epilog=schema.EXAMPLES)(schema.schema)
database.commands.command("inventory", epilog=database_inventory.EXAMPLES)(database_inventory.inventory)
app.add_typer(database.commands)
routes_render.register(routes.commands)
routes_openapi.register(routes.commands)
routes_shadow.register(routes.commands)
routes_wait.register(routes.commands)
app.add_typer(routes.commands)


def with_optional_values(arguments: list[str]) -> list[str]:
    """Write ``--changed [REV]`` as ``--changed=REV``: typer knows no option whose value may be left out.

    What follows is the revision unless it is an option or a folder, which would be PATH.
    """
    found: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        following = next(rest, None) if argument == "--changed" else None
        if argument != "--changed":
            found.append(argument)
        elif following is None or following.startswith("-") or Path(following).is_dir():
            found += ["--changed=", *with_optional_values([following] if following is not None else [])]
        else:
            found.append(f"--changed={following}")
    return found


def run(arguments: list[str]) -> int:
    """Run the command that ``arguments`` name and return its exit code.

    Usage errors are told here, in one paragraph; every other error is left to ``main``.
    """
    try:
        code = get_command(app).main(
            args=with_optional_values(arguments), prog_name=PROGRAM, standalone_mode=False
        )
    except typer.TyperException as error:
        return _tell_usage(error, arguments)
    except typer.Abort:  # a question was not answered
        complain("Interrupted.")
        return EXIT_INTERRUPTED
    return code if isinstance(code, int) else EXIT_DONE


def _named(arguments: list[str]) -> str:
    """Return the command that the arguments begin with; an option without its value is told before there is a context."""
    command, words = get_command(app), [PROGRAM]
    for argument in arguments:
        inner = getattr(command, "commands", {}).get(argument)
        if inner is None:
            break
        words.append(argument)
        command = inner
    return " ".join(words)


def _tell_usage(error: typer.TyperException, arguments: list[str]) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if context is not None and message == context.get_help():
        typer.echo(message, err=True)
        return EXIT_CANNOT
    command = context.command_path if context is not None else _named(arguments)
    # "Value error" comes from inside typer and tells a user nothing.
    message = " ".join(message.split()).replace(": Value error, ", ": ", 1)
    complain(f"Error: {message.rstrip('.')}{'' if message.endswith('?') else '.'} See `{command} --help`.")
    return EXIT_CANNOT
