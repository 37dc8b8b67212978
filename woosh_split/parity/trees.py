"""Where two JSON values differ, as paths; masks are such paths with ``[*]`` for any place of a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from woosh_split.parity.moments import Run, same_moment

ABSENT = "(absent)"
REORDERED = "(the same elements in another order)"
_SHORT = 120
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Unlike:
    """One place where two values differ; ``one`` and ``other`` are JSON, or ``(absent)``."""

    path: str
    one: str
    other: str


def unlike(one: Any, other: Any, run: Run, path: str = "$") -> Iterator[Unlike]:
    """Yield the places where two JSON values are not the same; keys have no order, lists have one."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            below = f"{path}.{key}"
            if key not in other:
                yield Unlike(below, shown(one[key]), ABSENT)
            elif key not in one:
                yield Unlike(below, ABSENT, shown(other[key]))
            else:
                yield from unlike(one[key], other[key], run, below)
    elif isinstance(one, list) and isinstance(other, list) and _is_reordered(one, other):
        yield Unlike(path, shown(one), REORDERED)
    elif isinstance(one, list) and isinstance(other, list):
        for index in range(max(len(one), len(other))):
            below = f"{path}[{index}]"
            if index >= len(other):
                yield Unlike(below, shown(one[index]), ABSENT)
            elif index >= len(one):
                yield Unlike(below, ABSENT, shown(other[index]))
            else:
                yield from unlike(one[index], other[index], run, below)
    elif not _same_leaf(one, other) and not same_moment(one, other, run):
        yield Unlike(path, shown(one), shown(other))


def _is_reordered(one: list[Any], other: list[Any]) -> bool:
    if len(one) != len(other) or len(one) < 2:
        return False
    first, second = ([json.dumps(item, sort_keys=True) for item in each] for each in (one, other))
    return first != second and sorted(first) == sorted(second)


def _same_leaf(one: Any, other: Any) -> bool:
    """Whether two leaves are the same: ``1`` is not ``true`` and not ``1.0``, as the texts were not."""
    return type(one) is type(other) and one == other


def shown(value: Any) -> str:
    """Return a value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def anywhere(path: str) -> str:
    """Return the path with every place of a list as any place."""
    return _INDEX.sub("[*]", path)


def is_masked(path: str, masks: frozenset[str]) -> bool:
    """Whether a path, or one above it, is masked; masks may have ``[*]`` for any place of a list."""
    if not masks:
        return False
    general = anywhere(path)
    return any(_is_below(path, mask) or _is_below(general, mask) for mask in masks)


def _is_below(path: str, mask: str) -> bool:
    return path == mask or (path.startswith(mask) and path[len(mask)] in ".[")
