"""The baseline: known violations in a file that git merges line by line, and that may only shrink."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from woosh_split.check.fingerprint import ORDINALS, fingerprint, key_of
from woosh_split.errors import InputError
from woosh_split.model.violation import BaselineEntry, Violation
from woosh_split.split.place import BASELINE_FILE as BASELINE_FILE

VERSION = 1
HEADER = "Known violations. Written by `woosh-split baseline write`; `woosh-split baseline prune` takes out what is repaid."
NEVER = "WS9"
"""Violations about suppressions are never known ones."""

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_KEYS = {field.name: str(field.metadata.get("key", field.name)) for field in fields(BaselineEntry)}
_NAMED = frozenset(_KEYS.values())
_OPTIONAL = ("reason", "until")


class BaselineError(InputError):
    """The baseline cannot be read, or is not as this program writes it."""


def load_baseline(path: Path) -> tuple[BaselineEntry, ...]:
    """Read a baseline; a file that is not there holds no entries.

    Raises:
        BaselineError: the file is unreadable, of a newer version, half-merged or edited by hand.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise BaselineError(f"{path} is not UTF-8 (byte {error.start}). {_restore(path)}") from error
    except OSError as error:
        raise BaselineError(f"The baseline {path} cannot be read: {error.strerror}.") from error
    return parse_baseline(text, path)


def parse_baseline(text: str, path: Path) -> tuple[BaselineEntry, ...]:
    """Read the text of a baseline; ``path`` is how messages call it.

    Raises:
        BaselineError: it is not as this program writes it.
    """
    text = text.removeprefix("\ufeff")  # some editors of Windows put a byte-order mark before it
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_CONFLICT):
            raise BaselineError(
                f"{path}:{number} holds the conflict markers of a merge that was not finished. Keep the lines of "
                "both sides without the markers, then run `woosh-split baseline prune`."
            )
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        comma = "" if "delimiter" not in str(error) else " Each entry but the last one ends with a comma."
        raise BaselineError(f"{path} is no JSON: {error}.{comma} {_restore(path)}") from error
    if not isinstance(document, dict) or not isinstance(document.get("violations"), list):
        raise BaselineError(f"{path} is no baseline: it has no list of violations. {_restore(path)}")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise BaselineError(f"{path} has the version {version!r}, which never was. {_restore(path)}")
    if version > VERSION:
        raise BaselineError(
            f"{path} has version {version}; this woosh-split reads version {VERSION}. Use the newer woosh-split "
            "that wrote it."
        )
    entries = tuple(_entry(item, index, path) for index, item in enumerate(document["violations"], 1))
    seen: dict[str, BaselineEntry] = {}
    for entry in entries:
        if seen.setdefault(entry.fingerprint, entry) != entry:
            raise BaselineError(
                f"{path} holds the entry {entry.fingerprint} twice, with another `reason` or `until`. Keep one of the two lines."
            )
    return tuple(seen.values())  # both sides of a merge may have brought the same one


def render_baseline(entries: Iterable[BaselineEntry]) -> str:
    """Return the text of a baseline: one entry a line, sorted, so that a diff shows what changed."""
    lines = ["{", f'  "version": {VERSION},', f'  "about": {json.dumps(HEADER)},', '  "violations": [']
    ordered = sorted(entries, key=lambda entry: (*key_of(entry), entry.fingerprint))
    lines.append(
        ",\n".join(f"    {json.dumps(entry_document(entry), ensure_ascii=False)}" for entry in ordered)
    )
    return "\n".join([*lines, "  ]", "}", ""])


def entry_of(violation: Violation) -> BaselineEntry:
    """Return a violation as the baseline keeps it."""
    return BaselineEntry(
        violation.fingerprint,
        violation.code,
        violation.from_service,
        violation.to_service,
        violation.path,
        violation.symbol,
        violation.target,
    )


def written(violations: Iterable[Violation], old: Sequence[BaselineEntry]) -> tuple[BaselineEntry, ...]:
    """Return the entries for all violations; ``reason`` and ``until`` of old ones are kept."""
    held = {entry.fingerprint: entry for entry in old}
    return tuple(
        held.get(each.fingerprint) or entry_of(each) for each in violations if not each.code.startswith(NEVER)
    )


def pruned(violations: Iterable[Violation], old: Sequence[BaselineEntry]) -> tuple[BaselineEntry, ...]:
    """Return the old entries that still stand for a violation; none is added."""
    there = {each.fingerprint for each in violations}
    return tuple(entry for entry in old if entry.fingerprint in there)


def ended(entry: BaselineEntry, today: str) -> bool:
    """Whether the day until which an entry was to be tolerated has passed; ``today`` is an ISO date."""
    return entry.until is not None and entry.until < today


def entry_document(entry: BaselineEntry) -> dict[str, str]:
    """Return an entry as it stands in the file, without what it does not say."""
    found = {key: getattr(entry, name) for name, key in _KEYS.items()}
    return {key: value for key, value in found.items() if value is not None}


def _entry(item: Any, index: int, path: Path) -> BaselineEntry:
    where = f"Entry {index} of {path}"
    if not isinstance(item, dict):
        raise BaselineError(f"{where} is no object. {_restore(path)}")
    values: dict[str, str | None] = {}
    for name, key in _KEYS.items():
        value = item.get(key)
        if value is None and key in _OPTIONAL:
            continue
        if not isinstance(value, str):
            raise BaselineError(f"{where} lacks the text {key!r}. {_restore(path)}")
        values[name] = value
    if not _NAMED.issuperset(item):
        raise BaselineError(f"{where} has the unknown key {min(set(item) - _NAMED)!r}. {_restore(path)}")
    entry = BaselineEntry(**values)  # type: ignore[arg-type]
    if entry.code.startswith(NEVER):
        raise BaselineError(f"{where} holds {entry.code}: what is wrong with a suppression cannot be known.")
    _check_until(entry, where)
    if not _genuine(entry):
        raise BaselineError(
            f"{where} ({entry.code} in {entry.path}) was edited by hand: its fingerprint does not match its fields. "
            f"Only `reason` and `until` are yours to edit. {_restore(path)}"
        )
    return entry


def _check_until(entry: BaselineEntry, where: str) -> None:
    from datetime import date

    if entry.until is not None:
        try:
            day = date.fromisoformat(entry.until)
        except ValueError as error:
            raise BaselineError(f"{where}: until {entry.until!r} is no date such as 2027-03-31.") from error
        if day.isoformat() != entry.until:
            raise BaselineError(f"{where}: write until as {day.isoformat()}.")


def _genuine(entry: BaselineEntry) -> bool:
    """Whether the fingerprint belongs to the fields; the ordinal is not written down, so each is tried."""
    key = key_of(entry)
    return any(fingerprint(key, ordinal) == entry.fingerprint for ordinal in range(ORDINALS))


def _restore(path: Path) -> str:
    return f"Restore it from git, or delete it and run `woosh-split baseline write` (look at the difference first: {path.name} may only shrink)."
