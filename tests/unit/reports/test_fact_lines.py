"""A facts file that is changed line by line is the one that would have been written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop_facts import access, shop

from woosh_split.model.code import Unresolved
from woosh_split.model.facts import Facts
from woosh_split.reports import json as facts_json
from woosh_split.reports.fact_lines import listed, with_changed, with_more_lines
from woosh_split.reports.json import to_json, to_pieces
from woosh_split.reports.layout import Layout

FILES = [
    "src/a.ts",
    "src/b.ts",
    'src/"odd"\u2028\\.ts',
    "ü.ts",
    "lines\nin a name.ts",
    "src/a.tsx",
    '  "x": [',
]
NUMBERS = st.lists(st.tuples(st.sampled_from(FILES), st.integers(1, 99)), max_size=8)


def facts_with(accesses: list[tuple[str, int]], unresolved: list[tuple[str, int]]) -> Facts:
    return replace(
        shop(),
        accesses=tuple(
            replace(access("orders", "orders", "read", line), file=file) for file, line in accesses
        ),
        unresolved=tuple(Unresolved("sql", file, line, f"in {file}", file) for file, line in unresolved),
    )


def written(facts: Facts) -> bytes:
    return to_json(facts, Layout()).encode()


def pieces(facts: Facts, lines: int) -> list[bytes]:
    """Return a facts file in pieces of so many lines."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(facts_json, "LINES_OF_A_PIECE", lines)
        return [piece.encode() for piece in to_pieces(facts, Layout())]


@given(NUMBERS, NUMBERS, st.sets(st.sampled_from(FILES)), st.integers(3, 60))
def test_only_what_names_a_word_is_changed_wherever_it_stands(
    accesses: list[tuple[str, int]], unresolved: list[tuple[str, int]], words: set[str], lines: int
) -> None:
    def change(heading: str, fact: dict[str, Any]) -> None:
        if heading == "accesses" and fact["file"] in words:
            fact["line"] += 100

    moved = [(file, line + 100 if file in words else line) for file, line in accesses]
    found = with_changed(pieces(facts_with(accesses, unresolved), lines), sorted(words), change)
    assert b"".join(found) == written(facts_with(moved, unresolved))


def test_each_fact_is_seen_once_with_the_list_that_it_stands_in() -> None:
    seen: list[tuple[str, Any]] = []
    text = pieces(facts_with([("src/a.ts", 1), ("src/b.ts", 2)], [("src/a.ts", 3)]), 7)
    words = ["src/a.ts", "src/b.ts"]
    list(with_changed(text, words, lambda heading, fact: seen.append((heading, fact["line"]))))
    assert [each for each in seen if each[0] in ("accesses", "unresolved")] == [
        ("accesses", 1),
        ("accesses", 2),
        ("unresolved", 3),
    ]


def test_the_monoliths_lines_can_become_more() -> None:
    facts = shop()
    more = replace(facts, monolith=replace(facts.monolith, lines=facts.monolith.lines + 12))
    assert with_more_lines(written(facts), 12) == written(more)


@given(st.integers(3, 60))
def test_the_lines_of_one_list_are_found_in_whatever_pieces(lines: int) -> None:
    facts = facts_with([("src/a.ts", 1), ("src/b.ts", 2)], [("src/c.ts", 3)])
    found = listed(pieces(facts, lines), "accesses")
    assert (found.count(b'"table": '), b"src/a.ts" in found, b"src/b.ts" in found, b"src/c.ts" in found) == (
        2, True, True, False,
    )  # fmt: skip
