"""Draw ``images/analyse.svg``: the first sections of the real report on the example, as a terminal shows them."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from rich.console import Console

from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.parts import sections
from woosh_split.reports.terminal import draw

ROOT = Path(__file__).parents[1]
PICTURE = Path(__file__).parent / "images" / "analyse.svg"
PARTS = ("summary", "modules", "tables", "transactions")
ROWS = 7
WIDTH = 118

_WEB_FONTS = re.compile(r"@font-face\s*{.*?}\s*", re.DOTALL)


def main() -> None:
    """Write the picture; it loads nothing from the network."""
    facts = analyse(AnalyseRequest(root=ROOT / "examples" / "woosh"))
    console = Console(
        record=True,
        width=WIDTH,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
    )
    for section in sections(facts, ()):
        if section.part in PARTS:
            draw(section, console, rows=ROWS)
    svg = console.export_svg(title="woosh-split analyse examples/woosh", unique_id="analyse")
    PICTURE.write_text(_WEB_FONTS.sub("", svg), encoding="utf-8")


if __name__ == "__main__":
    main()
