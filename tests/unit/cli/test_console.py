"""Colour and width follow the reader."""

from __future__ import annotations

import io

import pytest

from woosh_split.cli.console import has_colour, report_width
from woosh_split.model.url_passwords import masked_urls


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_colour_is_for_terminals() -> None:
    assert has_colour(Screen())
    assert not has_colour(io.StringIO())


@pytest.mark.parametrize(
    ("variables", "terminal", "expected"),
    [
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_the_environment_has_its_say(
    variables: dict[str, str], terminal: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_colour(Screen() if terminal else io.StringIO()) is expected


def test_a_closed_stream_is_no_terminal() -> None:
    stream = io.StringIO()
    stream.close()
    assert not has_colour(stream)


def test_a_pipe_has_a_fixed_width_and_columns_overrides_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert report_width(io.StringIO()) == 100
    monkeypatch.setenv("COLUMNS", "160")
    assert report_width(io.StringIO()) == 160
    monkeypatch.setenv("COLUMNS", "5")
    assert report_width(io.StringIO()) == 72


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mysql://root:secret@db/shop away", "mysql://root:***@db/shop away"),
        ("mysql+pymysql://a:b@c:d@db", "mysql+pymysql://a:***@db"),
        ("https://example.org/a@b", "https://example.org/a@b"),
        ("mysql://reader@db/shop", "mysql://reader@db/shop"),
    ],
)
def test_only_passwords_are_masked(text: str, expected: str) -> None:
    assert masked_urls(text) == expected
