"""Yarn's ``yarn.lock``: version 1 has a format of its own, berry (2 and later) writes YAML.

Both name a package by what was asked for (``rxjs@^7.8.1``), so what the monolith gets is found by what its
package.json says. Version 1 keeps no peers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from woosh_split.artefacts.service.nestjs.project.locks.locked import (
    Lock,
    LockedPackage,
    LockFileError,
    is_version,
    names,
    peers_of,
)
from woosh_split.sources.nested_yaml import refuse_deep_yaml

_ADDRESSES = re.compile(
    r"(git|https?:|ssh:|file:|link:|portal:|github:|gitlab:|bitbucket:|[\w-]+/[\w.-]+(#|$))"
)


def read_yarn_lock(text: str) -> Lock:
    """Read a lock of either version.

    Raises:
        LockFileError: it is neither.
    """
    if "__metadata:" in text:
        return _read_berry(text)
    return _Asked(_by_request(_read_classic(text)), False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Packages by what was asked for: ``(name, range)``; every range of a name in order."""

    packages: Mapping[str, Mapping[str, Mapping[str, Any]]]
    has_peers: bool

    def unjudged_peers(self) -> str | None:
        """Say so always: yarn refuses no peer, and installs none by itself."""
        return "yarn wrote it, which refuses no peers"

    def find(self, name: str, declared: str | None) -> LockedPackage | None:
        ranges = self.packages.get(name, {})
        entry = ranges.get(declared) if declared is not None else None
        if entry is None and (
            declared is None or len({str(each["version"]) for each in ranges.values()}) == 1
        ):
            # Not declared: the one that others asked for lies where the monolith finds it, if there is only one.
            entry = next(iter(ranges.values()), None)
        return self._package(name, entry, declared)

    def below(self, package: LockedPackage, name: str) -> LockedPackage | None:
        return self.find(name, None)

    def _package(
        self, name: str, entry: Mapping[str, Any] | None, declared: str | None
    ) -> LockedPackage | None:
        if entry is None:
            return None
        needs = {**(entry.get("dependencies") or {}), **(entry.get("optionalDependencies") or {})}
        peers = peers_of(entry) if self.has_peers else None
        return LockedPackage(name, _spec(name, entry, declared), names(needs), peers)


def _spec(name: str, entry: Mapping[str, Any], declared: str | None) -> str:
    version = str(entry["version"])
    if declared is not None and declared.startswith("npm:") and "@" in declared[5:]:
        real = declared[4:].rpartition("@")[0]
        return f"npm:{real}@{version}" if real != name else version
    if declared is not None and _ADDRESSES.match(declared):
        resolved = str(entry.get("resolved") or entry.get("resolution") or "")
        commit = re.search(r"(?:#commit=|#|tar\.gz/)([0-9a-f]{40})", resolved)
        return f"{declared.partition('#')[0]}#{commit[1]}" if commit and "git" in resolved else declared
    return version if is_version(version) else (declared or version)


def _by_request(
    entries: Iterator[tuple[list[str], Mapping[str, Any]]],
) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for requests, entry in entries:
        if "version" not in entry:
            continue
        for request in requests:
            name, asked = _split(request)
            found.setdefault(name, {})[asked] = entry
    return found


def _split(request: str) -> tuple[str, str]:
    at = request.find("@", 1)
    return (request, "") if at < 0 else (request[:at], request[at + 1 :])


# Version 1 ---------------------------------------------------------------------------------------------

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s,:"][^\s,"]*)')


def _read_classic(text: str) -> Iterator[tuple[list[str], Mapping[str, Any]]]:
    """Yield ``(what was asked for, fields)``: blocks of lines that are indented by two, and by four below a field."""
    requests: list[str] = []
    entry: dict[str, Any] = {}
    inner: dict[str, str] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        depth = len(raw) - len(raw.lstrip(" "))
        line = raw.strip()
        if depth == 0:
            if not line.endswith(":"):
                raise LockFileError(
                    f"yarn.lock, line {number}, is not as yarn writes it. Run yarn install anew."
                )
            if requests:
                yield requests, entry
            requests, entry, inner = _words(line[:-1]), {}, None
        elif depth == 2 and line.endswith(":") and len(_words(line[:-1])) == 1:
            inner = entry.setdefault(_words(line[:-1])[0], {})
        else:
            words = _words(line)
            if len(words) < 2 or (depth > 2 and inner is None):
                raise LockFileError(
                    f"yarn.lock, line {number}, is not as yarn writes it. Run yarn install anew."
                )
            target = entry if depth == 2 or inner is None else inner
            target[words[0]] = words[1]
    if requests:
        yield requests, entry


def _words(line: str) -> list[str]:
    return [
        re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2]
        for match in _WORD.finditer(line)
    ]


# Berry -------------------------------------------------------------------------------------------------


def _read_berry(text: str) -> Lock:
    try:
        refuse_deep_yaml(text)
        document = yaml.load(text, Loader=yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader)  # noqa: S506 - texts only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise LockFileError(
            f"yarn.lock{where}, is not valid YAML. Run yarn install to write it anew."
        ) from error
    if not isinstance(document, dict):
        raise LockFileError("yarn.lock holds no packages. Run yarn install to write it anew.")
    return _Asked(_by_request(_berry_entries(document)), True)


def _berry_entries(document: Mapping[str, Any]) -> Iterator[tuple[list[str], Mapping[str, Any]]]:
    for key, entry in document.items():
        if key == "__metadata" or not isinstance(entry, dict):
            continue
        # A package.json says ``^7.8.1`` where the lock says ``npm:^7.8.1``; an alias keeps its ``npm:``.
        yield [_plain(each.strip()) for each in key.split(", ")], entry


def _plain(request: str) -> str:
    name, asked = _split(request)
    if asked.startswith("npm:") and "@" not in asked[5:]:
        asked = asked[4:]
    if asked.startswith("patch:"):
        inner = re.match(r"patch:[^#]*?@(?:npm%3A|npm:)?([^#]+)#", asked)
        asked = inner[1] if inner else asked
    return f"{name}@{asked}"
