"""The options that mean the same in every command."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from woosh_split.cli.completing import phase_ids


class Format(StrEnum):
    """How the facts are written down."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    MERMAID = "mermaid"
    DOT = "dot"


class ShortFormat(StrEnum):
    """How a result that people or programs read is written down."""

    TEXT = "text"
    JSON = "json"


Root = Annotated[Path, typer.Argument(metavar="PATH", help="The folder of the monolith.", show_default=True)]

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="PATH",
        help="The folder of the monolith. Default: that of the split file, found upwards.",
        show_default=False,
    ),
]

FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--path",
        metavar="PATH",
        help="The folder of the monolith. Default: that of the split file, found upwards.",
        show_default=False,
    ),
]
"""The same for commands whose arguments are something else."""

Phase = Annotated[
    str, typer.Argument(metavar="PHASE", help="The phase, as `plan` names it.", autocompletion=phase_ids)
]

Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit code 1 where the files are not current.")
]

Force = Annotated[
    bool, typer.Option("--force", help="Take over a folder whose files are not known to be generated.")
]

SplitOption = Annotated[
    Path | None,
    typer.Option("--split", metavar="FILE", help="The split file. Default: woosh-split.yaml in PATH."),
]

FactsFile = Annotated[
    Path | None,
    typer.Option(
        "--facts", metavar="FILE", help="Take the facts from this file instead of reading the code."
    ),
]

Project = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="In a monorepo: the application to analyse, by name or folder."),
]

Dumps = Annotated[
    list[str] | None,
    typer.Option(
        "--dump",
        metavar="FILE",
        help="SQL dump, relative to PATH; may be repeated. Default: all that are found.",
    ),
]

Clients = Annotated[
    list[str] | None,
    typer.Option(
        "--client",
        metavar="FOLDER",
        help="Folder of a Flutter app, relative to PATH; may be repeated. Default: all that are found.",
    ),
]

Database = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="WOOSH_SPLIT_DATABASE",
        show_default=False,
        help="Read the schema of this server too, for example mysql://reader@localhost/shop. It is only read.",
    ),
]

UserHost = Annotated[str, typer.Option(metavar="HOST", help="From where the services' users may log in.")]

PlainGrants = Annotated[
    bool, typer.Option("--plain-grants", help="Grant to the users themselves instead of a role for each.")
]

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to write the result.")]

ShortFormatOption = Annotated[ShortFormat, typer.Option("--format", "-f", help="How to write it.")]

DoneFormat = Annotated[
    ShortFormat, typer.Option("--format", "-f", help="How to tell what was done; json goes to stdout.")
]

Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to this file instead of stdout; complete or not at all."
    ),
]

Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PARTS", help="Only these parts, in full: tables,transactions and the like; comma-separated."
    ),
]

NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file again and keep nothing.")]

CacheDir = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        envvar="WOOSH_SPLIT_CACHE_DIR",
        help="Where facts are kept between runs. Default: .woosh_split_cache in PATH.",
        show_default=False,
    ),
]

Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=0, metavar="N", help="Number of processes; 0 for as many as are useful."
    ),
]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")]

Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say on stderr how long each stage takes.")]

Debug = Annotated[
    bool,
    typer.Option(
        "--debug", envvar="WOOSH_SPLIT_DEBUG", help="Show the traceback of an error.", show_default=False
    ),
]
