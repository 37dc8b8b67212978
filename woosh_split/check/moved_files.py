"""Files that were moved or renamed: what the baseline knows of the old one, it knows of the new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from woosh_split.check.baseline import NEVER
from woosh_split.check.fingerprint import ORDINALS, fingerprint, key_of, place_order
from woosh_split.model.violation import BaselineEntry, Violation

_Item = TypeVar("_Item", Violation, BaselineEntry)
_Kind = tuple[str, str, str, str, str]
"""What stays of a violation when its file moves: code, from, to, ``Class.method`` and target."""


def moved_entries(
    violations: Sequence[Violation], baseline: Sequence[BaselineEntry], files: Iterable[str]
) -> dict[str, BaselineEntry]:
    """Return the entries of files that are gone which stand for violations of other files, by these' fingerprints.

    A file is the one that is gone if nothing is known of it and its violations are those entries, no more and no fewer;
    of several such the one that kept its name. An entry stands for one violation, so what is known never grows.
    """
    held = {entry.fingerprint for entry in baseline}
    unknown = [e for e in violations if e.fingerprint not in held and not e.code.startswith(NEVER)]
    if not unknown or not baseline:
        return {}
    known_files = {entry.path for entry in baseline}
    there = {*files, *(each.path for each in violations)}
    gone = _by_file(entry for entry in baseline if entry.path not in there)
    new = _by_file(each for each in unknown if each.path not in known_files) if gone else {}
    found: dict[str, BaselineEntry] = {}
    for old_path, new_path in _pairs(gone, new).items():
        entries, moved = defaultdict(list), defaultdict(list)
        for entry in sorted(gone[old_path], key=_ordinal):
            entries[_kind(entry)].append(entry)
        for each in sorted(new[new_path], key=place_order):
            moved[_kind(each)].append(each)
        for kind, several in moved.items():
            found.update(
                (each.fingerprint, entry) for each, entry in zip(several, entries[kind], strict=True)
            )
    return found


def of_new_files(
    violations: Sequence[Violation], baseline: Sequence[BaselineEntry], files: Iterable[str]
) -> tuple[BaselineEntry, ...]:
    """Return a baseline with the entries of moved files under the names that these have now."""
    moved = moved_entries(violations, baseline, files)
    if not moved:
        return tuple(baseline)
    now = {
        entry.fingerprint: replace(entry, fingerprint=each.fingerprint, path=each.path)
        for each in violations
        if (entry := moved.get(each.fingerprint)) is not None
    }
    return tuple(now.get(entry.fingerprint, entry) for entry in baseline)


def _pairs(
    gone: Mapping[str, Sequence[BaselineEntry]], new: Mapping[str, Sequence[Violation]]
) -> dict[str, str]:
    """Return the file that each file that is gone has become, where that can only be one."""
    by_kinds: dict[frozenset[tuple[_Kind, int]], list[str]] = defaultdict(list)
    for path, several in new.items():
        by_kinds[_kinds(several)].append(path)
    pairs: dict[str, str] = {}
    for old, entries in gone.items():
        alike = by_kinds.get(_kinds(entries), [])
        same_name = [path for path in alike if PurePosixPath(path).name == PurePosixPath(old).name]
        # Of imports no class and no method is told: another file may well have the same.
        others = alike if all(entry.symbol for entry in entries) else []
        chosen = same_name or others
        if len(chosen) == 1:
            pairs[old] = chosen[0]
    taken = Counter(pairs.values())
    return {old: path for old, path in pairs.items() if taken[path] == 1}


def _by_file(items: Iterable[_Item]) -> dict[str, list[_Item]]:
    found: dict[str, list[_Item]] = defaultdict(list)
    for each in items:
        found[each.path].append(each)
    return found


def _kinds(items: Iterable[Violation | BaselineEntry]) -> frozenset[tuple[_Kind, int]]:
    return frozenset(Counter(map(_kind, items)).items())


def _kind(item: Violation | BaselineEntry) -> _Kind:
    return (item.code, item.from_service, item.to_service, item.symbol, item.target)


def _ordinal(entry: BaselineEntry) -> int:
    key = key_of(entry)
    return next((each for each in range(ORDINALS) if fingerprint(key, each) == entry.fingerprint), ORDINALS)
