"""npm ``overrides``, yarn ``resolutions`` and pnpm ``overrides``, as npm reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from woosh_split.artefacts.service.nestjs.project.credentials import stripped
from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.project_input import Note


def overrides_of(documents: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], list[Note]]:
    """Return the overrides of package.json files, those of a later one first in rank."""
    found: dict[str, Any] = {}
    notes: list[Note] = []
    for document in documents:
        _merge(found, mapping(document.get("overrides")))
        for key, value in mapping(document.get("resolutions")).items():
            _add(found, [each for each in _yarn_path(key) if each != "**"], value, notes)
        pnpm = mapping(document.get("pnpm"))
        for key, value in mapping(pnpm.get("overrides")).items():
            _add(found, key.split(">"), value, notes)
    return stripped(found, notes), notes


def pinned(overrides: Mapping[str, Any], direct: Mapping[str, str]) -> dict[str, Any]:
    """Return overrides that agree with what is asked for directly: npm refuses two answers for one package."""
    found: dict[str, Any] = {}
    for name, value in overrides.items():
        if name in direct and isinstance(value, str):
            found[name] = direct[name]
        elif name in direct and isinstance(value, dict) and "." in value:
            found[name] = {**value, ".": direct[name]}
        else:
            found[name] = value
    return found


def _yarn_path(key: str) -> list[str]:
    """Split ``a/**/b`` and ``@x/a/b``: a scope and its name stay together."""
    parts: list[str] = []
    for piece in key.split("/"):
        if parts and parts[-1].startswith("@") and "/" not in parts[-1]:
            parts[-1] += f"/{piece}"
        else:
            parts.append(piece)
    return parts


def _add(found: dict[str, Any], path: list[str], value: Any, notes: list[Note]) -> None:
    if not isinstance(value, str) or value.startswith(("patch:", "portal:", "workspace:", "link:")):
        notes.append(Note("package.json", f"npm has nothing like the override {' > '.join(path)}: {value}"))
        return
    at = found
    for name in path[:-1]:
        inner = at.get(name.strip())
        if not isinstance(inner, dict):
            inner = {} if inner is None else {".": inner}
            at[name.strip()] = inner
        at = inner
    leaf = path[-1].strip().replace("@npm:", "@")
    kept = at.get(leaf)
    at[leaf] = {**kept, ".": value} if isinstance(kept, dict) else value


def _merge(found: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(found.get(key), dict):
            _merge(found[key], value)
        else:
            found[key] = value
