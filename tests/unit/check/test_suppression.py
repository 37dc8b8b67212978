"""Comments that suppress: found by syntax, read with care."""

from __future__ import annotations

from datetime import date

import pytest

from woosh_split.check.suppression import Suppression, in_force, read_suppression
from woosh_split.sources.code.typescript.comments import comments_with
from woosh_split.sources.tree import SUPPRESSION

KNOWN = ("WS301", "WS303", "WS901")
WORD = SUPPRESSION.decode()


def read(text: str) -> Suppression | None:
    return read_suppression("a.ts", 1, 1, 2, text, KNOWN)


def test_code_end_and_reason_are_read() -> None:
    assert read(f"// {WORD} WS303, WS301 until=2027-03-31 -- SHOP-412 -- soon") == Suppression(
        "a.ts", 1, 1, 2, ("WS303", "WS301"), date(2027, 3, 31)
    )
    assert read(f"/* {WORD} WS303 -- why */") == Suppression("a.ts", 1, 1, 2, ("WS303",))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("WS303", "no reason"),
        ("WS303 --", "no reason"),
        ("WS303 --  ", "no reason"),
        ("-- why", "names no rule"),
        ("WS999 -- why", "there is no rule WS999"),
        ("WS901 -- why", "WS901 cannot be suppressed"),
        ("WS303 until=soon -- why", "'soon' is no date"),
    ],
)
def test_what_says_too_little_counts_for_nothing(words: str, told: str) -> None:
    found = read(f"// {WORD} {words}")
    assert found is not None
    assert told in found.problem
    assert not in_force(found, date(2026, 1, 1))


@pytest.mark.parametrize("text", [f"// see {WORD} in the manual", f"// {WORD}s WS303 -- why", "// nothing"])
def test_a_comment_that_only_mentions_it_is_none(text: str) -> None:
    assert read(text) is None


def test_it_holds_until_the_day_is_over() -> None:
    found = read(f"// {WORD} WS303 until=2027-03-31 -- why")
    assert found is not None
    assert in_force(found, date(2027, 3, 31))
    assert not in_force(found, date(2027, 4, 1))


def covered(code: str) -> list[tuple[int, int]]:
    return [(each.line, each.next_line) for each in comments_with(code.encode(), SUPPRESSION)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"// {WORD} WS303 -- a\nf();\n", [(1, 2)]),
        (f"// {WORD} WS303 -- a\n\n// other\n/* more\n */\nf();\n", [(1, 6)]),
        (f"// {WORD} WS303 -- a\n// {WORD} WS301 -- b\nf();\n", [(1, 3), (2, 3)]),
        (f"// {WORD} WS303 -- a\n/* x */ f();\n", [(1, 2)]),
        (f"/* {WORD} WS303\n -- a */\nf();\n", [(1, 3)]),
        (f"f();\n// {WORD} WS303 -- a\n", [(2, 0)]),
        (f"const a = '// {WORD} WS303 -- a';\n", []),
        (f"const a = `\n// {WORD} WS303 -- a\n`;\n", []),
        (f"const a = /{WORD} WS303/;\n", []),
        (f"const a = `${{ /* {WORD} WS303 -- a */ f() }}`;\n", [(1, 0)]),
    ],
)
def test_only_comments_count_and_they_cover_the_next_line_of_code(
    code: str, expected: list[tuple[int, int]]
) -> None:
    assert covered(code) == expected
