"""Every format of the shop, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_files import compare
from shop_facts import shop

from woosh_split.reports.layout import Layout
from woosh_split.reports.registry import FORMATS, parts_of

GOLDEN = Path(__file__).parents[2] / "golden" / "reports"

CASES = {
    "report-80.txt": ("text", Layout(width=80)),
    "report-160.txt": ("text", Layout(width=160)),
    "report-colour.txt": ("text", Layout(width=100, colour=True, parts=("modules",))),
    "report.md": ("markdown", Layout()),
    "everything.md": (
        "markdown",
        Layout(parts=parts_of("markdown", ["routes,accesses,calls,relations,imports"])),
    ),
    "database.txt": (
        "text",
        Layout(parts=parts_of("text", ["routines,triggers,db-events,events,shared-files,coverage"])),
    ),
    "facts.json": ("json", Layout()),
    "modules.mmd": ("mermaid", Layout()),
    "tables.mmd": ("mermaid", Layout(parts=("tables",))),
    "modules.dot": ("dot", Layout()),
    "tables.dot": ("dot", Layout(parts=("tables",))),
}


@pytest.mark.parametrize("name", CASES)
def test_the_report_is_what_it_was(name: str) -> None:
    format_name, layout = CASES[name]
    text = FORMATS[format_name](shop(), layout).rstrip("\n") + "\n"
    compare(GOLDEN / name, text)


def test_every_golden_file_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


def test_every_format_has_a_golden_file() -> None:
    assert {format_name for format_name, _ in CASES.values()} == set(FORMATS)
