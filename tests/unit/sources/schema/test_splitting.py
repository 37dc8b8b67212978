"""The cut of a dump into statements."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from woosh_split.sources.schema.ddl.splitting import Statement, split_dump


def _texts(text: str) -> list[str]:
    return [statement.text for statement in split_dump(text)]


def test_statements_begin_on_their_own_line_whatever_stands_before() -> None:
    found = list(split_dump("-- one; two\n\nCREATE A;\n/* ; */ CREATE B; CREATE\nC;"))

    assert found == [Statement("CREATE A", 3), Statement("CREATE B", 4), Statement("CREATE\nC", 4)]


def test_data_statements_are_stepped_over() -> None:
    assert _texts(
        "INSERT INTO a VALUES (';', '\\'', \"x;\");SET x = 1;CREATE A;replace into b values (1);"
    ) == ["CREATE A"]


def test_a_changed_delimiter_holds_until_the_next_change() -> None:
    text = "DELIMITER //\nCREATE A; B; C//\ndelimiter ;\nCREATE D;"

    assert _texts(text) == ["CREATE A; B; C", "CREATE D"]


def test_a_delimiter_inside_a_string_is_none() -> None:
    assert _texts("DELIMITER $$\nCREATE A '$$'; B$$\nCREATE C$$") == ["CREATE A '$$'; B", "CREATE C"]


PIECES = st.sampled_from(
    [
        "CREATE a",
        "CREATE TABLE `x;y` (b int)",
        "ALTER t 'it''s; \\' not'",
        "CREATE v -- ;\n w",
        'DROP "a;b"',
        "CREATE /* ; */ x",
    ]
)


@given(
    pieces=st.lists(PIECES, max_size=12), gap=st.sampled_from(["", " ", "\n", "\n-- x;\n", "/* ; */", ";;"])
)
def test_what_is_joined_is_split_again(pieces: list[str], gap: str) -> None:
    assert _texts(f";{gap}".join(pieces)) == pieces


@given(
    pieces=st.lists(PIECES, min_size=1, max_size=8), lines=st.lists(st.integers(0, 5), min_size=8, max_size=8)
)
def test_lines_are_counted_through_statements_and_gaps(pieces: list[str], lines: list[int]) -> None:
    text, expected = "", []
    for piece, gap in zip(pieces, lines, strict=False):
        text += "\n" * gap
        expected.append(text.count("\n") + 1)
        text += piece + ";"

    assert [statement.line for statement in split_dump(text)] == expected


def test_ten_megabytes_of_rows_take_a_moment() -> None:
    row = "(1,'some text','it''s \\' fine',NULL,'2020-01-01 00:00:00',12.5,'a-b/c;d'),\n"
    text = f"CREATE A;\nINSERT INTO t VALUES {row * 140_000}(1);\nCREATE B;"

    start = time.process_time()
    found = list(split_dump(text))

    assert [(statement.text, statement.line) for statement in found] == [
        ("CREATE A", 1),
        ("CREATE B", 140_003),
    ]
    assert time.process_time() - start < 5
