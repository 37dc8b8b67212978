"""Every error that a user can act on.

::

    WooshSplitError
    ├── InputError            exit 2: a file, an option or a folder is not what it should be
    │   └── NothingFound      exit 2: the folder holds no monolith that we know
    ├── DatabaseError         exit 2: the server is away, refuses us, or was lost half-way
    └── Refusal               exit 1: what was asked for is possible, and the answer is no

An error's text is one paragraph: what is wrong, where, and what to do about it. Whatever else is raised is a
bug of ours and leaves with exit code 70.
"""

from __future__ import annotations

EXIT_DONE = 0
EXIT_NO = 1
EXIT_CANNOT = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


class WooshSplitError(Exception):
    """The root: something that the user can mend."""

    exit_code = EXIT_CANNOT


class InputError(WooshSplitError):
    """A file, an option or a folder is not what it should be."""


class NothingFound(InputError):  # noqa: N818 - reads as the finding that it is
    """The folder holds nothing that could be analysed."""


class DatabaseError(WooshSplitError):
    """The database server could not be reached, refused us, or was lost half-way."""


class ReaderGoneError(BrokenPipeError):
    """The reader of stdout has left before the end; the answer is what it is, and so is the exit code."""

    def __init__(self, exit_code: int) -> None:
        super().__init__()
        self.exit_code = exit_code


class Refusal(WooshSplitError):  # noqa: N818 - reads as the answer that it is
    """The answer is no: a check before the work fails, or a lock cannot be had in time."""

    exit_code = EXIT_NO
