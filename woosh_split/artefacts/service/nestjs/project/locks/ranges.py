"""Whether a version lies in a range, as npm judges peers; what cannot be read is taken to fit."""

from __future__ import annotations

import re

_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?(?:\+[\w.-]+)?")
_PART = re.compile(
    r"(\^|~|>=|<=|>|<|=)?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(-[\w.-]+)?(?:\+[\w.-]+)?"
)
_HYPHEN = re.compile(r"^\s*(\S+)\s+-\s+(\S+)\s*$")
_Numbers = tuple[int, int, int]


def satisfies(version: str, wanted: str) -> bool:
    """Tell whether a version lies in a range such as ``^9.0.0 || >=10.1``; a prerelease counts as what it leads to."""
    found = _VERSION.fullmatch(version.strip())
    if found is None:
        return True
    numbers = (int(found[1]), int(found[2]), int(found[3]))
    return any(_in_all(numbers, each) for each in wanted.split("||"))


def _in_all(version: _Numbers, parts: str) -> bool:
    hyphen = _HYPHEN.match(parts)
    text = f">={hyphen[1]} <={hyphen[2]}" if hyphen is not None else parts
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        part = _PART.match(text, at)
        if part is None:
            return True  # a tag, an address
        at = part.end()
        if not _in_one(version, part):
            return False
    return True


def _in_one(version: _Numbers, part: re.Match[str]) -> bool:
    given = [int(each) for each in (part[2], part[3], part[4]) if each is not None and each.isdigit()]
    if not given:
        return True
    low = _filled(given)
    # The first version behind those that the written numbers name: 9 is all of 9, 9.1 all of 9.1.
    behind = _filled([*given[:-1], given[-1] + 1])
    sign = part[1]
    if sign == ">":
        return version >= behind
    if sign == ">=":
        return version >= low
    if sign == "<":
        return version < low
    if sign == "<=":
        return version < behind
    if sign == "^":
        first = next((place for place, number in enumerate(given) if number), len(given) - 1)
        behind = _filled([*given[:first], given[first] + 1])
    elif sign == "~":
        behind = _filled([*given[:1], given[1] + 1] if len(given) > 1 else [given[0] + 1])
    return low <= version < behind


def _filled(numbers: list[int]) -> _Numbers:
    one, two, three = [*numbers, 0, 0][:3]
    return one, two, three
