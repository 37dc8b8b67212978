"""Results leave here: to stdout, or to a file that is either complete or untouched."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from woosh_split.apply.files import replace_file
from woosh_split.cli.console import complain, harmless, has_colour, is_terminal, report_width
from woosh_split.errors import InputError

if TYPE_CHECKING:
    from woosh_split.reports.layout import Layout
    from woosh_split.reports.packed_text import LongText

STDOUT = Path("-")
_AT_ONCE = 1 << 20


def check_destination(path: Path | None) -> None:
    """Refuse a destination that cannot work before minutes are spent on the result.

    Raises:
        InputError: the folder does not exist or cannot be written, or the path is a folder.
    """
    if path is None or path == STDOUT or _is_device(path):
        return
    if path.is_dir():
        raise InputError(
            f"--output {path} is a folder. Give the name of a file, for example {path / 'facts.json'}."
        )
    folder = path.parent
    if not folder.is_dir():
        raise InputError(f"--output {path}: the folder {folder} does not exist. Create it first.")
    if not os.access(folder, os.W_OK):
        raise InputError(
            f"--output {path}: no permission to write in its folder ({folder}). Give another one."
        )


def write_result(text: str | LongText, path: Path | None) -> None:
    r"""Write a result to the file, or to stdout where no file is given.

    A lone surrogate (half of a file name that is not UTF-8) becomes its ``\udcxx`` escape, which is also how
    JSON spells it.

    Raises:
        InputError: the file or stdout cannot be written; a file that was there before is unchanged.
        BrokenPipeError: the reader of stdout has gone.
    """
    if path is None or path == STDOUT:
        _write_stdout(text)
    elif _is_device(path):
        _write_device(_encoded(text), path)
    else:
        _replace(_encoded(text), path)


def _encoded(text: str | LongText) -> Iterator[bytes]:
    """Yield the bytes of a text that ends its last line; a second copy of a large one would be the peak of a run."""
    piece = b""
    for piece in _pieces(text) if isinstance(text, str) else text.encoded():
        yield piece
    if not piece.endswith(b"\n"):
        yield b"\n"


def _pieces(text: str) -> Iterator[bytes]:
    for start in range(0, len(text), _AT_ONCE):
        yield text[start : start + _AT_ONCE].encode("utf-8", "backslashreplace")


def deliver(text: str | LongText, path: Path | None, *, quiet: bool) -> None:
    """Write a result as :func:`write_result` does, and say on stderr which file it went to.

    Raises:
        InputError: the file or stdout cannot be written.
        BrokenPipeError: the reader of stdout has gone.
    """
    write_result(text, path)
    if goes_to_file(path) and not quiet:
        complain(f"Wrote {path}.")


def goes_to_file(path: Path | None) -> bool:
    """Whether ``--output`` names a file, and neither nothing nor ``-``."""
    return path is not None and path != STDOUT


def layout_for(path: Path | None) -> Layout:
    """Return how wide and colourful a result may be: a file gets neither a terminal's width nor its colours."""
    from woosh_split.reports.layout import Layout

    if goes_to_file(path):
        return Layout()
    return Layout(width=report_width(sys.stdout), colour=has_colour(sys.stdout))


def _write_stdout(text: str | LongText) -> None:
    """Give a file or a pipe UTF-8 whatever the locale says, and a terminal what it can show."""
    stdout: TextIO | None = sys.stdout
    if stdout is None:
        raise InputError(
            "stdout is closed, so the result has nowhere to go. Give it one, or name a file with --output."
        )
    pieces: Iterable[bytes] = _encoded(text)
    if is_terminal(stdout):
        shown = harmless(b"".join(pieces).decode("utf-8"), colours=True)
        pieces = [shown.encode(stdout.encoding, "backslashreplace")]
    try:
        stdout.flush()
        stdout.buffer.writelines(pieces)
        stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise InputError(f"stdout cannot be written: {error.strerror}. Nothing else was changed.") from error


def _write_device(data: Iterable[bytes], path: Path) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"--output {path} cannot be written: {error.strerror}.") from error


def _replace(data: Iterable[bytes], path: Path) -> None:
    try:
        replace_file(path, data)
    except OSError as error:
        raise InputError(
            f"--output {path} cannot be written: {error.strerror}. Make room or give another place; "
            "nothing was changed."
        ) from error


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def abandon_stdout() -> None:
    """Point stdout at nothing, so that the flush at exit cannot fail once more."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
