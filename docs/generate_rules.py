"""Writes the pages of the rules, from what each rule says of itself and its examples; ``--check`` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from woosh_split.check.catalogue import texts
from woosh_split.check.pages import index, page

FOLDER = Path(__file__).parent / "reference" / "rules"


def main() -> int:
    """Write the pages, or say which ones differ."""
    wanted = {"index.md": index(texts())} | {f"{text.code}.md": page(text) for text in texts()}
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for path in FOLDER.glob("*.md"):
            path.unlink()
        for name, text in wanted.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    held = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    different = sorted(name for name in {*wanted, *held} if wanted.get(name) != held.get(name))
    if different:
        print(f"out of date: {', '.join(different)}; run docs/generate_rules.py", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
