"""Syntax trees within bounds: a file that somebody wrote to keep the parser busy is given up, always at the same place."""

from __future__ import annotations

from tree_sitter import Parser, Point, Tree

CHUNK = 8_192
"""Bytes that the parser is handed at once: how often it asks says how often it goes over the same text."""
STEPS_PER_CHUNK = 512
"""Looks at its own progress that it may take for each chunk, each after a hundred steps; code takes thirty."""
READS_PER_CHUNK = 20
"""Times that it may ask for each chunk; code takes one or two."""


class TooHardError(RecursionError):
    """The parser would need far longer for a text than for any code of its length."""


class _Effort:
    def __init__(self, source: bytes) -> None:
        self._source = source
        chunks = len(source) // CHUNK + 4
        self._reads, self._steps = READS_PER_CHUNK * chunks, STEPS_PER_CHUNK * chunks

    def read(self, offset: int, place: Point) -> bytes:
        self._reads -= 1
        return self._source[offset : offset + CHUNK]

    def is_too_much(self, *progress: object) -> bool:
        self._steps -= 1
        return self._steps < 0 or self._reads < 0


def parsed(parser: Parser, source: bytes) -> Tree:
    """Return the tree of a text.

    What fits into one chunk takes a moment, whatever it says, and is handed over whole: what the parser asks for piece by
    piece it never lets go of (tree-sitter 0.26).

    Raises:
        TooHardError: it would take far too long.
    """
    if len(source) <= CHUNK:
        return parser.parse(source)
    effort = _Effort(source)
    try:
        return parser.parse(effort.read, progress_callback=effort.is_too_much)
    except ValueError as error:
        parser.reset()  # it would go on with this text where it is given another one
        raise TooHardError("it takes far too long to parse") from error
