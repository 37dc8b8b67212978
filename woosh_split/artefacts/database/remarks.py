"""What a person should know of a service's part besides what it may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from woosh_split.artefacts.database.draft import Draft
from woosh_split.artefacts.database.privileges import TRIGGER
from woosh_split.artefacts.database.routines import Copied
from woosh_split.artefacts.database.stage import Stage
from woosh_split.graph.real_keys import real_keys
from woosh_split.model.access import WRITE, Access
from woosh_split.model.organisation import ALTER, DROP

_NEEDS_MORE = {
    "truncate": (DROP, "is emptied by TRUNCATE", "DROP it"),
    "alter": (ALTER, "gets its next AUTO_INCREMENT by ALTER TABLE", "ALTER it"),
}
"""Operations that no right on rows covers: the right, and how a person is told."""


def beyond_rows(table: str, own: bool, accesses: Iterable[Access], draft: Draft) -> tuple[str, ...]:
    """Return the rights that TRUNCATE and ALTER need, where the table is the service's own and no view."""
    found: list[str] = []
    for operation, (right, what, told) in _NEEDS_MORE.items():
        place = next((f"{each.file}:{each.line}" for each in accesses if each.operation == operation), None)
        if place is None:
            continue
        if own:
            draft.note(operation, table, f"{what} at {place}, which needs the right to {told}")
            found.append(right)
        else:
            draft.note(
                operation, table, f"{what} at {place}: refused on a view, and {right} is not granted here"
            )
    return tuple(found)


def stars(table: str, accesses: Iterable[Access], draft: Draft) -> None:
    """A right on columns does not cover ``*``; hand-written SQL may hold one."""
    places = sorted({f"{a.file}:{a.line}" for a in accesses if a.via == "raw-sql" and a.columns is None})
    if places:
        shown = f"{places[0]}{f' and {len(places) - 1} more' if len(places) > 1 else ''}"
        draft.note("hidden-column", table, f"a SELECT * of it would be refused; look at the SQL at {shown}")


def fired(name: str, stage: Stage, draft: Draft) -> None:
    """Foreign tables that the service writes through triggers only: no right of its own is in play."""
    found = {
        access.table
        for access in stage.reach.get(name, ())
        if access.via == TRIGGER and access.mode == WRITE and stage.owner(access.table) != name
    }
    for table in sorted(found):
        text = f"of {stage.owner(table)} is written by a trigger, with the rights of whoever defined that: no grant"
        draft.note("trigger", table, text)


def routine_notes(routines: Copied, draft: Draft) -> None:
    """Note what is created anew, and what cannot be because nobody knows its text."""
    for each in routines.routines:
        draft.note(
            "routine", each.name, f"this {each.kind} is created anew here, and runs with the caller's rights"
        )
    for name in routines.missing:
        text = "its text is in no dump that was read: create it here by hand, or name the dump that has it with --dump"
        draft.note("routine", name, text)


def foreign_keys(name: str, stage: Stage, draft: Draft) -> None:
    """Foreign keys go along with their tables; that they cross the boundary now is worth knowing."""
    found: dict[str, set[str]] = defaultdict(set)
    keys = real_keys(stage.scene.facts)
    for table in stage.scene.facts.tables:
        if stage.owner(table.name) != name or not stage.exists(table.name):
            continue
        for key in keys[table.name]:
            owner = stage.owner(key.table)
            if owner != name and stage.exists(key.table):
                found[table.name].add(f"{key.table} of {owner}")
    for name_, targets in sorted(found.items()):
        draft.note("foreign-key", name_, f"keeps its foreign keys to {', '.join(sorted(targets))}")
