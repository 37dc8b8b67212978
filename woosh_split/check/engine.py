"""One monolith against its split file: every rule is asked, and each finding becomes a violation with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.check.fingerprint import Key, key_of, with_fingerprints
from woosh_split.check.observed import Observed
from woosh_split.check.placing import Asked, Places, ReadFile, placed, placed_at_once
from woosh_split.check.rule import Finding, Rule
from woosh_split.check.suppression import Suppression, by_line, in_force
from woosh_split.model.violation import RuleText, Violation

if TYPE_CHECKING:  # what is placed anew needs no scene
    from woosh_split.check.scene import Scene

ABOUT_SUPPRESSIONS = "WS9"


Found = tuple[str, Finding]
"""The code of a rule, and what it found."""

Allowed = tuple[str, int, str]
"""A file, a line, and the code of the rule that a comment allows to be broken there."""


def observe(
    scene: Scene,
    rules: Sequence[Rule],
    suppressions: Sequence[Suppression],
    read: ReadFile,
    keep: Callable[[list[Found]], None] | None = None,
) -> Observed:
    """Ask every rule, place and fingerprint what it finds, and take out what comments in the code allow.

    ``keep`` is given all that was found by itself; comments aside, :func:`place_again` makes the same of it.
    """
    found = [
        (rule.text, finding)
        for rule in rules
        if not _is_about_suppressions(rule)
        for finding in rule.find(scene)
    ]
    if keep is not None:
        keep([(text.code, finding) for text, finding in found])
    places = Places(read)
    held = by_line([each for each in suppressions if in_force(each, scene.today)])
    commented = {file for file, _, _ in held}
    violations, later = placed(found, places, {*commented, scene.split_path})
    allowing = [
        _allowing(violation, finding.line, held, places if violation.path in commented else None)
        for (_, finding), violation in zip(found, violations, strict=True)
    ]
    used = {key for keys in allowing for key in keys}
    of_comments = replace(scene, suppressions=tuple(suppressions), unused_suppressions=_unused(held, used))
    about_comments = [
        placed_at_once(rule.text, finding, places)
        for rule in rules
        if _is_about_suppressions(rule)
        for finding in rule.find(of_comments)
    ]
    # The ordinal counts suppressed ones too: a comment that comes or goes does not rename its neighbours.
    everything = _fingerprinted((*violations, *about_comments))
    hidden = {_identity(each) for each, keys in zip(violations, allowing, strict=True) if keys}
    return Observed(
        tuple(each for each in everything if _identity(each) not in hidden),
        _by_fingerprint(everything, later),
        tuple(service.name for service in scene.split.services),
        tuple(sorted({*scene.module_of_file, *scene.facts.shared_files})),
        len(scene.facts.unresolved),
        tuple(rule.text for rule in rules),
    )


def _is_about_suppressions(rule: Rule) -> bool:
    """Whether a rule looks at comments that allow something: it is asked last, when it is known which of them were needed."""
    return rule.text.code.startswith(ABOUT_SUPPRESSIONS)


def _unused(held: Mapping[Allowed, Suppression], used: Set[Allowed]) -> tuple[tuple[Suppression, str], ...]:
    """Return the comments that allow nothing, each with the code of the rule that it names, in the order of their places."""
    return tuple((held[key], key[2]) for key in sorted(held) if key not in used)


def _fingerprinted(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Return the violations with their fingerprints; what was found twice stands once."""
    return with_fingerprints(tuple({_identity(each): each for each in violations}.values()))


def _allowing(
    violation: Violation, found_at: int, held: Mapping[Allowed, Suppression], places: Places | None
) -> list[Allowed]:
    """Return the comments that allow a violation: at its line, where it was found, or where the statement begins."""
    lines = {violation.line, found_at}
    if places is not None:
        lines |= {places.statement_line(violation.path, line) for line in lines}
    keys = [(violation.path, line, violation.code) for line in sorted(lines)]
    return [key for key in keys if key in held]


def place_again(
    found: Iterable[Found], texts: Iterable[RuleText], read: ReadFile
) -> tuple[tuple[Violation, ...], dict[str, Asked]]:
    """Return the violations of some files, all that was found in these, as the files are now.

    ``texts`` are those of the rules that found it. With them comes what is still to be looked for, by fingerprint.

    A fingerprint tells apart only what is found in one file, so those of other files stay what they are. There must be
    no comment in the files that allows anything.
    """
    by_code = {text.code: text for text in texts}
    violations, later = placed([(by_code[code], finding) for code, finding in found], Places(read), ())
    everything = _fingerprinted(violations)
    return everything, _by_fingerprint(everything, later)


def _by_fingerprint(violations: Iterable[Violation], later: dict[Key, Asked]) -> dict[str, Asked]:
    found = ((each.fingerprint, later.get(key_of(each))) for each in violations) if later else ()
    return {fingerprint: asked for fingerprint, asked in found if asked is not None}


def _identity(each: Violation) -> tuple[object, ...]:
    return (
        each.code, each.from_service, each.to_service, each.path, each.line, each.column, each.symbol,
        each.target, each.message,
    )  # fmt: skip
