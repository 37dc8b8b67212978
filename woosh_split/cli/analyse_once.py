"""The facts file of a monolith from a question to an exit code; nothing here knows typer, as in ``check_once``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli.output import check_destination, deliver
from woosh_split.cli.reading import facts_text_of
from woosh_split.errors import EXIT_DONE

if TYPE_CHECKING:
    from woosh_split.cli.workspace import Reading


def run(reading: Reading, output: Path | None) -> int:
    """Read the monolith, write its facts file, and return the exit code.

    Raises:
        InputError: the monolith cannot be read, or the file or stdout cannot be written.
        DatabaseError: a server is named and cannot be read.
        BrokenPipeError: the reader of stdout has gone.
    """
    check_destination(output)
    deliver(facts_text_of(reading.path or Path(), reading), output, quiet=reading.quiet)
    return EXIT_DONE
