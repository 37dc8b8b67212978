"""npm's ``package-lock.json`` and ``npm-shrinkwrap.json``: ``lockfileVersion`` 1, 2 and 3.

Versions 2 and 3 list packages by the folder in which they lie, so that what an import gets is found by Node's own
walk: ``node_modules`` here, then one folder up. Version 1 nests ``dependencies`` and keeps no peers.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.locks.locked import (
    Lock,
    LockedPackage,
    LockFileError,
    is_version,
    names,
    peers_of,
)
from woosh_split.artefacts.service.nestjs.project.locks.ranges import satisfies
from woosh_split.sources.nesting import json_of

_MODULES = "node_modules/"


def read_npm_lock(text: str, folder: str = "", file: str = "package-lock.json") -> Lock:
    """Read a lock; ``folder`` is the monolith's package, relative to the folder of the lock ("" where it is the same).

    Raises:
        LockFileError: it is no JSON, or of a shape that no npm writes.
    """
    try:
        document = json_of(text)
    except ValueError as error:
        raise LockFileError(
            f"{file} is not valid JSON ({error}). Run npm install to write it anew."
        ) from error
    if not isinstance(document, dict):
        raise LockFileError(
            f"{file} is no lock of npm: it holds no object. Run npm install to write it anew."
        )
    if isinstance(document.get("packages"), dict):
        packages = {str(key): each for key, each in document["packages"].items() if isinstance(each, dict)}
        return _Places(packages, folder.strip("/"))
    nested = document.get("dependencies")
    return _Tree(nested if isinstance(nested, dict) else {})


@dataclass(frozen=True, slots=True)
class _Places:
    packages: Mapping[str, Mapping[str, Any]]
    folder: str

    def find(self, name: str, declared: str | None) -> LockedPackage | None:
        place = self._place(self.folder, name)
        return self._package(name, place, declared) if place is not None else None

    def below(self, package: LockedPackage, name: str) -> LockedPackage | None:
        start = self._place(self.folder, package.name)
        place = self._place(start, name) if start is not None else None
        return self._package(name, place, None) if place is not None else None

    def unjudged_peers(self) -> str | None:
        """Name the first peer of another version than it may be: the lock was made with ``legacy-peer-deps`` then."""
        for place, entry in sorted(self.packages.items()):
            if _MODULES not in place or entry.get("link") is True:
                continue
            for name, wanted in sorted(mapping(entry.get("peerDependencies")).items()):
                there = self._place(posixpath.dirname(place), name)
                version = str(self.packages[there].get("version", "")) if there is not None else ""
                if version and isinstance(wanted, str) and not satisfies(version, wanted):
                    return f"{place.rpartition(_MODULES)[2]} asks for {name} {wanted} beside it, and {version} is there"
        return None

    def _place(self, folder: str, name: str) -> str | None:
        at = folder
        while True:
            place = posixpath.join(at, _MODULES + name) if at else _MODULES + name
            if place in self.packages:
                return place
            if not at:
                return None
            at = posixpath.dirname(at)

    def _package(self, name: str, place: str, declared: str | None) -> LockedPackage | None:
        entry = self.packages[place]
        if entry.get("link") is True:
            target = self.packages.get(str(entry.get("resolved", "")), {})
            return LockedPackage(name, declared or "*", names(target.get("dependencies")), peers_of(target))
        needs = {**mapping(entry.get("dependencies")), **mapping(entry.get("optionalDependencies"))}
        return LockedPackage(name, _spec(name, entry, declared), names(needs), peers_of(entry))


def _spec(name: str, entry: Mapping[str, Any], declared: str | None) -> str:
    version = str(entry.get("version", ""))
    real = entry.get("name")
    if version.startswith("npm:"):
        return version
    resolved = str(entry.get("resolved", ""))
    if not is_version(version) or resolved.startswith(("git", "file:")):
        return _address(declared, resolved or version)
    if declared is not None and declared.startswith(("http:", "https:")):
        return declared
    return f"npm:{real}@{version}" if isinstance(real, str) and real != name else version


def _address(declared: str | None, resolved: str) -> str:
    """Return the monolith's own words for a repository, at the commit that the lock names."""
    if declared is None:
        return resolved or "*"
    commit = resolved.rpartition("#")[2] if "#" in resolved else ""
    if commit and not declared.startswith(("file:", "link:", "workspace:")):
        return f"{declared.partition('#')[0]}#{commit}"
    return declared


@dataclass(frozen=True, slots=True)
class _Tree:
    packages: Mapping[str, Any]

    def unjudged_peers(self) -> str | None:
        """Say so always: whoever wrote such a lock has neither judged peers nor installed any by itself."""
        return "npm 6 wrote it, which judges no peers"

    def find(self, name: str, declared: str | None) -> LockedPackage | None:
        return self._package(name, self.packages.get(name), declared)

    def below(self, package: LockedPackage, name: str) -> LockedPackage | None:
        entry = mapping(self.packages.get(package.name))
        inner = mapping(entry.get("dependencies")).get(name)
        return self._package(name, inner or self.packages.get(name), None)

    def _package(self, name: str, entry: Any, declared: str | None) -> LockedPackage | None:
        if not isinstance(entry, dict):
            return None
        return LockedPackage(
            name,
            _spec(name, {"resolved": entry.get("from", ""), **entry}, declared),
            names(entry.get("requires")),
        )
