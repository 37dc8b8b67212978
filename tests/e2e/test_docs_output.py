"""What README and tutorial show as output is what the command prints today; ``make golden`` renews it."""

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


def test_readme_and_tutorial_quote_output() -> None:
    for page in ("README.md", "docs/tutorial/first-analysis.md"):
        blocks = re.findall(
            r"<!-- output of: .*? -->\n+```text\n(.*?)\n```", (ROOT / page).read_text(), re.DOTALL
        )
        assert blocks
        assert all(len(block.splitlines()) > 3 for block in blocks)


def test_the_picture_loads_nothing_from_the_network() -> None:
    """Rich's own template fetches a font; ours does without."""
    svg = (ROOT / "docs" / "images" / "analyse.svg").read_text(encoding="utf-8")
    assert "Summary" in svg
    assert re.findall(r"url\((?!#)|href=|@import|<script", svg) == []
