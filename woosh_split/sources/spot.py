"""A word of a file, and how one is found on a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woosh_split.records import dataclass

_IN_WORD = re.compile(r"[\w$]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of a file: its line, where it begins and where it ends (exclusive), in characters from 1."""

    line: int
    column: int
    end_column: int


def word_on(text: str, line: int, words: Sequence[str]) -> Spot | None:
    """Return the first of some words that stands on a line; one that begins with a dot is a method that is called."""
    for word in words:
        name = word.removeprefix(".")
        found = (_as_word if name == word else _as_call)(name, text) if name else -1
        if found >= 0:
            return Spot(line, found + 1, found + len(name) + 1)
    return None


def whole_line(text: str, line: int) -> Spot:
    """Return a line without its indentation."""
    start = len(text) - len(text.lstrip())
    return Spot(line, start + 1, max(len(text.rstrip()), start + 1) + 1)


def _as_word(word: str, text: str) -> int:
    """Return where a word stands in a text as a whole word, -1 where it does not.

    By hand, since a check asks for thousands of words once each: a pattern of its own would be compiled for every one.
    """
    at = text.find(word)
    while at >= 0 and (
        (at > 0 and _IN_WORD.match(text, at - 1) is not None)
        or _IN_WORD.match(text, at + len(word)) is not None
    ):
        at = text.find(word, at + 1)
    return at


def _as_call(name: str, text: str) -> int:
    """Return where a method of a name is called in a text, -1 where it is not."""
    at = text.find("." + name)
    while at >= 0:
        end = at + 1 + len(name)
        if _IN_WORD.match(text, end) is None and text[end:].lstrip()[:1] in ("(", "<", ""):
            return at + 1
        at = text.find("." + name, at + 1)
    return -1
