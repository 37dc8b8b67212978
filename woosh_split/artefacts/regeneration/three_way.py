"""A person's text and the generator's, brought together over the text that both come from.

The rule is that of diff3 (Khanna, Kunal and Pierce, A Formal Investigation of Diff3, 2007): where all three agree the text
stands; between two such places the side that changed wins, and where both did and differ, both are shown between marks.
Texts are bytes, so whatever stands in them survives: ends of lines, a mark of the byte order, a missing last newline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from woosh_split.artefacts.regeneration.matching import matches

YOURS, MIDDLE, GENERATED = b"<<<<<<< yours", b"=======", b">>>>>>> generated"
_MARKS = re.compile(rb"^<<<<<<< yours\r?$.*?^=======\r?$.*?^>>>>>>> generated\r?$", re.MULTILINE | re.DOTALL)
Part = tuple[Sequence[bytes], Sequence[bytes] | None]
"""Lines and None where they are settled, the lines of both sides where they are not."""
_LOOKED_AT = 8000
"""How many bytes git looks at before it calls a file text, too."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that came out, and how many places in it a person has to settle."""

    data: bytes
    conflicts: int


def is_binary(data: bytes) -> bool:
    """Whether a file is no text: a NUL stands near its beginning, which is git's test."""
    return b"\0" in data[:_LOOKED_AT]


def has_marks(data: bytes) -> bool:
    """Whether a place is left that an earlier merge could not settle."""
    return _MARKS.search(data) is not None


def three_way(base: bytes, yours: bytes, generated: bytes) -> Merged:
    """Return the merge of two texts that come from ``base``.

    Where one side only changed the ends of lines, all of them, the other side's changes are taken with these ends.
    """
    if yours == generated or generated == base:
        return Merged(yours, 0)
    if yours == base:
        return Merged(generated, 0)
    base, yours, generated = _with_same_ends(base, yours, generated)
    return _written(_chunks(lines_of(base), lines_of(yours), lines_of(generated)), yours or generated)


def two_way(yours: bytes, generated: bytes) -> Merged:
    """Return the merge of two texts whose origin is not known: what they share stands, all else is to be settled."""
    if yours == generated:
        return Merged(yours, 0)
    _, yours, generated = _with_same_ends(generated, yours, generated)
    return _written(_differences(lines_of(yours), lines_of(generated)), yours or generated)


def _written(parts: Iterable[Part], like: bytes) -> Merged:
    end = b"\r\n" if _end_of(like) == b"\r\n" else b"\n"
    out: list[bytes] = []
    conflicts = 0
    for ours, theirs in parts:
        if theirs is None:
            out.extend(ours)
        else:
            conflicts += 1
            out.extend(_conflict(ours, theirs, end))
    return Merged(b"".join(out), conflicts)


def _differences(yours: Sequence[bytes], generated: Sequence[bytes]) -> Iterator[Part]:
    at = other = 0
    for stop, other_stop in (*matches(yours, generated), (len(yours), len(generated))):
        if at < stop or other < other_stop:
            yield yours[at:stop], generated[other:other_stop]
        yield yours[stop : stop + 1], None
        at, other = stop + 1, other_stop + 1


def _chunks(base: Sequence[bytes], yours: Sequence[bytes], generated: Sequence[bytes]) -> Iterator[Part]:
    """Yield the parts of the result in order."""
    to_yours, to_generated = dict(matches(base, yours)), dict(matches(base, generated))
    stable = [(at, to_yours[at], to_generated[at]) for at in to_yours if at in to_generated]
    start = (0, 0, 0)
    for stop in (*stable, (len(base), len(yours), len(generated))):
        old, ours, theirs = (
            side[low:high] for side, low, high in zip((base, yours, generated), start, stop, strict=True)
        )
        if ours == theirs or theirs == old:
            yield ours, None
        elif ours == old:
            yield theirs, None
        else:
            yield from _narrowed(ours, theirs)
        yield yours[stop[1] : stop[1] + 1], None  # the line that all three share, none at the end
        start = (stop[0] + 1, stop[1] + 1, stop[2] + 1)


def _narrowed(ours: Sequence[bytes], theirs: Sequence[bytes]) -> Iterator[Part]:
    """Yield a conflict without the lines at its ends that both sides wrote."""
    shorter = min(len(ours), len(theirs))
    head = next((at for at in range(shorter) if ours[at] != theirs[at]), shorter)
    tail = next((at for at in range(shorter - head) if ours[-1 - at] != theirs[-1 - at]), shorter - head)
    yield ours[:head], None
    yield ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    yield ours[len(ours) - tail :], None


def _conflict(ours: Sequence[bytes], theirs: Sequence[bytes], end: bytes) -> Iterator[bytes]:
    yield YOURS + end
    yield from _closed(ours, end)
    yield MIDDLE + end
    yield from _closed(theirs, end)
    yield GENERATED + end


def _closed(lines: Sequence[bytes], end: bytes) -> Iterator[bytes]:
    """Yield lines, the last with an end, since a mark stands on a line of its own."""
    yield from lines
    if lines and not lines[-1].endswith(b"\n"):
        yield end


def lines_of(data: bytes) -> list[bytes]:
    """Return the lines with their ends; only a line feed ends one, as in git."""
    lines = data.split(b"\n")
    last = lines.pop()
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _with_same_ends(base: bytes, yours: bytes, generated: bytes) -> tuple[bytes, bytes, bytes]:
    ends = [_end_of(data) for data in (base, yours, generated)]
    if None in ends or len(set(ends)) == 1:
        return base, yours, generated
    wanted = ends[1] if ends[1] != ends[0] else ends[2]
    first, second, third = (
        data.replace(b"\r\n", b"\n").replace(b"\n", wanted or b"\n") for data in (base, yours, generated)
    )
    return first, second, third


def _end_of(data: bytes) -> bytes | None:
    """Return how all lines of a text end, None where they differ or there is no end."""
    all_ends, windows = data.count(b"\n"), data.count(b"\r\n")
    if not all_ends or 0 < windows < all_ends:
        return None
    return b"\r\n" if windows else b"\n"
