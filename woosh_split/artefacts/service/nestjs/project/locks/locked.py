"""What a lock file tells, whichever package manager wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from woosh_split.errors import InputError


class LockFileError(InputError):
    """A lock file cannot be read."""


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """One package at one version.

    ``spec`` is what a package.json has to say to get exactly this one: a version, ``npm:other@1.2.3``, or what the
    monolith itself says where it does not come from a registry. ``peers`` is None where the lock does not keep them.
    """

    name: str
    spec: str
    dependencies: tuple[str, ...] = ()
    peers: tuple[str, ...] | None = None


class Lock(Protocol):
    """Answers for the monolith's own package."""

    def find(self, name: str, declared: str | None) -> LockedPackage | None:
        """Return what an import of ``name`` gets; ``declared`` is what the monolith's package.json asks for."""

    def below(self, package: LockedPackage, name: str) -> LockedPackage | None:
        """Return what a package gets that depends on ``name``."""

    def unjudged_peers(self) -> str | None:
        """Return why npm is not to judge peers, in words; None where it would install what the lock names."""


@dataclass(frozen=True, slots=True)
class NoLock:
    """No lock file was found."""

    packages: Mapping[str, LockedPackage] = field(default_factory=dict)

    def find(self, name: str, declared: str | None) -> LockedPackage | None:
        """Return nothing."""
        return None

    def below(self, package: LockedPackage, name: str) -> LockedPackage | None:
        """Return nothing."""
        return None

    def unjudged_peers(self) -> str | None:
        """Return nothing."""
        return None


def names(document: Any) -> tuple[str, ...]:
    """Return the keys of a mapping, sorted; none for anything else."""
    return tuple(sorted(str(key) for key in document)) if isinstance(document, dict) else ()


def peers_of(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the peers of a package, the optional ones too, which some name only in ``peerDependenciesMeta``."""
    return tuple(sorted({*names(entry.get("peerDependencies")), *names(entry.get("peerDependenciesMeta"))}))


def is_version(text: str) -> bool:
    """Tell whether a text is a plain version and not the address of a file or of a repository."""
    return bool(text) and text[0].isdigit() and not any(mark in text for mark in ":/ ")
