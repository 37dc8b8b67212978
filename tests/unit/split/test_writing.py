"""Single values as files hold them: whatever a text holds, it is read as that text."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml import ScalarNode

from woosh_split.split.nodes import compose
from woosh_split.split.writing import Noted, block, scalar


def read(written: str) -> tuple[str, str]:
    root = compose(f"key: {written}\n")
    assert root is not None
    value = root.value[0][1]
    assert isinstance(value, ScalarNode)
    return value.value, value.tag


@pytest.mark.parametrize(
    "text",
    [
        *(
            "on",
            "Yes",
            "null",
            "~",
            "1e3",
            "0x1",
            "12:30",
            "2026-01-01",
            "=",
            "<<",
            "- x",
            "a: b",
            "a #b",
            "it's",
            ".5",
            ".5.1",
        ),
        *("\x07", "\x7f", "\x85", "\u2028", "\ufeff", "\U000e0001", "${{ x }}", "\U0001f600"),
    ],
)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert read(scalar(text)) == (text, "tag:yaml.org,2002:str")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    assert read(scalar(text)) == (text, "tag:yaml.org,2002:str")


@pytest.mark.parametrize("note", ["two\nlines: {}", "a\x85b", "\u2028- x"])
def test_a_comment_stays_on_its_line_whatever_it_says(note: str) -> None:
    lines = block([Noted({"a": "b"}, note)], 2)
    assert len(lines[0].splitlines()) == len(lines) == 1
    assert yaml.safe_load(lines[0]) == [{"a": "b"}]
