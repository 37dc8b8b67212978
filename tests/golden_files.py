"""Golden files: what a test compares byte for byte. ``make golden`` writes them anew, to be reviewed as a diff."""

from __future__ import annotations

import os
from pathlib import Path


def compare(path: Path, content: str | bytes) -> None:
    """Compare a content with a golden file; with ``UPDATE_GOLDEN=1`` it is written there first."""
    data = content.encode() if isinstance(content, str) else content
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    # As texts, pytest shows where they differ.
    assert data.decode() == path.read_bytes().decode()
