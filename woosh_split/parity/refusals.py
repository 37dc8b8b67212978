"""Statements that the database refused for want of a right: from the server's own list, or from what services printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from woosh_split.model.parity import Denied
from woosh_split.parity.processes import Child

_ERROR = re.compile(
    r"^(?P<when>\d{4}-\d\d-\d\d +\d+:\d\d:\d\d) (?P<user>[^\[\n]*)\[[^\]\n]*\] @ .*? ERROR (?P<code>\d+): (?P<text>.*?)"
    r"(?=^\d{4}-\d\d-\d\d +\d+:\d\d:\d\d |\Z)",
    re.MULTILINE | re.DOTALL,
)
_CODES = frozenset({"1044", "1045", "1142", "1143", "1227", "1356", "1370", "1449"})
_PRINTED = re.compile(
    r"[^\n]*(?:ER_(?:TABLE|COLUMN|DB|SPECIFIC_|PROC)ACCESS_DENIED_ERROR|command denied to user)[^\n]*"
)
_LONGEST = 300


def refused_by_server(errors: Path, services: Mapping[str, str]) -> tuple[Denied, ...]:
    """Return the refusals in a server's list of errors; ``services`` maps user names to services."""
    if not errors.is_file():
        return ()
    text = errors.read_text("utf-8", "replace")
    return _counted(
        (services[found["user"].strip()], found["text"])
        for found in _ERROR.finditer(text)
        if found["code"] in _CODES and found["user"].strip() in services
    )


def refused_in_logs(children: Iterable[Child]) -> tuple[Denied, ...]:
    """Return the refusals that services printed; code that swallows them prints none."""
    return _counted(
        (child.name, found[0])
        for child in children
        for found in _PRINTED.finditer(child.log.read_text("utf-8", "replace"))
    )


def _counted(found: Iterable[tuple[str, str]]) -> tuple[Denied, ...]:
    counted = Counter((service, " ".join(text.split())[:_LONGEST]) for service, text in found)
    return tuple(Denied(service, text, times) for (service, text), times in sorted(counted.items()))
