"""The phases of the example's split file, and which services another one calls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Phase:
    """A phase with its services, and those that they call over the wire."""

    id: str
    services: tuple[str, ...]
    calls: tuple[str, ...]


def phases_of(split_file: Path) -> list[Phase]:
    """Return the phases that have a service, in order."""
    content: dict[str, Any] = yaml.safe_load(split_file.read_text(encoding="utf-8"))
    calls = [(each["from"], each["to"]) for each in content["crossings"] if each["policy"] == "remote"]
    found = []
    for phase in content["phases"]:
        services = tuple(phase["services"])
        if services:
            called = sorted({to for caller, to in calls if caller in services and to not in services})
            found.append(Phase(phase["id"], services, tuple(called)))
    return found
