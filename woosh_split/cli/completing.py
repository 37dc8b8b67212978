"""What the shell offers where a service or a phase is to be named: those of the split file here or in a folder above."""

from __future__ import annotations

from pathlib import Path

from woosh_split.errors import WooshSplitError
from woosh_split.split.place import find_split_file


def service_names(incomplete: str) -> list[str]:
    """Return the services whose names begin so; of a split file that cannot be read none: the shell has no place to say why."""
    return _beginning(incomplete, "services")


def phase_ids(incomplete: str) -> list[str]:
    """Return the phases whose ids begin so, as :func:`service_names` does."""
    return _beginning(incomplete, "phases")


def _beginning(incomplete: str, kind: str) -> list[str]:
    from woosh_split.split.load import load_split

    path = find_split_file(Path.cwd())
    try:
        split = load_split(path) if path is not None else None
    except WooshSplitError:
        return []
    if split is None:
        return []
    names = (
        [each.name for each in split.services] if kind == "services" else [each.id for each in split.phases]
    )
    return [name for name in names if name.startswith(incomplete)]
