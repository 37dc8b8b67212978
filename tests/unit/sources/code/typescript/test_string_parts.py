"""Texts of which parts are not known, cut and replaced as JavaScript does it."""

from __future__ import annotations

import pytest

from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.string_parts import (
    Parts,
    Pattern,
    expanded,
    replaced,
    replaced_pattern,
    sliced,
)


@pytest.mark.parametrize(
    ("parts", "start", "end", "left"),
    [
        (("UPDATE t SET a = ?, ",), 0, -2, ("UPDATE t SET a = ?",)),
        (("SET ", UNKNOWN, ", "), 0, -2, ("SET ", UNKNOWN, "")),
        (("SET ", UNKNOWN), 0, -2, ("SET ", UNKNOWN, UNKNOWN)),
        ((" AND a = 1", UNKNOWN), 5, None, ("a = 1", UNKNOWN)),
        (("ab", UNKNOWN), 3, None, None),
        ((UNKNOWN,), -3, None, None),
        ((), 0, 2, ("",)),
        (("abc", UNKNOWN), 0, 2, None),
    ],
)
def test_a_cut_keeps_what_is_surely_left(
    parts: Parts, start: int, end: int | None, left: Parts | None
) -> None:
    assert left == sliced(parts, start, end)


def test_a_placeholder_is_replaced_by_what_is_not_known() -> None:
    assert replaced(("WHERE :w LIMIT 1",), ":w", [UNKNOWN], every=False) == ("WHERE ", UNKNOWN, " LIMIT 1")
    assert replaced(("axbxa", UNKNOWN, "xc"), "x", ["-"], every=True) == ("a-b-a", UNKNOWN, "-c")
    assert replaced(("axbxa",), "x", ["-"], every=False) == ("a-bxa",)


@pytest.mark.parametrize(
    ("parts", "pattern", "new", "left"),
    [
        (("SELECT *\n  FROM t",), r"/\s+/g", " ", ("SELECT * FROM t",)),
        (("SET a = ?, ",), r"/,\s*$/", "", ("SET a = ?",)),
        (("SET ", UNKNOWN, ", "), r"/,\s*$/", "", ("SET ", UNKNOWN)),
        (("SET ", UNKNOWN), r"/,\s*$/", "", ("SET ", UNKNOWN, UNKNOWN)),
        (("x", UNKNOWN, "x"), "/X/gi", "y", ("y", UNKNOWN, "y")),
        (("aa",), "/a/", "b", ("ba",)),
        (("aa", UNKNOWN), "/a/", "b", None),
        (("aa",), "/(a|b)+/", "b", None),
        (("aa",), "/a/y", "b", None),
        (("ab",), "/a/", "$&$&", ("aab",)),
        (("id = :id AND at > :from", UNKNOWN), r"/:(\w+)/g", "?", ("id = ? AND at > ?", UNKNOWN)),
        (("a::int = :a",), r"/(?<!:):([a-z]+)/g", "@$1", ("a::int = @a",)),
        (("{{t}}.x",), r"/\{\{(?<name>\w+)\}\}/g", "$1", ("t.x",)),
        (("ab",), "/(a)(b)/", "$2$1$3", ("ba$3",)),
    ],
)
def test_a_pattern_without_repeated_groups_is_followed(
    parts: Parts, pattern: str, new: str, left: Parts | None
) -> None:
    assert left == replaced_pattern(parts, Pattern(pattern), lambda match: [expanded(new, match)])


def test_what_is_not_known_of_a_match_stands_in_its_place() -> None:
    """A function is asked for each match, with its groups; what it says may be unknown."""
    asked: list[tuple[str, ...]] = []

    def given(match: tuple[str, ...]) -> list[str | Value]:
        asked.append(match)
        return [UNKNOWN] if match[1] == "ids" else ["?"]

    found = replaced_pattern(("a = :a AND id IN (:ids)",), Pattern(r"/:(\w+)/g"), given)
    assert (found, asked) == (("a = ? AND id IN (", UNKNOWN, ")"), [(":a", "a"), (":ids", "ids")])
