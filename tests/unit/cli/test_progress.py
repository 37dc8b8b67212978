"""Progress shows only where somebody watches and has waited."""

from __future__ import annotations

import io
import sys

import pytest

from woosh_split.cli import progress
from woosh_split.cli.progress import StageProgress


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def shown(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, **options: bool) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with StageProgress(**options) as bar:
        for done in range(3):
            bar("reading", done, 3)
        bar("linking", 0, 0)
    return stream.getvalue()


def test_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    assert shown(io.StringIO(), monkeypatch) == ""


def test_a_short_run_shows_nothing_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(Screen(), monkeypatch) == ""


def test_a_long_run_shows_the_stage_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    monkeypatch.setenv("TERM", "xterm")
    assert "linking" in shown(Screen(), monkeypatch)


def test_quiet_shows_nothing_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    assert shown(Screen(), monkeypatch, quiet=True, verbose=True) == ""


def test_verbose_says_how_long_each_stage_took(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(io.StringIO(), monkeypatch, verbose=True).splitlines()
    assert [line.split(":")[0] for line in lines] == ["reading", "linking"]
