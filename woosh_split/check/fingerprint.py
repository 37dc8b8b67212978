"""The fingerprint of a violation: the same in the baseline, in SARIF and for GitLab, and no line in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256

from woosh_split.model.violation import BaselineEntry, Violation

DIGITS = 32
ORDINALS = 10_000
"""Equal violations in one method beyond which an entry is taken for edited by hand."""
Key = tuple[str, str, str, str, str, str]


def key_of(item: Violation | BaselineEntry) -> Key:
    """Return what equal violations have in common: code, from, to, path, ``Class.method`` and target."""
    return (item.code, item.from_service, item.to_service, item.path, item.symbol, item.target)


@cache
def fingerprint(key: Key, ordinal: int) -> str:
    """Return the fingerprint of the ``ordinal``-th violation (from 0) of those with the same key.

    SHA-256 over the parts, each preceded by its length in bytes so that no two different lists spell the same
    text; the first 128 bits of it, in hexadecimal digits. Known violations ask for each one twice: where they are found,
    and where the baseline is read.
    """
    text = b"".join([_part(part) for part in (*key, str(ordinal))])
    return sha256(text).hexdigest()[:DIGITS]


def with_fingerprints(violations: Sequence[Violation]) -> tuple[Violation, ...]:
    """Return the violations in the order of their places, each with its fingerprint."""
    counts: dict[Key, int] = defaultdict(int)
    found = []
    for each in sorted(violations, key=place_order):
        key = key_of(each)
        found.append(replace(each, fingerprint=fingerprint(key, counts[key])))
        counts[key] += 1
    return tuple(found)


def place_order(each: Violation) -> tuple[object, ...]:
    """Order violations by file, place and code."""
    return (each.path, each.line, each.column, each.code, each.to_service, each.target, each.symbol)


def _part(text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    return b"%d:%b" % (len(data), data)
