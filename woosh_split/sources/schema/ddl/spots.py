"""Where in a dump a thing is named: the foreign key itself, however far below the name of its table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from woosh_split.sources.spot import Spot, whole_line, word_on

_QUOTE = r"[`\"\[]?"
_NAME = rf"{_QUOTE}(?:\w+[`\"\]]?\s*\.\s*{_QUOTE})?(?P<name>[\w$]+)"
_DECLARED = (
    rf"\b(?:create\s+(?:\w+\s+)?table\s+(?:if\s+not\s+exists\s+)?|alter\s+table\s+(?:only\s+)?){_NAME}"
)
_TABLE = re.compile(_DECLARED, re.IGNORECASE)
_PARTS = re.compile(
    rf"{_DECLARED.replace('name>', 'table>')}|\breferences\s+{_NAME.replace('name>', 'referred>')}|;",
    re.IGNORECASE,
)
"""What tells of which table a reference to another one is."""


class DumpSpots:
    """A dump in which places are looked for."""

    def __init__(self, content: bytes) -> None:
        self._text = content.decode("utf-8", "replace")
        self._lines = self._text.split("\n")

    def find(
        self, line: int, words: Sequence[str], table: str | None = None, paths: Sequence[str] = ()
    ) -> Spot:
        """Return where the table that ``line`` declares refers to ``table``, else a word on the line."""
        declared = _TABLE.search(self._line(line))
        if table is not None and declared is not None:
            found = self._references.get((declared["name"].lower(), table.lower()))
            if found is not None:
                return found
        return word_on(self._line(line), line, words) or whole_line(self._line(line), line)

    def statement_line(self, line: int) -> int:
        """Return the line itself: no comment in a dump allows anything."""
        return line

    def _line(self, line: int) -> str:
        return self._lines[line - 1].rstrip("\r") if 0 < line <= len(self._lines) else ""

    @cached_property
    def _references(self) -> dict[tuple[str, str], Spot]:
        """Where a table first refers to another one, both in small letters; the dump is read once for all of them."""
        found: dict[tuple[str, str], Spot] = {}
        table = ""
        starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        for part in _PARTS.finditer(self._text):
            if part["referred"] is None:
                table = (part["table"] or "").lower()
            elif table:
                at, name = part.start("referred"), part["referred"]
                row = bisect_right(starts, at)
                column = at - starts[row - 1] + 1
                found.setdefault((table, name.lower()), Spot(row, column, column + len(name)))
        return found
