"""Where a finding stands in its file: the word itself, which only the file's text tells.

To look for a word takes the file's text and often its syntax, for each of what may be thousands of known violations that
nobody is shown. So what has no neighbour that its place could be confused with stands on its line at first, and is placed
when it is to be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.check.fingerprint import Key, key_of, place_order
from woosh_split.check.rule import Finding
from woosh_split.model.plain_text import plain
from woosh_split.model.violation import RuleText, Violation
from woosh_split.sources.spot import Spot

if TYPE_CHECKING:  # a parser is loaded where a place is looked for
    from woosh_split.sources.code.typescript.spots import Spots
    from woosh_split.sources.schema.ddl.spots import DumpSpots

ReadFile = Callable[[str], bytes | None]
"""Returns a file's bytes by its path below the root, None where it cannot be read."""
Asked = tuple[int, tuple[str, ...], str | None, tuple[str, ...]]
"""What is looked for in a file: the line, the words on it, the table in its SQL, and names of relations."""


class Places:
    """The files in which places are looked for, each read once."""

    def __init__(self, read: ReadFile) -> None:
        self._read = read
        self._known: dict[str, Spots | DumpSpots | None] = {}

    def find(self, file: str, asked: Asked) -> Spot:
        """Return where the words stand; the line alone where the file cannot be read."""
        spots = self._of(file)
        return _on_line(asked[0]) if spots is None else spots.find(*asked)

    def statement_line(self, file: str, line: int) -> int:
        """Return the line on which the statement of a line begins: a comment above it is about all of it."""
        spots = self._of(file)
        return line if spots is None else spots.statement_line(line)

    def _of(self, file: str) -> Spots | DumpSpots | None:
        if file not in self._known:
            content = self._read(file)
            self._known[file] = None if content is None else _spots(file, content)
        return self._known[file]


def placed(
    found: Sequence[tuple[RuleText, Finding]], places: Places, wholly: Collection[str]
) -> tuple[list[Violation], dict[Key, Asked]]:
    """Return a violation for each finding, and what is still to be looked for where one stands on its line only.

    In the files ``wholly`` all are placed. Elsewhere so are those of one rule, on one boundary, with one target in one
    file: which of them is the first, and which are one and the same, their places say. Of several calls that run one
    text, all but the first stand at themselves.
    """
    neighbours = Counter(_kind(text, finding) for text, finding in found)
    taken: dict[tuple[object, ...], int] = {}
    violations: list[Violation] = []
    later: dict[Key, Asked] = {}
    for text, finding in found:
        kind = _kind(text, finding)
        if neighbours[kind] == 1 and finding.file not in wholly:
            each = _violation(text, finding, _on_line(finding.line))
            later[key_of(each)] = _asked(finding)
        else:
            each = placed_at_once(text, finding, places)
            if taken.setdefault((*kind, each.line, each.column), finding.line) != finding.line:
                each = placed_at_once(text, replace(finding, sql=None, paths=()), places)
        violations.append(each)
    return violations, later


def placed_at_once(text: RuleText, finding: Finding, places: Places) -> Violation:
    """Return one finding as a violation where its words stand."""
    return _violation(text, finding, places.find(finding.file, _asked(finding)))


def placed_to_show(
    violations: Iterable[Violation], later: Mapping[str, Asked], read: ReadFile
) -> tuple[Violation, ...]:
    """Return violations where their words stand, in the order of their places.

    ``later`` is what is still to be looked for, by fingerprint.
    """
    places = Places(read)
    return tuple(sorted((_now(each, later, places) for each in violations), key=place_order))


def _now(each: Violation, later: Mapping[str, Asked], places: Places) -> Violation:
    asked = later.get(each.fingerprint)
    if asked is None:
        return each
    spot = places.find(each.path, asked)
    return replace(each, line=spot.line, column=spot.column, end_line=spot.line, end_column=spot.end_column)


def _kind(text: RuleText, finding: Finding) -> tuple[str, str, str, str, str]:
    return (text.code, finding.from_service, finding.to_service, finding.target, finding.file)


def _asked(finding: Finding) -> Asked:
    return (finding.line, finding.words, finding.sql, finding.paths)


def _on_line(line: int) -> Spot:
    return Spot(line, 1, 2)


def _spots(file: str, content: bytes) -> Spots | DumpSpots:
    if file.lower().endswith(".sql"):
        from woosh_split.sources.schema.ddl.spots import DumpSpots

        return DumpSpots(content)
    from woosh_split.sources.code.typescript.spots import Spots

    return Spots(content, tsx=file.endswith(".tsx"))


def _violation(text: RuleText, finding: Finding, spot: Spot) -> Violation:
    return Violation(
        text.code,
        text.name,
        text.severity,
        finding.from_service,
        finding.to_service,
        finding.target,
        finding.file,
        spot.line,
        spot.column,
        spot.line,
        spot.end_column,
        finding.symbol,
        plain(finding.message),
        plain(finding.fix),
        text.docs,
        "",
        crossing=finding.crossing,
        related=finding.related,
    )
