"""The facts file as lines of text: facts in it are changed without reading it whole.

Turning the facts of five thousand files into JSON again takes longer than all that a small change asks for otherwise. It is
one fact a line (``reports.json``), so the lines that name something can be found, read and written by themselves. The text
comes in pieces of whole lines, as UTF-8; each piece but the first begins with the end of the line before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

Change = Callable[[str, dict[str, Any]], None]
"""Changes a fact in its place; it is told the key of the list that the fact stands in."""

_FEW = 4
_HEADING = b'\n  "'
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def with_more_lines(piece: bytes, more: int) -> bytes:
    """Return the first piece with another number of lines of code in it, which end the monolith's own line."""
    first, second, monolith, rest = piece.split(b"\n", 3)
    changed = re.sub(rb"(?<=\"lines\": )\d+(?=\},?$)", lambda found: b"%d" % (int(found[0]) + more), monolith)
    return b"\n".join((first, second, changed, rest))


def as_written(value: object) -> bytes:
    """Return a value as it stands in a facts file; a text with its quotes."""
    return _encode(value).encode("utf-8", "backslashreplace")


def listed(pieces: Sequence[bytes], heading: str) -> bytes:
    """Return the lines of one list; of an empty one some that follow it.

    The last pieces are looked at first: the short lists stand there.
    """
    begin = b'\n  "%b": [' % heading.encode()
    found: list[bytes] = []
    for piece in reversed(pieces):
        start = piece.rfind(begin)
        found.append(piece[max(start, 0) :])
        if start >= 0:
            whole = b"".join(reversed(found))
            end = whole.find(b"\n  ]")
            return whole[: end if end >= 0 else None]
    return b""


def with_changed(pieces: Iterable[bytes], words: Sequence[str], change: Change) -> Iterator[bytes]:
    """Yield the pieces; ``change`` sees every fact that has one of the words for a value, or in a list of one."""
    if not words:
        yield from pieces
        return
    positions = _finder([as_written(word) for word in words])
    before: list[bytes] = []
    for piece in pieces:
        spans = _spans(piece, positions(piece))
        yield b"".join(_parts(piece, spans, before, change)) if spans else piece
        before.append(piece)


def _finder(words: Sequence[bytes]) -> Callable[[bytes], Iterator[int]]:
    """Return what yields the places of the words in a piece: a few are looked for one by one, many at once.

    Ten megabytes are searched for one word in a millisecond, by a regular expression in four, however many words it has.
    """
    if len(words) > _FEW:
        pattern = re.compile(b"|".join(map(re.escape, words)))
        return lambda piece: (found.start() for found in pattern.finditer(piece))
    return lambda piece: (at for word in words for at in _places(piece, word))


def _places(piece: bytes, word: bytes) -> Iterator[int]:
    at = piece.find(word)
    while at >= 0:
        yield at
        at = piece.find(word, at + 1)


def _spans(piece: bytes, places: Iterable[int]) -> list[tuple[int, int]]:
    """Return where the lines begin and end that hold one of the places."""
    found: set[tuple[int, int]] = set()
    for at in places:
        end = piece.find(b"\n", at)
        found.add((piece.rfind(b"\n", 0, at) + 1, end if end >= 0 else len(piece)))
    return sorted(found)


def _parts(
    piece: bytes, spans: list[tuple[int, int]], before: Sequence[bytes], change: Change
) -> Iterator[bytes]:
    """Yield a piece with the facts changed that stand at ``spans``; ``before`` are the pieces in front of it."""
    done = seen = 0
    heading = b""
    for start, end in spans:
        heading = _heading_before(piece, start, seen) or heading or _last_heading(before)
        seen = start - 1
        line = piece[start:end]
        if line.startswith(b"    {"):
            fact = json.loads(line.removesuffix(b","))
            change(heading.decode(), fact)
            yield piece[done:start]
            yield b"    " + as_written(fact) + (b"," if line.endswith(b",") else b"")
            done = end
    yield piece[done:]


def _last_heading(pieces: Sequence[bytes]) -> bytes:
    return next(filter(None, (_heading_before(piece, len(piece)) for piece in reversed(pieces))), b"")


def _heading_before(piece: bytes, end: int, start: int = 0) -> bytes:
    """Return the last key of a list or fact of the file's own that stands before a place, empty where there is none."""
    at = piece.rfind(_HEADING, max(start, 0), end)
    begin = at + len(_HEADING)
    return piece[begin : piece.find(b'"', begin)] if at >= 0 else b""
