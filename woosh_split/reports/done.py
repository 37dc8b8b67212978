"""What a command wrote, or would write, as JSON: for CI, and whoever drives the commands by a script.

Each document has ``version`` (changed when a key changes its meaning) and ``written``: whether any file is other than
before. Generated folders have theirs in :mod:`woosh_split.reports.regeneration.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from woosh_split.artefacts.routes.document import target_document
from woosh_split.artefacts.routes.merging import MergedTable
from woosh_split.check.baseline import entry_document
from woosh_split.model.routing import RouteEntry
from woosh_split.model.violation import BaselineEntry, CheckResult
from woosh_split.reports.routes.words import route

VERSION = 1


def _text(**told: object) -> str:
    return json.dumps({"version": VERSION} | told, ensure_ascii=False, indent=2)


def edit_json(path: Path | None, diff: str, *, written: bool) -> str:
    """Return the edit of one file of the monolith; no path where there is nothing to edit."""
    return _text(path=None if path is None else path.as_posix(), diff=diff, written=written)


def baseline_json(
    path: Path,
    entries: Sequence[BaselineEntry],
    *,
    exists: bool,
    ended: Iterable[BaselineEntry] = (),
    old: Sequence[BaselineEntry] | None = None,
    written: bool = False,
) -> str:
    """Return a baseline; with ``old``, the entries before, also what came and what went.

    ``ended`` are entries whose day has passed, so that they know nothing any more.
    """
    before = entries if old is None else old
    held, now = ({entry.fingerprint for entry in each} for each in (before, entries))
    return _text(
        path=path.as_posix(),
        exists=exists,
        written=written,
        known=len(entries),
        added=[entry_document(each) for each in entries if each.fingerprint not in held],
        removed=[entry_document(each) for each in before if each.fingerprint not in now],
        ended=[each.fingerprint for each in ended],
        violations=[entry_document(each) for each in entries],
    )


def setup_json(
    files: Iterable[tuple[str, str]],
    notes: Iterable[str],
    result: CheckResult | None,
    *,
    clean: bool,
    written: bool,
) -> str:
    """Return what ``init`` did: pairs of a path and ``create``, ``extend``, ``replace`` or ``keep``.

    ``result`` is what the check says then, None while the split file names no service.
    """
    check = result and {"new": len(result.new), "known": len(result.known), "stale": len(result.stale)}
    return _text(
        written=written,
        files=[{"path": path, "action": action} for path, action in files],
        notes=list(notes),
        check=check,
        clean=clean,
    )


def merged_json(path: Path, found: MergedTable, *, new: bool, current: bool, written: bool) -> str:
    """Return what bringing a routing table up to date does."""
    return _text(
        path=path.as_posix(),
        new=new,
        current=current,
        written=written,
        routes=len(found.table.routes),
        added=[_route(each) for each in found.added],
        gone=[_route(each) for each in found.gone],
        changed=[_route(each) for each in found.changed],
        sent_back=[_route(entry) | {"why": why} for entry, why in found.sent_back],
    )


def retargeted_json(
    path: Path,
    changes: Iterable[tuple[RouteEntry, RouteEntry]],
    skipped: Iterable[RouteEntry],
    *,
    written: bool,
) -> str:
    """Return which routes are sent elsewhere, and which cannot be shadowed."""
    return _text(
        path=path.as_posix(),
        written=written,
        changed=[_route(after) | {"before": target_document(before.target)} for before, after in changes],
        skipped=[_route(each) for each in skipped],
    )


def _route(entry: RouteEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "route": route(entry),
        "service": entry.service,
        "target": target_document(entry.target),
    }
