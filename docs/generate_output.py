"""Run the commands that the pages quote and put their real output below them; with ``--check`` only compare.

A page quotes a command by a comment line before a fenced block::

    <!-- output of: woosh-split analyse examples/woosh --only summary -->

``(first 20 lines)`` after the command cuts the output there and says so with a line of dots; ``(from Price, 9 lines)``
quotes the lines from the first one that begins with that word.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs" / "tutorial").glob("*.md")))

_QUOTE = re.compile(
    r"(<!-- output of: woosh-split (?P<command>.*?)(?: \((?:first|from (?P<start>[^,)]+),) (?P<lines>\d+) lines\))? -->\n+```\w*\n)(?:.*?\n)??(?P<end>```\n)",
    re.DOTALL,
)


def main() -> int:
    """Write or compare the pages; 1 where one is out of date."""
    os.chdir(ROOT)
    os.environ.update({"COLUMNS": "100", "NO_COLOR": "1"})
    stale = False
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fresh = _QUOTE.sub(_quoted, text)
        stale |= fresh != text
        if fresh != text and "--check" not in sys.argv:
            page.write_text(fresh, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print("A page quotes old output: run `make golden`.", file=sys.stderr)
        return 1
    return 0


def _quoted(match: re.Match[str]) -> str:
    output = _output(match["command"])
    lines = output.splitlines()
    if match["start"]:
        at = next(index for index, line in enumerate(lines) if line.startswith(match["start"]))
        lines = lines[at:]
        output = "\n".join(lines)
    if match["lines"] and len(lines) > int(match["lines"]):
        output = "\n".join([*lines[: int(match["lines"])], "..."])
    return f"{match[1]}{output}\n{match['end']}"


@cache
def _output(command: str) -> str:
    from woosh_split.cli.app import run

    buffer = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    stdout, sys.stdout = sys.stdout, buffer
    try:
        code = run(shlex.split(command))
    finally:
        sys.stdout = stdout
    if code not in (0, 1):  # 1 is an answer too: what was asked for is there
        raise SystemExit(f"woosh-split {command} left with {code}")
    buffer.seek(0)
    return buffer.read().rstrip()


if __name__ == "__main__":
    sys.exit(main())
