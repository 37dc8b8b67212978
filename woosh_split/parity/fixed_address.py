"""A monolith that has its database's address in the code: verify gives each process a database of its own in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from woosh_split.artefacts.service.nestjs.address import NAMES
from woosh_split.parity.environment import code_files
from woosh_split.sources.code.typescript.addresses import FixedPart
from woosh_split.sources.code.typescript.outlining import read_outline
from woosh_split.sources.nesting import json_of

_SEEN = (b"mysql", b"mariadb")
_SSL = re.compile(rb"\bssl['\"]?\s*:")
_DRIVERS = frozenset({"mysql", "mysql2"})
_PRELOADED = Path(__file__).with_name("own-database.cjs")


@dataclass(frozen=True, slots=True)
class FixedAddress:
    """What the code says of the database's address: for each part the values, None for any, and the first place."""

    values: Mapping[str, tuple[str, ...] | None]
    place: str
    of_services: bool = False
    """Whether the services read it from the same place, which nothing of theirs replaces."""

    @property
    def note(self) -> str:
        """What is said of it beside the result."""
        if self.of_services:
            return (
                f"{self.place} has no name of the environment for the database's address, so that it comes from a file. Every "
                "process had a database of its own here in its place; in production each service's file is to name its own "
                "user and schema."
            )
        parts = ", ".join(role for role in NAMES if role in self.values)
        return f"{self.place} has the database's {parts} in the code. Every process had a database of its own here in their place."


@dataclass(frozen=True, slots=True)
class Encryption:
    """Where the code says that the connection to the database is encrypted, or may be."""

    place: str

    @property
    def note(self) -> str:
        """What is said of it beside the result."""
        return (
            f"{self.place} encrypts the connection to the database. The server that was started here speaks no TLS, so that this "
            "was left out."
        )


def encryption_of(app: Path) -> Encryption | None:
    """Return the first place that has an option ``ssl``; in a comment it does no harm, since nothing is left out then."""
    for path in code_files(app):
        content = path.read_bytes()
        found = _SSL.search(content) if any(each in content for each in _SEEN) else None
        if found is not None:
            line = content.count(b"\n", 0, found.start()) + 1
            return Encryption(f"{path}:{line}")
    return None


def without_encryption(host: str, port: int, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment of a program of Node needs besides, so that it connects to this server without TLS."""
    loaded = f'--require "{_PRELOADED.as_posix()}"'
    options = environment.get("NODE_OPTIONS", "")
    more = {} if loaded in options else {"NODE_OPTIONS": f"{options} {loaded}".strip()}
    return {**more, "WOOSH_SPLIT_PLAIN_DATABASE": f"{host}:{port}"}


def fixed_address_of(app: Path) -> FixedAddress | None:
    """Return the parts of the database's address that the monolith's connections have as texts of the code."""
    found: dict[str, list[str]] = {}
    places = []
    for path in code_files(app):
        content = path.read_bytes()
        parts = read_outline(content).addresses if any(each in content for each in _SEEN) else ()
        for role, value in _spelt_out(parts):
            if value not in found.setdefault(role, []):
                found[role].append(value)
        if parts:
            line = content.count(b"\n", 0, parts[0].start) + 1
            places.append(f"{path}:{line}")
    if not places:
        return None
    return FixedAddress({role: tuple(values) for role, values in found.items()}, places[0])


def address_in_a_file(app: Path) -> FixedAddress | None:
    """Return that the address is whatever the monolith's driver of MySQL is handed, where it declares one."""
    try:
        told = json_of((app / "package.json").read_bytes())
        declared = told.get("dependencies", {})
    except (OSError, ValueError, AttributeError):
        return None
    if not isinstance(declared, dict) or _DRIVERS.isdisjoint(declared):
        return None
    parts = [role for role in NAMES if role != "url"]
    return FixedAddress(dict.fromkeys(parts), f"The code in {app}", of_services=True)


def on_a_database_of_its_own(address: FixedAddress | None, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment of a program of Node needs besides, so that it connects where TYPEORM_HOST and so on say."""
    if address is None:
        return {}
    fixed = {
        role: {"values": values, "name": NAMES[role]}
        for role, values in address.values.items()
        if role != "url"
    }
    options = f'{environment.get("NODE_OPTIONS", "")} --require "{_PRELOADED.as_posix()}"'.strip()
    return {"NODE_OPTIONS": options, "WOOSH_SPLIT_FIXED_DATABASE": json.dumps(fixed)}


def _spelt_out(parts: Iterable[FixedPart]) -> Iterator[tuple[str, str]]:
    """Yield the parts with their values; those of a URL, too, since the driver is handed nothing else."""
    for part in parts:
        yield part.role, part.value
        if part.role == "url":
            told = urlsplit(part.value)
            yield "host", told.hostname or "localhost"
            yield "port", str(told.port or 3306)
            yield "user", unquote(told.username or "")
            yield "password", unquote(told.password or "")
            yield "database", told.path.removeprefix("/")
