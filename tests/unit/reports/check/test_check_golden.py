"""Every machine format of a check, byte for byte; ``UPDATE_GOLDEN=1`` writes the files anew, to be reviewed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from check_results import clean, mixed

from woosh_split import __version__
from woosh_split.reports.check.checkstyle import to_checkstyle
from woosh_split.reports.check.github import to_github
from woosh_split.reports.check.gitlab import to_gitlab
from woosh_split.reports.check.junit import to_junit
from woosh_split.reports.check.markdown import to_markdown
from woosh_split.reports.check.place import Place
from woosh_split.reports.check.sarif import to_sarif

GOLDEN = Path(__file__).parents[3] / "golden" / "check" / "formats"
INSIDE = Place("apps/shop")

CASES: dict[str, Callable[[], str]] = {
    "checkstyle.xml": lambda: to_checkstyle(mixed(), Place()),
    "checkstyle-known.xml": lambda: to_checkstyle(mixed(), INSIDE, show_known=True),
    "github.txt": lambda: to_github(mixed(), Place(), text="the text\n"),
    "github-inside.txt": lambda: to_github(mixed(), INSIDE, text="the text\n"),
    "github-clean.txt": lambda: to_github(clean(), Place(), text="Clean.\n"),
    "gitlab.json": lambda: to_gitlab(mixed(), Place()),
    "gitlab-known.json": lambda: to_gitlab(mixed(), INSIDE, show_known=True),
    "junit.xml": lambda: to_junit(mixed(), Place()),
    "junit-known.xml": lambda: to_junit(mixed(), INSIDE, show_known=True),
    "summary.md": lambda: to_markdown(mixed(), Place()),
    "summary-known.md": lambda: to_markdown(mixed(), INSIDE, show_known=True),
    "summary-clean.md": lambda: to_markdown(clean(), Place()),
    "sarif.json": lambda: to_sarif(mixed(), Place()),
    "sarif-known.json": lambda: to_sarif(mixed(), INSIDE, show_known=True),
}


@pytest.mark.parametrize("name", CASES)
def test_the_format_is_what_it_was(name: str) -> None:
    text = CASES[name]().rstrip("\n") + "\n"
    data = text.replace(__version__, "VERSION").encode("utf-8", "backslashreplace")
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert data == path.read_bytes()


def test_every_golden_file_of_a_format_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)
