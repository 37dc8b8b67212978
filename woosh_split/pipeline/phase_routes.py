"""The routes of a phase's services: sent to them once the database is ready, and back to the monolith before it goes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from woosh_split.apply.files import replace_file
from woosh_split.errors import InputError
from woosh_split.model.routing import Target
from woosh_split.pipeline.routes import chosen, load_table, read_text, retargeted


@dataclass(frozen=True, slots=True)
class Routed:
    """What was done to the table: a line a service, and the new text where something changes."""

    lines: tuple[str, ...]
    text: str | None = None


def route(path: Path, services: Iterable[str], target: Target) -> Routed:
    """Return the table with every route of the services sent to the target; nothing is written.

    Raises:
        InputError: the table is not valid, or no route of a service fits the target.
    """
    before = text = read_text(path)
    if text is None:
        return Routed((f"There is no routing table {path}: no route was changed.",))
    table, lines = load_table(path), []
    for service in services:
        if service not in table.services or not any(each.service == service for each in table.routes):
            continue
        text, changes, skipped = retargeted(text, str(path), service, target)
        number = len(chosen(table, service)) - len(skipped)
        more = f"; {len(skipped)} that may write cannot be shadowed" if skipped else ""
        told = f"{target.kind}{f' {target.percent} %' if target.percent else ''}"
        lines.append(f"{service}: {number} routes to {told}, {len(changes)} of them changed{more}")
    return Routed(tuple(lines), None if text == before else text)


def write_routes(path: Path, routed: Routed) -> None:
    """Write the table in one step; a gateway that watches it follows at once.

    Raises:
        InputError: it cannot be written; what was there before is unchanged.
    """
    if routed.text is None:
        return
    try:
        replace_file(path, routed.text.encode())
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}. The routes are as they were."
        ) from error
