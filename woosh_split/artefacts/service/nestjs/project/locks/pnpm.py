"""pnpm's ``pnpm-lock.yaml``, lockfile versions 5 to 9.

What an importer (a package of the workspace) gets stands beside what it asked for. The keys of ``packages`` are
``/rxjs/7.8.1`` up to version 5, ``/rxjs@7.8.1`` in 6, ``rxjs@7.8.1`` in 9, each with the peers that it was built with
after it: ``7.8.1_abc`` or ``7.8.1(tslib@2.0.0)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.locks.locked import (
    Lock,
    LockedPackage,
    LockFileError,
    is_version,
    names,
    peers_of,
)
from woosh_split.sources.nested_yaml import refuse_deep_yaml

_GROUPS = ("dependencies", "devDependencies", "optionalDependencies")
_OLD_KEY = re.compile(r"/((?:@[^/]+/)?[^/@]+)/(\d[^/_]*)(?:_.*)?")
_KEY = re.compile(r"/?((?:@[^/]+/)?[^/@]+)@([^(]+)(?:\(.*)?", re.DOTALL)


def read_pnpm_lock(text: str, folder: str = "") -> Lock:
    """Read a lock; ``folder`` is the monolith's package, relative to the folder of the lock ("" where it is the same).

    Raises:
        LockFileError: it is no YAML, or holds no packages.
    """
    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    try:
        refuse_deep_yaml(text)
        documents = [each for each in yaml.load_all(text, Loader=loader) if isinstance(each, dict)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise LockFileError(
            f"pnpm-lock.yaml{where}, is not valid YAML. Run pnpm install to write it anew."
        ) from error
    if not documents:
        raise LockFileError("pnpm-lock.yaml holds no packages. Run pnpm install to write it anew.")
    document = documents[-1]
    importers = document.get("importers")
    if not isinstance(importers, dict):
        return _Pnpm(dict(_asked(document)), _packages(document))
    # What the workspace itself asks for is there for all of its packages.
    asked = [*_asked(mapping(importers.get("."))), *_asked(mapping(importers.get(folder or ".")))]
    return _Pnpm(dict(asked), _packages(document))


def _asked(importer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for group in _GROUPS:
        for name, found in mapping(importer.get(group)).items():
            yield name, str(mapping(found).get("version", "") if isinstance(found, dict) else found)


def _packages(document: Mapping[str, Any]) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Return name -> version -> entry; version 9 keeps what a package depends on under ``snapshots``."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for section in ("packages", "snapshots"):
        for key, entry in mapping(document.get(section)).items():
            match = _OLD_KEY.fullmatch(key) or _KEY.fullmatch(key)
            if match is not None and (isinstance(entry, dict) or entry in (None, "")):
                place = found.setdefault(match[1], {}).setdefault(match[2], {})
                for name, value in mapping(entry).items():
                    place.setdefault(name, value)
    return found


@dataclass(frozen=True, slots=True)
class _Pnpm:
    asked: Mapping[str, str]
    packages: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def unjudged_peers(self) -> str | None:
        """Return nothing: such a lock does not tell how npm would judge."""
        return None

    def find(self, name: str, declared: str | None) -> LockedPackage | None:
        text = self.asked.get(name)
        if text is None:
            return self._only(name) if declared is None else None
        alias = re.match(r"/?((?:@[^/]+/)?[^/@(]+)[@/](\d[^(_/]*)", text)
        version = re.split(r"[(_]", text, maxsplit=1)[0]
        if is_version(version):
            return self._package(name, name, version, version)
        if alias is not None and alias[1] in self.packages:
            real, version = alias[1], alias[2]
            spec = version if real == name else f"npm:{real}@{version}"
            return self._package(name, real, version, spec)
        return LockedPackage(name, _address(declared, text), (), self._peers_of_any(name))

    def below(self, package: LockedPackage, name: str) -> LockedPackage | None:
        return self._only(name)

    def _only(self, name: str) -> LockedPackage | None:
        versions = sorted(self.packages.get(name, {}))
        return self._package(name, name, versions[-1], versions[-1]) if len(versions) == 1 else None

    def _package(self, name: str, real: str, version: str, spec: str) -> LockedPackage:
        entry = mapping(self.packages.get(real, {}).get(version))
        needs = {**mapping(entry.get("dependencies")), **mapping(entry.get("optionalDependencies"))}
        return LockedPackage(name, spec, names(needs), peers_of(entry) if entry else None)

    def _peers_of_any(self, name: str) -> tuple[str, ...] | None:
        entries = list(self.packages.get(name, {}).values())
        return peers_of(entries[0]) if len(entries) == 1 else None


def _address(declared: str | None, text: str) -> str:
    commit = re.search(r"(?:tar\.gz/|#|/)([0-9a-f]{40})", text)
    if declared is None:
        return text
    if commit and not declared.startswith(("file:", "link:", "workspace:")):
        return f"{declared.partition('#')[0]}#{commit[1]}"
    return declared
