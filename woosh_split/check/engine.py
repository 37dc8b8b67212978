"""One monolith against its split file: every rule is asked, and each finding becomes a violation with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.check.fingerprint import with_fingerprints
from woosh_split.check.observed import Observed
from woosh_split.check.rule import Finding, Rule
from woosh_split.check.suppression import Suppression, by_line, in_force
from woosh_split.model.plain_text import plain
from woosh_split.model.violation import RuleText, Violation
from woosh_split.sources.code.typescript.spots import Spots
from woosh_split.sources.schema.ddl.spots import DumpSpots
from woosh_split.sources.spot import Spot

if TYPE_CHECKING:  # what is placed anew needs no scene
    from woosh_split.check.scene import Scene

ReadFile = Callable[[str], bytes | None]
"""Returns a file's bytes by its path below the root, None where it cannot be read."""

ABOUT_SUPPRESSIONS = "WS9"


Found = tuple[str, Finding]
"""The code of a rule, and what it found."""
Answers = dict[tuple[int, tuple[str, ...], str | None, tuple[str, ...]], tuple[int, int, int]]
"""Where words stand in one file: line, words, table and relations that were asked for, to the spot that was found."""


def observe(
    scene: Scene,
    rules: Sequence[Rule],
    suppressions: Sequence[Suppression],
    read: ReadFile,
    keep: Callable[[list[Found]], None] | None = None,
    answers: Callable[[set[str]], dict[str, Answers]] | None = None,
) -> Observed:
    """Ask every rule, place and fingerprint what it finds, and take out what comments in the code allow.

    ``keep`` is given all that was found by itself; comments aside, :func:`place_again` makes the same of it.
    ``answers`` tells what is known of the places in some files; what was not known is added to it.
    """
    found = [
        (rule.text, finding)
        for rule in rules
        if not rule.text.code.startswith(ABOUT_SUPPRESSIONS)
        for finding in rule.find(scene)
    ]
    if keep is not None:
        keep([(text.code, finding) for text, finding in found])
    spots = _Files(read, {} if answers is None else answers({finding.file for _, finding in found}))
    first = list(zip([finding for _, finding in found], _placed(found, spots), strict=True))
    lines = {id(violation): finding.line for finding, violation in first}
    held = by_line([each for each in suppressions if in_force(each, scene.today)])
    used: set[tuple[str, int, str]] = set()
    suppressed: set[int] = set()
    commented = {file for file, _, _ in held}
    for _, violation in first:
        asked = {violation.line, lines[id(violation)]}
        if violation.path in commented:
            asked |= {spots.statement_line(violation.path, line) for line in asked}
        for line in sorted(asked):
            key = (violation.path, line, violation.code)
            if key in held:
                used.add(key)
                suppressed.add(id(violation))
    kept = [(violation, id(violation) in suppressed) for _, violation in first]
    unused = tuple(
        (each, key[2]) for key, each in sorted(held.items(), key=lambda item: item[0]) if key not in used
    )
    later = replace(scene, suppressions=tuple(suppressions), unused_suppressions=unused)
    kept.extend(
        (_violation(rule.text, finding, spots), False)
        for rule in rules
        if rule.text.code.startswith(ABOUT_SUPPRESSIONS)
        for finding in rule.find(later)
    )
    # The ordinal counts suppressed ones too: a comment that comes or goes does not rename its neighbours.
    hidden = {_identity(violation) for violation, silent in kept if silent}
    everything = with_fingerprints(tuple({_identity(each): each for each, _ in kept}.values()))
    return Observed(
        tuple(each for each in everything if _identity(each) not in hidden),
        tuple(service.name for service in scene.split.services),
        tuple(sorted({*scene.module_of_file, *scene.facts.shared_files})),
        len(scene.facts.unresolved),
        tuple(rule.text for rule in rules),
    )


def place_again(found: Iterable[Found], texts: Iterable[RuleText], read: ReadFile) -> tuple[Violation, ...]:
    """Return the violations of some files, all that was found in these, as the files are now.

    ``texts`` are those of the rules that found it.

    A fingerprint tells apart only what is found in one file, so those of other files stay what they are. There must be
    no comment in the files that allows anything.
    """
    spots = _Files(read)
    by_code = {text.code: text for text in texts}
    placed = _placed([(by_code[code], finding) for code, finding in found], spots)
    return with_fingerprints(tuple({_identity(each): each for each in placed}.values()))


def _placed(found: Iterable[tuple[RuleText, Finding]], spots: _Files) -> list[Violation]:
    """Return each finding with its place; of several calls that run one text, all but the first stand at themselves."""
    taken: dict[tuple[object, ...], int] = {}
    placed = []
    for text, finding in found:
        each = _violation(text, finding, spots)
        place = (
            each.code,
            each.from_service,
            each.to_service,
            each.target,
            each.path,
            each.line,
            each.column,
        )
        if taken.setdefault(place, finding.line) != finding.line:
            each = _violation(text, replace(finding, sql=None, paths=()), spots)
        placed.append(each)
    return placed


def _identity(each: Violation) -> tuple[object, ...]:
    return (
        each.code, each.from_service, each.to_service, each.path, each.line, each.column, each.symbol,
        each.target, each.message,
    )  # fmt: skip


class _Files:
    """The files in which places are looked for, each read once."""

    def __init__(self, read: ReadFile, answers: dict[str, Answers] | None = None) -> None:
        self._read = read
        self._answers = answers or {}
        self._known: dict[str, Spots | DumpSpots | None] = {}

    def find(self, finding: Finding) -> Spot:
        answers = self._answers.get(finding.file)
        asked = (finding.line, finding.words, finding.sql, finding.paths)
        if answers is not None and asked in answers:
            return Spot(*answers[asked])
        spots = self._of(finding.file)
        if spots is None:
            return Spot(finding.line, 1, 2)
        found = spots.find(*asked)
        if answers is not None:
            answers[asked] = (found.line, found.column, found.end_column)
        return found

    def statement_line(self, file: str, line: int) -> int:
        """Return the line on which the statement of a line begins: a comment above it is about all of it."""
        spots = self._of(file)
        return line if spots is None else spots.statement_line(line)

    def _of(self, file: str) -> Spots | DumpSpots | None:
        if file not in self._known:
            content = self._read(file)
            self._known[file] = None if content is None else _spots(file, content)
        return self._known[file]


def _spots(file: str, content: bytes) -> Spots | DumpSpots:
    if file.lower().endswith(".sql"):
        return DumpSpots(content)
    return Spots(content, tsx=file.endswith(".tsx"))


def _violation(text: RuleText, finding: Finding, files: _Files) -> Violation:
    spot = files.find(finding)
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
