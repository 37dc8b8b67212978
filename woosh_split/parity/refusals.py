"""Statements that the database refused for want of a right: from the server's own list, or from what services printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from woosh_split.model.parity import Denied
from woosh_split.parity.processes import Child

_ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d +\d+:\d\d:\d\d (?P<user>[^\[\n]*)\[[^\]\n]*\] @ [^\n]*? ERROR (?P<code>\d+): (?P<text>.*?)"
    r"(?=^\d{4}-\d\d-\d\d +\d+:\d\d:\d\d |\Z)",
    re.MULTILINE | re.DOTALL,
)
_RIGHT = re.compile(
    r"(?P<verb>[\w ,]+?) command denied to user \S+ for (?P<kind>table|column|routine) "
    r"(?P<place>'[^']*'(?: in table '[^']*')?|`[^`]*`(?:\.`[^`]*`)?)"
)
_CODES = frozenset({"1044", "1142", "1143", "1227", "1356", "1370", "1449"})
"""Refusals, and views whose definer is away or may not read."""
_PRINTED = re.compile(
    r"[^\n]*(?:ER_(?:TABLE|COLUMN|DB|SPECIFIC_|PROC)ACCESS_DENIED_ERROR|command denied to user)[^\n]*"
)
_MAKES_IF_MISSING = re.compile(r"\s*CREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\b", re.IGNORECASE)
_LONGEST = 300


def refused_by_server(errors: Path, services: Mapping[str, str], known: frozenset[str]) -> tuple[Denied, ...]:
    """Return the refusals in a server's list of errors.

    ``services`` maps user names to services. ``known`` are the names in the monolith's own database, of columns as ``table.column`` in small letters: a server refuses
    what is not there to who has no right to know, and the monolith fails there too.
    """
    if not errors.is_file():
        return ()
    found = _ENTRY.finditer(errors.read_text("utf-8", "replace"))
    return _counted(
        _denied(services[entry["user"].strip()], entry["text"], known)
        for entry in found
        if entry["code"] in _CODES and entry["user"].strip() in services
    )


def refused_in_logs(children: Iterable[Child], known: frozenset[str]) -> tuple[Denied, ...]:
    """Return the refusals that services printed, as :func:`refused_by_server`; code that swallows them prints none."""
    return _counted(
        _denied(child.name, found[0], known)
        for child in children
        for found in _PRINTED.finditer(child.log.read_text("utf-8", "replace"))
    )


def _denied(service: str, text: str, known: frozenset[str]) -> Denied | None:
    told, _, statement = " ".join(text.split()).partition(" : ")
    right = _RIGHT.search(told)
    if right is None:
        return Denied(service, told[:_LONGEST], statement[:_LONGEST])
    names = re.findall(r"['`]([^'`]*)['`]", right["place"])
    name = names[-1].rsplit(".", 1)[-1]
    if name not in known or _MAKES_IF_MISSING.match(statement):
        return None  # a table that is there need not be made: stores of sessions ask for it at each start
    if right["kind"] == "column" and f"{name}.{names[0]}".lower() not in known:
        return None  # the monolith asks for a column that is not there, too, and is told so
    column = f"column {names[0]} of " if right["kind"] == "column" else ""
    return Denied(service, f"{right['verb'].strip().upper()} on {column}{name}", statement[:_LONGEST])


def _counted(found: Iterable[Denied | None]) -> tuple[Denied, ...]:
    first: dict[tuple[str, str], Denied] = {}
    for each in found:
        if each is not None:
            held = first.get((each.service, each.what))
            first[each.service, each.what] = replace(held, times=held.times + 1) if held else each
    return tuple(first[key] for key in sorted(first))
