"""What the two ends of the terminal can show, and the one way to complain.

Nothing here imports rich: it is on the start-up path of every command.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import TextIO

from woosh_split.model.url_passwords import masked_urls

NARROWEST_PAGE = 72

PLAIN_WIDTH = 100
"""Columns of a report that goes into a file or a pipe."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\r(?!\n)")
_CONTROL_BUT_COLOUR = re.compile(rf"(?!\x1b\[[0-9;]{{0,20}}m)(?:{_CONTROL.pattern})")
_COMMAND = re.compile(r"^(\s*)::", re.MULTILINE)
_OFF = {"", "0", "false", "no", "off"}


def complain(text: str, *, with_traceback: bool = False) -> None:
    """Say on stderr what went wrong; passwords of URLs are masked, in the traceback too."""
    if with_traceback:
        import traceback

        text = f"{traceback.format_exc()}{text}"
    stderr = sys.stderr
    encoding = getattr(stderr, "encoding", None) or "utf-8"
    safe = harmless(masked_urls(text)).encode(encoding, "backslashreplace").decode(encoding)
    try:
        stderr.write(f"{safe}\n")
        stderr.flush()
    except OSError:  # stderr is closed or full: nobody is left to be told
        return


def harmless(text: str, *, colours: bool = False) -> str:
    r"""Return the text with control characters spelled (``\x1b``): a file of the monolith may be named after them.

    Line ends and tabs stay, and the ``colours`` of a report. On GitHub no line is a command, as ``::error::`` would be.
    """
    found = (_CONTROL_BUT_COLOUR if colours else _CONTROL).sub(lambda each: ascii(each[0])[1:-1], text)
    return (
        _COMMAND.sub(r"\1: :", found) if os.environ.get("GITHUB_ACTIONS") == "true" and not colours else found
    )


def complain_from_handler(text: str) -> None:
    """Say on stderr what a signal handler has to say.

    The program may be in the middle of saying something else, and Python refuses to write into a stream twice at once.
    """
    with contextlib.suppress(OSError):
        os.write(2, f"{text}\n".encode())


def wants_debug(arguments: list[str]) -> bool:
    """Whether the user asked for tracebacks; read before parsing, since parsing itself may fail."""
    return "--debug" in arguments or is_on("WOOSH_SPLIT_DEBUG")


def wants_json(arguments: list[str]) -> bool:
    """Whether this is a check whose result is read by a program as JSON from stdout."""
    if arguments[:1] != ["check"] or any(each.startswith(("--output", "-o")) for each in arguments):
        return False
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(
        word in ("--format=json", "-fjson") or (word in ("--format", "-f") and value == "json")
        for word, value in pairs
    )


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads this stream now; None is one that was closed before we began."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def has_colour(stream: TextIO | None) -> bool:
    """Whether to colour what goes to the stream: NO_COLOR wins, then FORCE_COLOR, then what it is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def report_width(stream: TextIO | None) -> int:
    """Columns for a report: ``COLUMNS``, the terminal's own width, or a plain default."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        return max(int(asked), NARROWEST_PAGE)
    if not is_terminal(stream):
        return PLAIN_WIDTH
    import shutil  # it brings compression along, and most runs end without a table

    return max(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, NARROWEST_PAGE)


def is_on(variable: str) -> bool:
    """Whether a variable of the environment says yes; anything does that is not one of the ways to say no."""
    return os.environ.get(variable, "").lower() not in _OFF
