"""Where in a dump a thing is named: the foreign key itself, however far below the name of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from woosh_split.sources.spot import Spot, whole_line, word_on

_QUOTE = r"[`\"\[]?"
_NAME = rf"{_QUOTE}(?:\w+[`\"\]]?\s*\.\s*{_QUOTE})?(?P<name>[\w$]+)"
_TABLE = re.compile(
    rf"\b(?:create\s+(?:\w+\s+)?table\s+(?:if\s+not\s+exists\s+)?|alter\s+table\s+(?:only\s+)?){_NAME}",
    re.IGNORECASE,
)
_REFERENCES = re.compile(rf"\breferences\s+{_NAME}", re.IGNORECASE)


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
            for begin, end in self._statements(declared["name"]):
                for each in _REFERENCES.finditer(self._text, begin, end):
                    if each["name"].lower() == table.lower():
                        return self._spot(each.start("name"), len(each["name"]))
        return word_on(self._line(line), line, words) or whole_line(self._line(line), line)

    def statement_line(self, line: int) -> int:
        """Return the line itself: no comment in a dump allows anything."""
        return line

    def _line(self, line: int) -> str:
        return self._lines[line - 1].rstrip("\r") if 0 < line <= len(self._lines) else ""

    def _statements(self, table: str) -> Iterator[tuple[int, int]]:
        """Yield where the statements about a table begin and end."""
        for found in _TABLE.finditer(self._text):
            if found["name"].lower() == table.lower():
                end = self._text.find(";", found.end())
                yield found.start(), len(self._text) if end < 0 else end

    def _spot(self, at: int, length: int) -> Spot:
        before = self._text[:at]
        column = at - (before.rfind("\n") + 1) + 1
        return Spot(before.count("\n") + 1, column, column + length)
