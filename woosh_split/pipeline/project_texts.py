"""The monolith's own project files, read for the services that are made of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from woosh_split.artefacts.service.nestjs.exclusion import exclusions
from woosh_split.artefacts.service.nestjs.project.documents import read_document
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith
from woosh_split.sources.code.nestjs.codebase import Codebase
from woosh_split.sources.code.nestjs.needs.read import read_service_code

LOCKS = {
    "npm": ("npm-shrinkwrap.json", "package-lock.json"),
    "yarn": ("yarn.lock",),
    "pnpm": ("pnpm-lock.yaml",),
}
"""The locks of each package manager, those that it prefers first."""

_CONFIGS = ("tsconfig", "jsconfig")
_WEBPACK = re.compile(r"(?:^|/)webpack[\w.-]*\.c?js$")
_LOADS = ("import", "require", "dynamic")


def project_texts(code: Codebase, base: str, folder: str | None = None) -> Monolith:
    """Return the project files of the application; ``base`` is the folder that a service's folder mirrors.

    Its tsconfig files are given as they will be once services are written to ``folder``, so that a second extraction
    finds what the first one found.
    """
    package = _nearest(code, code.folder, "package.json")
    lock = _lock(code)
    workspace = [
        path
        for path in _all_upwards(code, posixpath.dirname(package or ""), "package.json")
        if path != package
    ]
    lock_folder = posixpath.dirname(lock) if lock else ""
    at = posixpath.relpath(code.folder or ".", lock_folder or ".")
    nest = _nearest(code, code.source, "nest-cli.json")
    nest_folder = posixpath.relpath(posixpath.dirname(nest or "") or ".", base or ".")
    webpack = dict(_webpack(code, base))
    named = read_service_code({f"{path}.ts": text for path, text in webpack.items()}).packages
    return Monolith(
        package_json=_text(code, package) or "{}",
        lock_name=posixpath.basename(lock) if lock else None,
        lock=_text(code, lock),
        lock_folder="" if at == "." else at,
        root_package_json=_text(code, workspace[-1]) if workspace else None,
        read_package=lambda name: _package(code, name),
        configs=dict(_configs(code, base, folder)),
        nest_cli=_text(code, nest),
        nest_folder="" if nest_folder.startswith(".") else nest_folder,
        nvmrc=_text(code, _nearest(code, code.folder, ".nvmrc")),
        npmrc=_text(code, _nearest(code, code.folder, ".npmrc")),
        swcrc=_text(code, _nearest(code, code.folder, ".swcrc")),
        webpack=webpack,
        webpack_needs=tuple(dict.fromkeys(each.specifier for each in named if each.kind in _LOADS)),
    )


def _lock(code: Codebase) -> str | None:
    """Return the nearest lock; where several lie beside each other, that of the manager that ``packageManager`` names."""
    named = next(
        filter(None, (_manager(code, path) for path in _all_upwards(code, code.folder, "package.json"))), None
    )
    ranked = sorted(LOCKS, key=lambda manager: manager != named)
    return next(_upwards(code, code.folder, [name for manager in ranked for name in LOCKS[manager]]), None)


def _manager(code: Codebase, path: str) -> str | None:
    found = read_document(_text(code, path), path).get("packageManager")
    return found.partition("@")[0] if isinstance(found, str) else None


def _text(code: Codebase, path: str | None) -> str | None:
    return code.tree.text(path) if path is not None else None


def _nearest(code: Codebase, folder: str, name: str) -> str | None:
    return next(_upwards(code, folder, (name,)), None)


def _all_upwards(code: Codebase, folder: str, name: str) -> list[str]:
    return list(_upwards(code, folder, (name,)))


def _upwards(code: Codebase, folder: str, names: Iterable[str]) -> Iterator[str]:
    while True:
        for name in names:
            path = f"{folder}/{name}" if folder else name
            if path in code.tree.files:
                yield path
        if not folder:
            return
        folder = posixpath.dirname(folder)


def _configs(code: Codebase, base: str, folder: str | None) -> Iterator[tuple[str, str]]:
    """Yield the tsconfig files that may matter, by their paths as seen from the base."""
    known = tsconfigs(code)
    if folder is not None:
        known |= dict(exclusions(known, folder))
    for path, text in known.items():
        yield posixpath.relpath(path, base or "."), text


def _webpack(code: Codebase, base: str) -> Iterator[tuple[str, str]]:
    """Yield the settings of webpack beside nest-cli.json or in an application's folder, by their paths from the base."""
    for path in sorted(code.tree.files):
        if _WEBPACK.search(path) and posixpath.dirname(path) in _above(code.source):
            text = code.tree.text(path)
            if text is not None:
                yield posixpath.relpath(path, base or "."), text


def _above(folder: str) -> set[str]:
    """Return a folder and all above it."""
    words = folder.split("/") if folder else []
    return {"/".join(words[:count]) for count in range(len(words) + 1)}


def tsconfigs(code: Codebase) -> dict[str, str]:
    """Return the tsconfig files of the tree, by their path below its root."""
    found = {}
    for path in sorted(code.tree.files):
        name = posixpath.basename(path)
        if name.endswith(".json") and name.startswith(_CONFIGS):
            text = code.tree.text(path)
            if text is not None:
                found[path] = text
    return found


def _package(code: Codebase, name: str) -> str | None:
    if name.startswith("/") or ".." in name.split("/"):
        return None
    folder = (code.tree.root / code.folder).resolve()
    for each in (folder, *folder.parents):
        path = Path(each, "node_modules", name, "package.json")
        if path.is_file():
            return path.read_text("utf-8", "replace")
    return None
