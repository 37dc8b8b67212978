"""Metrics in the text format of Prometheus, read, and what grew between two readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Series = Mapping[tuple[str, frozenset[tuple[str, str]]], float]
"""A value by name and labels."""

_LINE = re.compile(r"^([A-Za-z_:][A-Za-z0-9_:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$")
_LABEL = re.compile(r'\s*([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)"\s*(?:,|$)')
_ESCAPED = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}


def read_metrics(text: str) -> Series:
    """Return the series of a text; lines that are none are left out."""
    found: dict[tuple[str, frozenset[tuple[str, str]]], float] = {}
    for line in text.split("\n"):
        match = None if line.startswith("#") else _LINE.match(line.strip())
        if match is None:
            continue
        try:
            value = float(match[3])
        except ValueError:
            continue
        found[match[1], frozenset(_labels(match[2] or ""))] = value
    return found


def _labels(text: str) -> Iterator[tuple[str, str]]:
    # One after the other: to look for the next one anywhere would take the square of a line's length.
    found = _LABEL.match(text)
    while found is not None:
        yield found[1], re.sub(r"\\[\\\"n]", lambda match: _ESCAPED[match[0]], found[2])
        found = _LABEL.match(text, found.end())


def grown(before: Series, now: Series) -> Series:
    """Return by how much each counter grew; one that is lower than before began anew, with its process."""
    return {
        key: value - before.get(key, 0.0) if value >= before.get(key, 0.0) else value
        for key, value in now.items()
    }
