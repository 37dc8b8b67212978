"""Every machine format of a check, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from check_results import clean, mixed
from golden_files import compare

from woosh_split import __version__
from woosh_split.reports.check.checkstyle import to_checkstyle
from woosh_split.reports.check.github import annotated
from woosh_split.reports.check.gitlab import to_gitlab
from woosh_split.reports.check.junit import to_junit
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.markdown import to_markdown
from woosh_split.reports.check.registry import FORMATS
from woosh_split.reports.check.sarif import to_sarif

GOLDEN = Path(__file__).parents[3] / "golden" / "check" / "formats"
ROOT = CheckLayout(failed=True)
INSIDE = CheckLayout(folder="apps/shop", show_known=True, failed=True)
CLEAN = CheckLayout()

CASES: dict[str, Callable[[], str]] = {
    "checkstyle.xml": lambda: to_checkstyle(mixed(), ROOT),
    "checkstyle-known.xml": lambda: to_checkstyle(mixed(), INSIDE),
    "github.txt": lambda: annotated(mixed(), ROOT, text="the text\n"),
    "github-inside.txt": lambda: annotated(mixed(), INSIDE, text="the text\n"),
    "github-clean.txt": lambda: annotated(clean(), CLEAN, text="Clean.\n"),
    "gitlab.json": lambda: to_gitlab(mixed(), ROOT),
    "gitlab-known.json": lambda: to_gitlab(mixed(), INSIDE),
    "junit.xml": lambda: to_junit(mixed(), ROOT),
    "junit-known.xml": lambda: to_junit(mixed(), INSIDE),
    "summary.md": lambda: to_markdown(mixed(), ROOT),
    "summary-known.md": lambda: to_markdown(mixed(), INSIDE),
    "summary-clean.md": lambda: to_markdown(clean(), CLEAN),
    "sarif.json": lambda: to_sarif(mixed(), ROOT),
    "sarif-known.json": lambda: to_sarif(mixed(), INSIDE),
}


@pytest.mark.parametrize("name", CASES)
def test_the_format_is_what_it_was(name: str) -> None:
    text = CASES[name]().rstrip("\n") + "\n"
    data = text.replace(__version__, "VERSION").encode("utf-8", "backslashreplace")
    compare(GOLDEN / name, data)


def test_every_golden_file_of_a_format_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_a_check_is_documented(name: str) -> None:
    page = Path(__file__).parents[4] / "docs" / "reference" / "check-formats.md"
    assert f"| `{name}` |" in page.read_text(encoding="utf-8")
