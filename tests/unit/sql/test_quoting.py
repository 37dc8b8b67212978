"""Names and texts reach a statement only as SQL spells them, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.sql.lexer import ERROR, IDENTIFIER, OPERATOR, STRING, tokenize
from woosh_split.sql.quoting import account, comment, literal, quoted

NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1)


@given(NAMES)
def test_a_quoted_name_is_one_token_that_reads_as_the_name(name: str) -> None:
    (token,) = tokenize(quoted(name))
    assert (token.kind, token.name) == (IDENTIFIER, name)


@given(NAMES, NAMES)
def test_what_lies_in_something_is_two_names_and_a_dot(schema: str, table: str) -> None:
    tokens = tokenize(f"SELECT 1 FROM {quoted(schema, table)} WHERE 1")
    assert [token.name for token in tokens if token.kind == IDENTIFIER] == [schema, table]
    assert [token.text for token in tokens if token.kind == OPERATOR] == ["."]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_literal_is_one_token_and_ends_where_it_should(text: str) -> None:
    tokens = tokenize(f"SELECT {literal(text)}, 1")
    assert [token.kind for token in tokens][1] == STRING
    assert [token.text for token in tokens][2:] == [",", "1"]
    assert ERROR not in {token.kind for token in tokens}


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_comment_never_ends_early(text: str) -> None:
    assert tokenize(comment(text)) == []
    assert all(line.startswith("--") for line in comment(text).splitlines())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("plain", "'plain'"), ("it's", "'it''s'"), ("a\\b", "'a\\\\b'"), ("a\nb", "'a\\nb'"), ("\0", "'\\0'")],
)
def test_a_literal_escapes_what_would_end_it(text: str, expected: str) -> None:
    assert literal(text) == expected


def test_an_account_is_two_quoted_names() -> None:
    assert account("o`r", "%") == "`o``r`@`%`"
