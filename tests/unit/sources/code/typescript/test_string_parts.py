"""Texts of which parts are not known, cut and replaced as JavaScript does it."""

from __future__ import annotations

import pytest

from woosh_split.sources.code.typescript.root import UNKNOWN
from woosh_split.sources.code.typescript.string_parts import (
    Parts,
    Pattern,
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
        (("SET ", UNKNOWN, ", "), r"/,\s*$/", "", ("SET ", UNKNOWN, "")),
        (("SET ", UNKNOWN), r"/,\s*$/", "", ("SET ", UNKNOWN, UNKNOWN)),
        (("x", UNKNOWN, "x"), "/X/gi", "y", ("y", UNKNOWN, "y")),
        (("aa",), "/a/", "b", ("ba",)),
        (("aa", UNKNOWN), "/a/", "b", None),
        (("aa",), "/(a|b)+/", "b", None),
        (("aa",), "/a/y", "b", None),
        (("aa",), "/a/", "$&", None),
    ],
)
def test_a_pattern_without_groups_is_followed(
    parts: Parts, pattern: str, new: str, left: Parts | None
) -> None:
    assert left == replaced_pattern(parts, Pattern(pattern), new)
