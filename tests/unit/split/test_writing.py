"""Single values as files hold them: whatever a text holds, it is read as that text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import ScalarNode

from woosh_split.split.nodes import compose
from woosh_split.split.writing import scalar


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
        ),
        *("\x07", "\x7f", "\x85", "\u2028", "\ufeff", "\U000e0001", "${{ x }}", "\U0001f600"),
    ],
)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert read(scalar(text)) == (text, "tag:yaml.org,2002:str")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    assert read(scalar(text)) == (text, "tag:yaml.org,2002:str")
