"""What programs print while they work on one request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_COMPLAINT = re.compile(r"\b(?:\w*Error|\w*Exception|ER_\w+)\b|denied|Unknown column")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_MOST = 1 << 16
_LONGEST = 300


class Tails:
    """Follows log files: what came since the last mark."""

    def __init__(self, logs: Mapping[str, Path]) -> None:
        self._logs = logs
        self._marks: dict[str, int] = {}

    def mark(self) -> None:
        """Remember where each log ends now."""
        self._marks = {name: log.stat().st_size for name, log in self._logs.items() if log.exists()}

    def complaint_of(self, name: str) -> str | None:
        """Return the first line since the mark that tells of an error, None where there is none."""
        log = self._logs.get(name)
        if log is None or name not in self._marks:
            return None
        with log.open("rb") as file:
            file.seek(self._marks[name])
            text = _COLOUR.sub("", file.read(_MOST).decode("utf-8", "replace"))
        line = next((each for each in text.splitlines() if _COMPLAINT.search(each)), None)
        return None if line is None else f"it printed: {' '.join(line.split())[:_LONGEST]}"
