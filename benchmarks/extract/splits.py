"""Split files that nobody would write: every module on its own, and modules thrown together at random."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MONOLITH = "monolith"
DEBT = ("https://tracker.test/STRESS-1", "2099-12-31")
_MOST_SERVICES = 8
_STAYS = 0.15
"""The part of the modules that a random split leaves in the monolith."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A split before its crossings are known: modules and tables of each service."""

    name: str
    modules: Mapping[str, tuple[str, ...]]
    """By service; ``monolith`` has what stays."""
    tables: Mapping[str, tuple[str, ...]]

    @property
    def services(self) -> tuple[str, ...]:
        """The services without the remainder."""
        return tuple(service for service in self.modules if service != MONOLITH)

    def text(self, project: str | None) -> str:
        """Return it as a split file without crossings: ``propose`` adds them, and may move nothing."""
        lines = ["version: 1", "monolith:", "  root: ."]
        if project is not None:
            lines.append(f"  app: {project}")
        lines += ["isolation: schema", "services:"]
        for service in self.services:
            lines.append(f"  {service}:")
            lines.append(f"    modules: [{', '.join(self.modules[service])}]")
            lines.append(f"    tables: [{', '.join(map(_quoted, self.tables.get(service, ())))}]")
        stays = (
            *(f"module:{each}" for each in self.modules.get(MONOLITH, ())),
            *(f"table:{each}" for each in self.tables.get(MONOLITH, ())),
        )
        pinned = ", ".join(f"{_quoted(each)}: {MONOLITH}" for each in stays)
        lines.append(f"pins: {{service: {{{pinned}}}}}")
        return "\n".join(lines) + "\n"


def every_module(facts: Mapping[str, Any]) -> Cut:
    """Make each module that has a route, a table or a job of its own a service of its own."""
    homes = {name: _service_name(name) for name in _candidates(facts)}
    return _cut("every module", facts, homes, random.Random(0))


def random_cuts(facts: Mapping[str, Any], count: int, seed: int) -> Iterator[Cut]:
    """Throw the modules into 2 to 8 services; the same seed gives the same splits."""
    candidates = _candidates(facts)
    for number in range(count):
        dice = random.Random(seed * 1000 + number)
        services = [f"part-{index}" for index in range(dice.randint(2, _MOST_SERVICES))]
        homes = {name: dice.choice(services) for name in candidates if dice.random() > _STAYS}
        yield _cut(f"random {number + 1}", facts, homes, dice)


def _candidates(facts: Mapping[str, Any]) -> list[str]:
    """Return the modules that can be a service: all but the root and what only wires or helps."""
    root = {module["name"] for module in facts["modules"] if module["class"] == "AppModule"}
    busy = {each["module"] for key in ("routes", "accesses", "jobs") for each in facts[key]}
    return [module["name"] for module in facts["modules"] if module["name"] in busy - root]


def _cut(name: str, facts: Mapping[str, Any], homes: Mapping[str, str], dice: random.Random) -> Cut:
    modules: dict[str, list[str]] = {service: [] for service in sorted(set(homes.values()))}
    modules[MONOLITH] = []
    for module in _candidates(facts):
        modules[homes.get(module, MONOLITH)].append(module)
    tables: dict[str, list[str]] = {service: [] for service in modules}
    for table in facts["tables"]:
        tables[_owner(table["name"], facts["accesses"], homes, dice)].append(table["name"])
    return Cut(
        name,
        {service: tuple(found) for service, found in modules.items()},
        {service: tuple(found) for service, found in tables.items()},
    )


def _owner(
    table: str, accesses: Sequence[Mapping[str, Any]], homes: Mapping[str, str], dice: random.Random
) -> str:
    """Return the service of one of its writers, else of one of its readers, else the monolith."""
    for mode in ("write", "read"):
        users = sorted(
            {each["module"] for each in accesses if each["table"] == table and each["mode"] == mode}
        )
        if users:
            return homes.get(dice.choice(users), MONOLITH)
    return MONOLITH


def _service_name(module: str) -> str:
    return f"{module}-service" if module == MONOLITH else module


def _quoted(name: str) -> str:
    return f'"{name}"'
