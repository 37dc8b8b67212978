"""Where the files that people keep are; apart from their readers, so that a look for them costs nothing."""

from __future__ import annotations

from pathlib import Path

SPLIT_FILE = "woosh-split.yaml"

BASELINE_FILE = "woosh-split.baseline.json"
"""Beside the split file."""


def find_split_file(start: Path) -> Path | None:
    """Return the split file in the folder or in the nearest one above it, None where there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / SPLIT_FILE).is_file():
            return folder / SPLIT_FILE
    return None
