"""``woosh-split routes``: the routing table, shown, written, explained, changed and compared."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from woosh_split.cli import options
from woosh_split.cli.completing import service_names
from woosh_split.cli.console import complain
from woosh_split.cli.listing import CommandList
from woosh_split.cli.output import check_destination, deliver, layout_for, write_result
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, facts_for, needed_split, open_workspace
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError

if TYPE_CHECKING:
    from woosh_split.model.routing import RoutingTable

SHOW_EXAMPLES = """\b
Examples:
  woosh-split routes
  woosh-split routes --format markdown --output routes.md
  woosh-split routes show examples/woosh --format json
"""
WRITE_EXAMPLES = """\b
Examples:
  woosh-split routes write
  woosh-split routes write --dry-run
  woosh-split routes write --check --format json
"""
EXPLAIN_EXAMPLES = """\b
Examples:
  woosh-split routes explain GET /api/outlets/7/payments
  woosh-split routes explain GET /orders --header 'X-API-Version: 2'
"""
SET_EXAMPLES = """\b
Examples:
  woosh-split routes set order-management --target split --percent 10
  woosh-split routes set 'GET /api/orders/:id' --target service
  woosh-split routes set order-management --target monolith --dry-run
"""
DIFF_EXAMPLES = """\b
Examples:
  woosh-split routes diff HEAD
  woosh-split routes diff v3 v4
  woosh-split routes diff table-before.yaml split/routes/table.yaml
"""


class WithShow(CommandList):
    """A group that shows where no command is named, so that ``routes --format json`` and ``routes PATH`` work."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``show`` in front of whatever is no command, unless it is one that was typed wrong."""
        if ctx.resilient_parsing and not args:
            return super().parse_args(ctx, args)  # a shell asks which commands there are
        if not args or not (args[0] in self.commands or args[0] in ("-h", "--help") or self._meant(args[0])):
            args = ["show", *args]
        return super().parse_args(ctx, args)

    def _meant(self, word: str) -> bool:
        return (
            not word.startswith("-")
            and not Path(word).exists()
            and bool(get_close_matches(word, self.commands))
        )


commands = typer.Typer(
    name="routes",
    cls=WithShow,
    help="The routing table: who answers which request, today and after the next step.",
)


class TableFormat(StrEnum):
    """How a table is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class TargetKind(StrEnum):
    """To whom a route is sent."""

    MONOLITH = "monolith"
    SHADOW = "shadow"
    SPLIT = "split"
    SERVICE = "service"


TableOption = Annotated[
    Path | None,
    typer.Option(
        "--table",
        metavar="FILE",
        help="The routing table. Default: split/routes/table.yaml beside the split file.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change and write nothing.")]


def table_path(reading: Reading, table: Path | None) -> Path:
    """Return where the table is or would be."""
    from woosh_split.pipeline.routes import TABLE_FILE
    from woosh_split.sources.repository import own_place

    if table is not None:
        return table
    return own_place(open_workspace(reading).split_path.parent, TABLE_FILE, "name another file with --table")


@commands.command("show", epilog=SHOW_EXAMPLES)
@reads_monolith()
def show(
    reading: Reading,
    table: TableOption = None,
    format_: Annotated[
        TableFormat, typer.Option("--format", "-f", help="How to write it.")
    ] = TableFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Show every route in the order in which it is asked: its owner, and to whom it is sent today.

    Without a table yet, the one that `routes write` would write is shown.
    """
    from woosh_split.reports.routes.table import TABLE_FORMATS

    check_destination(output)
    found = current_table(reading, table)
    deliver(TABLE_FORMATS[format_.value](found, layout_for(output)), output, quiet=reading.quiet)
    return EXIT_DONE


def current_table(reading: Reading, table: Path | None) -> RoutingTable:
    """Return the table that is written down, or the one that would be.

    Raises:
        InputError: the table that was named is not there, or something is not valid.
    """
    from woosh_split.pipeline.routes import load_table, table_of

    place = table_path(reading, table)
    if table is not None or place.exists():
        return load_table(place)
    workspace = open_workspace(reading)
    split = needed_split(workspace)
    found = table_of(facts_for(workspace, reading), split, workspace.split_path)
    if not reading.quiet:
        complain(f"{place} is not written yet: `woosh-split routes write` writes it.")
    return found


@commands.command("write", epilog=WRITE_EXAMPLES)
@reads_monolith()
def write(
    reading: Reading,
    table: TableOption = None,
    dry_run: DryRun = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 where the table is not current.")
    ] = False,
    format_: options.DoneFormat = options.ShortFormat.TEXT,
) -> int:
    """Write the routing table, or bring it up to date with the code and the split file.

    Targets, timeouts, the router, the salt and comments stand. Routes that are gone, and targets that no longer fit, are
    told.
    """
    from woosh_split.pipeline.routes import merged, read_text
    from woosh_split.reports.routes.merging import to_lines

    workspace = open_workspace(reading)
    split = needed_split(workspace)
    place = table_path(reading, table)
    found = merged(place, facts_for(workspace, reading), split, workspace.split_path)
    before = read_text(place)
    current = before is not None and found.text == before
    told = "\n".join(to_lines(found, str(place), new=before is None, current=current))
    keeps = dry_run or check
    if not keeps and not current:
        save(place, found.text)
    if format_ is options.ShortFormat.JSON:
        from woosh_split.reports.done import merged_json

        written = not keeps and not current
        write_result(merged_json(place, found, new=before is None, current=current, written=written), None)
    elif keeps:
        write_result(told, None)
    if not keeps and not reading.quiet:
        complain(told)
    return EXIT_NO if check and not current else EXIT_DONE


def save(place: Path, text: str) -> None:
    """Write a table as a whole; its folder is made.

    Raises:
        InputError: it cannot be written.
    """
    from woosh_split.apply.change_set import FileChange, write_all

    try:
        write_all([FileChange(place, text.encode())])
    except OSError as error:
        raise InputError(f"{place} cannot be written: {error.strerror}. Nothing was changed.") from error


@commands.command("explain", epilog=EXPLAIN_EXAMPLES)
def explain(
    method: Annotated[
        str, typer.Argument(metavar="METHOD", help="GET, POST and the like.", show_default=False)
    ],
    target: Annotated[
        str, typer.Argument(metavar="PATH", help="The path as a client sends it.", show_default=False)
    ],
    header: Annotated[
        list[str] | None,
        typer.Option("--header", "-H", metavar="'NAME: VALUE'", help="A header; may be repeated."),
    ] = None,
    folder: options.FolderOption = None,
    split_file: options.SplitOption = None,
    table: TableOption = None,
    facts_file: options.FactsFile = None,
    format_: options.ShortFormatOption = options.ShortFormat.TEXT,
    output: options.Output = None,
    no_cache: options.NoCache = False,
    cache_dir: options.CacheDir = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> int:
    """Say which rule answers a request, who that is today, why, and what it shadows.

    Exit code 1 where no route answers.
    """
    from woosh_split.artefacts.routes.explain import explain as explained
    from woosh_split.pipeline.routes import refuse_unread_patterns
    from woosh_split.reports.routes.explanation import EXPLANATION_FORMATS

    check_destination(output)
    if not target.startswith("/") and "://" not in target:
        raise InputError(f"{target} is no path: it has to start with a slash, as in /{target}.")
    reading = Reading(folder, split_file, facts_file, no_cache=no_cache, cache_dir=cache_dir, quiet=quiet)
    now = current_table(reading, table)
    refuse_unread_patterns(now)
    found = explained(now, method.upper(), target, _headers(header or []))
    deliver(EXPLANATION_FORMATS[format_.value](found, layout_for(output)), output, quiet=quiet)
    return EXIT_DONE if found.answer is not None else EXIT_NO


def _headers(given: list[str]) -> dict[str, str]:
    found = {}
    for each in given:
        name, colon, content = each.partition(":")
        if not colon or not name.strip():
            raise InputError(f"--header {each}: expected 'NAME: VALUE', as in 'X-API-Version: 2'.")
        found[name.strip()] = content.strip()
    return found


@commands.command("set", epilog=SET_EXAMPLES)
def set_(
    which: Annotated[
        str,
        typer.Argument(
            metavar="SERVICE|ROUTE",
            autocompletion=service_names,
            help="A service, or a route by its id or by its method and path in quotes.",
            show_default=False,
        ),
    ],
    target: Annotated[TargetKind, typer.Option("--target", help="To whom.", show_default=False)],
    percent: Annotated[
        int | None,
        typer.Option(
            "--percent",
            min=0,
            max=100,
            metavar="N",
            help="With split: how many of 100 users. With shadow: of 100 requests.",
            show_default=False,
        ),
    ] = None,
    sticky: Annotated[
        bool | None,
        typer.Option(
            "--sticky/--no-sticky",
            help="With split: a user stays on one side. Default: yes.",
            show_default=False,
        ),
    ] = None,
    folder: options.FolderOption = None,
    split_file: options.SplitOption = None,
    table: TableOption = None,
    dry_run: DryRun = False,
    format_: options.DoneFormat = options.ShortFormat.TEXT,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> int:
    """Send the routes of a service, or one route, somewhere else: the table is edited in place.

    A gateway that watches the table follows at once. `--target monolith` is the way back.
    """
    from woosh_split.pipeline.routes import read_text, retargeted, wanted_target
    from woosh_split.reports.routes.merging import retargeted_lines

    wanted = wanted_target(target.value, percent, sticky)
    place = table_path(Reading(folder, split_file), table)
    text = read_text(place)
    if text is None:
        raise InputError(f"{place} does not exist. `woosh-split routes write` writes the routing table.")
    new, changes, skipped = retargeted(text, str(place), which, wanted)
    told = "\n".join(retargeted_lines(changes, skipped))
    written = bool(changes) and not dry_run
    if written:
        save(place, new)
    if format_ is options.ShortFormat.JSON:
        from woosh_split.reports.done import retargeted_json

        write_result(retargeted_json(place, changes, skipped, written=written), None)
    elif dry_run:
        write_result(told, None)
    if not dry_run and not quiet:
        complain(told)
    return EXIT_DONE


@commands.command("diff", epilog=DIFF_EXAMPLES)
def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="A routing table, or a revision of git that has it: a tag, a branch, a commit. OLD..NEW names both.",
            show_default=False,
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="Another one. Default: the table as it is.", show_default=False),
    ] = None,
    folder: options.FolderOption = None,
    split_file: options.SplitOption = None,
    table: TableOption = None,
    format_: options.ShortFormatOption = options.ShortFormat.TEXT,
    output: options.Output = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> int:
    """Compare two routing tables: routes that came, went, changed, or are sent elsewhere.

    Exit code 1 where they differ.
    """
    from woosh_split.artefacts.routes.difference import difference
    from woosh_split.pipeline.routes import load_table, table_at
    from woosh_split.reports.routes.difference import DIFFERENCE_FORMATS

    check_destination(output)
    place = table_path(Reading(folder, split_file), table)
    if new is None and ".." in old and not Path(old).exists():  # as git's own diff takes two revisions
        old, new = (each or "HEAD" for each in old.split("..", 1))
    found = difference(table_at(old, place), load_table(place) if new is None else table_at(new, place))
    deliver(DIFFERENCE_FORMATS[format_.value](found, layout_for(output)), output, quiet=quiet)
    return EXIT_NO if found else EXIT_DONE
