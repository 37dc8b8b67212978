"""Which files that are generated now are those that were generated elsewhere before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from woosh_split.artefacts.regeneration.matching import matches
from woosh_split.artefacts.regeneration.three_way import is_binary, lines_of

_ALIKE = 0.5
"""How much of two files must be the same, as for git."""


def find_renames(gone: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> dict[str, str]:
    """Return new path -> old path, each path once, the most similar pairs first.

    ``gone`` is what was generated, ``fresh`` what is generated for the first time. A pair has the same bytes, or the same
    file name and at least half of its lines in common.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, new in sorted(_pairs(gone, fresh)):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _pairs(gone: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> Iterator[tuple[float, str, str]]:
    for old, base in gone.items():
        name = PurePosixPath(old).name
        for new, data in fresh.items():
            if data == base:
                yield (-2.0 if PurePosixPath(new).name == name else -1.0), old, new
            elif PurePosixPath(new).name == name and (alike := _alike(base, data)) >= _ALIKE:
                yield -alike, old, new


def _alike(base: bytes, data: bytes) -> float:
    if is_binary(base) or is_binary(data):
        return 0.0
    first, second = lines_of(base), lines_of(data)
    return 2 * len(matches(first, second)) / max(len(first) + len(second), 1)
