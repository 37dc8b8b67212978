"""A regeneration is told file by file, with what is left to a person."""

from __future__ import annotations

import json
from pathlib import Path

from woosh_split.model.regeneration import ACTIONS, FileOutcome, RegenerationPlan
from woosh_split.reports.layout import Layout
from woosh_split.reports.regeneration.json import to_json
from woosh_split.reports.regeneration.text import to_text


def outcome(path: str, action: str, note: str = "", conflicts: int = 0) -> FileOutcome:
    return FileOutcome(path, action, "0", "1", "2", note=note, conflicts=conflicts)


PLAN = RegenerationPlan(
    Path("split/services/orders"),
    "woosh-split extract",
    (
        outcome("src/a.ts", "unchanged"),
        outcome("src/b.ts", "created"),
        outcome("src/c.ts", "conflict", conflicts=2),
        outcome("src/d\x1b[31m.ts", "orphan", "no longer generated, but edited: it is yours now"),
    ),
    warnings=("Something to know.",),
)


def test_text_tells_every_file_that_is_not_simply_unchanged() -> None:
    assert to_text(PLAN, Layout()).splitlines() == [
        "split/services/orders: 1 created, 1 conflict, 1 orphan, 1 unchanged",
        "  created     src/b.ts",
        "  conflict    src/c.ts  (2 places)",
        "  orphan      src/d [31m.ts  (no longer generated, but edited: it is yours now)",
        "! Something to know.",
        "Resolve the conflicts between <<<<<<< yours and >>>>>>> generated; the next run keeps what you write there.",
    ]


def test_a_folder_that_is_current_is_one_line() -> None:
    plan = RegenerationPlan(Path("orders"), "x", (outcome("a", "unchanged"),))
    assert to_text(plan, Layout()) == "orders: 1 unchanged"


def test_json_tells_all_of_them_without_their_bytes() -> None:
    document = json.loads(to_json(PLAN, Layout()))
    assert (document["version"], document["target"], document["current"]) == (
        1,
        "split/services/orders",
        False,
    )
    assert document["counts"] == {"created": 1, "conflict": 1, "orphan": 1, "unchanged": 1}
    assert document["files"][2] == {"path": "src/c.ts", "action": "conflict", "conflicts": 2, "note": ""}


def test_the_reference_page_names_every_action_and_key() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/regeneration.md").read_text(encoding="utf-8")
    assert [action for action in ACTIONS if f"| `{action}` |" not in page] == []
    document = json.loads(to_json(PLAN, Layout()))
    assert [key for key in (*document, *document["files"][0]) if f"`{key}`" not in page] == []
