"""What README and docs show as output is what the command prints today; ``make golden`` renews it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_quoted_output_is_real() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate_output.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stderr


def test_every_quoted_output_stands_below_the_command_that_a_reader_types() -> None:
    quoting = [
        (page, text)
        for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
        if "<!-- output of:" in (text := page.read_text(encoding="utf-8"))
    ]
    assert len(quoting) > 3
    for page, text in quoting:
        blocks = re.findall(
            r"<!-- output of: (woosh-split .*?)(?: \([^)]*\))? -->\n+```console\n(.*?)\n```", text, re.DOTALL
        )
        assert len(blocks) == text.count("<!-- output of:"), page
        assert [inside.splitlines()[0] for _, inside in blocks] == [f"$ {command}" for command, _ in blocks]
        assert all(len(inside.splitlines()) > 1 for _, inside in blocks)


def test_the_picture_loads_nothing_from_the_network() -> None:
    """Rich's own template fetches a font; ours does without."""
    svg = (ROOT / "docs" / "images" / "analyse.svg").read_text(encoding="utf-8")
    assert "Summary" in svg
    assert re.findall(r"url\((?!#)|href=|@import|<script", svg) == []
