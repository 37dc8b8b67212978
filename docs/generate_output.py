"""Run the commands that the pages quote and put their real output below them; with ``--check`` only compare.

A page quotes a command by a comment line before a fenced block, which then begins with what a reader types::

    <!-- output of: woosh-split analyse examples/woosh --only summary -->

``(first 20 lines)`` after the command cuts the output there and says so with a line of dots; ``(from Price, 9 lines)``
quotes the lines from the first one that begins with that word.

A page that says ``<!-- followed in a copy of examples/woosh -->`` is followed as its reader follows it: in a copy without the
split file, each command after the other, those in plain fenced blocks too.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
FOLLOWED = "<!-- followed in a copy of examples/woosh -->"

_BLOCK = re.compile(
    r"(?:(?P<quote><!-- output of: (?P<command>woosh-split .*?)(?: \((?:first|from (?P<start>[^,)]+),) (?P<lines>\d+) lines\))? -->)\n+)?"
    r"^```(?P<language>\w*)\n(?P<inside>.*?)^```\n",
    re.DOTALL | re.MULTILINE,
)


def main() -> int:
    """Write or compare the pages; 1 where one is out of date."""
    for variable in ("CI", "GITHUB_ACTIONS", "WOOSH_SPLIT_DATABASE"):
        os.environ.pop(variable, None)
    os.environ.update({"COLUMNS": "100", "NO_COLOR": "1"})
    stale = False
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if "<!-- output of: " not in text:
            continue
        with _standing_in(ROOT if FOLLOWED not in text else None):
            fresh = _BLOCK.sub(_filled(cache(_output), follows=FOLLOWED in text), text)
        stale |= fresh != text
        if fresh != text and "--check" not in sys.argv:
            page.write_text(fresh, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print("A page quotes old output: run `make golden`.", file=sys.stderr)
        return 1
    return 0


@contextlib.contextmanager
def _standing_in(folder: Path | None) -> Iterator[None]:
    if folder is not None:
        with contextlib.chdir(folder):
            yield
        return
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "woosh"
        not_copied = shutil.ignore_patterns("node_modules", "split", "woosh-split.*", ".woosh_split_cache")
        shutil.copytree(ROOT / "examples" / "woosh", copy, ignore=not_copied)
        with contextlib.chdir(copy):
            yield


def _filled(output: Callable[[str], str], *, follows: bool) -> Callable[[re.Match[str]], str]:
    def fill(block: re.Match[str]) -> str:
        if block["quote"]:
            return f"{block['quote']}\n\n```console\n{_quoted(block, output)}\n```\n"
        if follows and not block["language"]:
            for line in block["inside"].splitlines():
                if line.startswith("woosh-split "):
                    output(line)
        return block[0]

    return fill


def _quoted(block: re.Match[str], output: Callable[[str], str]) -> str:
    lines = output(block["command"]).splitlines()
    above = [f"$ {block['command']}"]
    if block["start"]:
        lines = lines[next(index for index, line in enumerate(lines) if line.startswith(block["start"])) :]
        above.append("...")
    if block["lines"] and len(lines) > int(block["lines"]):
        lines = [*lines[: int(block["lines"])], "..."]
    return "\n".join([*above, *lines])


def _output(command: str) -> str:
    from woosh_split.cli.app import run

    buffer = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(buffer):
        code = run(shlex.split(command)[1:])
    if code not in (0, 1):  # 1 is an answer too: what was asked for is there
        raise SystemExit(f"{command} left with {code}")
    buffer.seek(0)
    return buffer.read().rstrip()


if __name__ == "__main__":
    sys.exit(main())
