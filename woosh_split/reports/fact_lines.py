"""The facts file as lines of text: facts in it are changed without reading it whole.

Turning the facts of five thousand files into JSON again takes longer than all that a small change asks for otherwise. It is
one fact a line (``reports.json``), so the lines that name something can be found, read and written by themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Change = Callable[[str, dict[str, Any]], None]
"""Changes a fact in its place; it is told the key of the list that the fact stands in."""

_HEADING = '\n  "'
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_in_text = json.JSONEncoder(ensure_ascii=False).encode


def with_more_lines(text: str, more: int) -> str:
    """Return a facts file with another number of lines of code in it, which end the monolith's own line."""
    first, second, monolith, rest = text.split("\n", 3)
    changed = re.sub(r"(?<=\"lines\": )\d+(?=\},?$)", lambda found: str(int(found[0]) + more), monolith)
    return "\n".join((first, second, changed, rest))


def quoted(word: str) -> str:
    """Return a text as it stands in a facts file, quotes included."""
    return _in_text(word)


def with_changed(text: str, words: Iterable[str], change: Change) -> str:
    """Return a facts file in which ``change`` saw every fact that has one of the words for a value, or in a list of one."""
    parts: list[str] = []
    done = 0
    for heading, start, end in _headed(text, sorted(_spans(text, words))):
        line = text[start:end]
        if line.startswith("    {"):
            fact = json.loads(line.removesuffix(","))
            change(heading, fact)
            parts += (text[done:start], "    ", _encode(fact), "," if line.endswith(",") else "")
            done = end
    return "".join((*parts, text[done:]))


def _spans(text: str, words: Iterable[str]) -> set[tuple[int, int]]:
    """Return where the lines begin and end that hold one of the words in quotes."""
    found: set[tuple[int, int]] = set()
    for word in map(quoted, words):
        at = text.find(word)
        while at >= 0:
            end = text.find("\n", at)
            found.add((text.rfind("\n", 0, at) + 1, end))
            at = text.find(word, end)
    return found


def _headed(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield each line of a list with the list's key."""
    heading = text.find(_HEADING)
    for start, end in spans:
        following = heading
        while 0 <= following < start:
            heading, following = following, text.find(_HEADING, following + 1, start)
        begin = heading + len(_HEADING)
        yield text[begin : text.find('"', begin)], start, end
