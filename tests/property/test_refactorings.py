"""The idiom of a program never changes the facts: every source of a monolith is refactored at once, and the facts are compared.

Places, and the functions in which something stands, do change, so accesses and calls are compared by module; a set of each.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from monoliths import EXAMPLE, MINI, Monolith
from refactorings import ALL, Refactoring, names
from rewrites import parse

from woosh_split.model.document import to_document
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest

COMPARED = {
    "accesses": ("module", "table", "mode", "operation", "via"),
    "transactions": ("module", "reads", "writes"),
    "routes": ("method", "path", "auth", "module", "guards"),
    "calls": ("from", "to", "provider", "method"),
    "frame_calls": ("from", "to", "provider", "method"),
    "events": ("module", "event", "direction"),
    "jobs": ("module", "schedule"),
    "relations": ("from_table", "to_table", "kind"),
    "tables": ("name", "entity"),
    "network_calls": ("module", "target"),
    "hazards": ("kind",),
    "modules": ("name", "imports", "exports", "providers", "controllers"),
}
IN_MIGRATIONS = "migrations"
"""A migration is read by a reader of its own, which follows less; it tells what it cannot read."""

STYLED = tuple(
    Monolith(MINI[0].root.parent / name, project)
    for name, project in (("hotel-aliases", "api"), ("newsroom-glob", None))
)
"""Monoliths in other styles, whose facts other tests look at."""
chosen = (*MINI, *STYLED, EXAMPLE)


def essence(root: Path, monolith: Monolith) -> dict[str, set[str]]:
    """Return the facts without places, and which tables each module touches within transactions."""
    document = to_document(analyse(AnalyseRequest(root=root, project=monolith.project, jobs=1)))
    found: dict[str, set[str]] = {
        key: {repr([row.get(column) for column in columns]) for row in document[key]}
        for key, columns in COMPARED.items()
    }
    rows: list[dict[str, Any]] = document["accesses"]
    found["in transactions"] = {
        repr((row["module"], row["table"], row["mode"], row["transaction"] is not None)) for row in rows
    }
    return found


@cache
def as_written(monolith: Monolith) -> dict[str, set[str]]:
    return essence(monolith.root, monolith)


@pytest.mark.parametrize("refactoring", ALL, ids=names(ALL))
@pytest.mark.parametrize("monolith", chosen, ids=lambda monolith: monolith.name)
def test_another_idiom_changes_no_fact(monolith: Monolith, refactoring: Refactoring) -> None:
    random = Random(monolith.name + refactoring.__name__)
    with tempfile.TemporaryDirectory(prefix="ws-refactored-") as folder:
        root = Path(folder) / monolith.name
        shutil.copytree(monolith.root, root, ignore=shutil.ignore_patterns("node_modules", "dist"))
        for path in sorted(root.rglob("*.ts")):
            if IN_MIGRATIONS in path.parts or path.name.endswith((".spec.ts", ".d.ts")):
                continue
            before = path.read_bytes()
            after = refactoring(before, random)
            parse(after)
            path.write_bytes(after)
        known, found = as_written(monolith), essence(root, monolith)
    different = {
        key: {"gone": known[key] - found[key], "new": found[key] - known[key]}
        for key in known
        if known[key] != found[key]
    }
    assert different == {}


def test_every_refactoring_changes_a_monolith() -> None:
    """One that changes nothing would hold for ever."""
    sources = [path.read_bytes() for each in chosen for path in sorted((each.root / each.backend).rglob("*.ts"))
               if "node_modules" not in path.parts]  # fmt: skip
    for refactoring in ALL:
        assert any(refactoring(source, Random(1)) != source for source in sources), refactoring.__name__
