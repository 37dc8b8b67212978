"""Whether the packages that somebody else installed are those that the package files ask for today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.locks.ranges import satisfies
from woosh_split.sources.nesting import json_of

_ASKED = ("dependencies", "devDependencies")


def installed_by_hand(folder: Path, below: list[Path]) -> bool:
    """Tell whether npm's own note names a version of every package that fits what the package files ask for.

    What it does not name, or names in another version, was asked for after somebody installed the packages. ``below`` are
    the package files of a workspace. A ``node_modules`` that is a link is somebody's own, whatever it holds.
    """
    modules = folder / "node_modules"
    if modules.is_symlink():
        return True
    root = folder / "package.json"
    held = mapping(_read(modules / ".package-lock.json").get("packages"))
    return all(
        _fits(held, path.parent.relative_to(folder), name, wanted)
        for path in (root, *(below if "workspaces" in _read(root) else ()))
        for name, wanted in _asked(_read(path))
    )


def _asked(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in _ASKED:
        for name, wanted in mapping(document.get(key)).items():
            yield name, str(wanted)


def _fits(held: Mapping[str, Any], below: Path, name: str, wanted: str) -> bool:
    """Tell whether what a package gets of a name, in its own folder or in one around it, is what it asks for."""
    for place in (below, *below.parents):
        found = held.get((place / "node_modules" / name).as_posix())
        if found is not None:
            version = mapping(found).get("version")
            return version is None or satisfies(str(version), wanted)
    return False


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return mapping(json_of(path.read_bytes()))
    except (OSError, ValueError):
        return {}
