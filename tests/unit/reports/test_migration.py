"""The status of a migration: a line a phase, who is at work, who is in the way, and the journal."""

from __future__ import annotations

import json

from woosh_split.model.migration import (
    APPLIED,
    BROKEN,
    NOT_APPLIED,
    NOTHING,
    PARTLY,
    Client,
    Entry,
    PhaseState,
    Status,
)
from woosh_split.reports.layout import Layout
from woosh_split.reports.migration.registry import STATUS_FORMATS

STATUS = Status(
    "shop",
    (
        PhaseState("01-gateway", NOTHING),
        PhaseState("02-ordering", APPLIED, undo=40),
        PhaseState("03-supply", PARTLY, 3, 17),
        PhaseState("04-accounts", BROKEN, why="The table users is nowhere."),
        PhaseState("05-cleanup", NOT_APPLIED, 6),
    ),
    Client(7, "root", "localhost", 2, "RENAME TABLE"),
    (Client(9, "app", "10.0.0.2", 61, ""),),
    (
        Entry(1, "2026-01-02 03:04:05.678000", "ab", "03-supply", "forward", "move supply stock", "rename",
              "shop.stock to supply.stock", "RENAME …", "done", 4, 12, ""),
        Entry(2, "2026-01-02 03:04:06.678000", "ab", "03-supply", "forward", "x", "view", "a.b", "…", "left", 0, 0, "cut off"),
    ),
)  # fmt: skip


def test_the_text_says_where_everything_stands() -> None:
    assert STATUS_FORMATS["text"](STATUS, Layout()).splitlines() == [
        "shop: 1 of 4 phases applied",
        "  01-gateway   nothing to do in the database",
        "  02-ordering  applied",
        "  03-supply    partly applied: 3 statements to go, 17 to go back",
        "  04-accounts  broken: The table users is nowhere.",
        "  05-cleanup   not applied",
        "",
        "at work   connection 7 of root@localhost, for 2 s, RENAME TABLE",
        "open      connection 9 of app@10.0.0.2, for 61 s, idle",
        "",
        "  2026-01-02 03:04:05.678  03-supply forward  done   rename shop.stock to supply.stock (12 ms, 4 attempts)",
        "  2026-01-02 03:04:06.678  03-supply forward  left   view a.b (0 ms, cut off)",
    ]


def test_the_json_has_the_same_under_the_names_of_the_model() -> None:
    found = json.loads(STATUS_FORMATS["json"](STATUS, Layout()))

    assert found["version"] == 1
    assert [phase["state"] for phase in found["phases"]] == [
        "nothing",
        "applied",
        "partly",
        "broken",
        "not applied",
    ]
    assert found["running"]["id"] == 7
    assert found["journal"][0]["attempts"] == 4
