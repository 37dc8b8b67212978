"""Hubs: tables and providers that so many modules share that no boundary can be drawn around them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from woosh_split.graph.coupling import TableUsers, table_users
from woosh_split.model.facts import Facts

ENOUGH = 3
"""Modules that make a hub: two share a contract, three share a platform."""


@dataclass(frozen=True, slots=True)
class ProviderHub:
    """A provider that several other modules call."""

    provider: str
    module: str
    callers: tuple[str, ...]
    calls: int


def table_hubs(facts: Facts) -> tuple[TableUsers, ...]:
    """Return the tables that at least three modules touch, the most shared first."""
    hubs = (users for users in table_users(facts) if len(users.modules) >= ENOUGH)
    return tuple(sorted(hubs, key=lambda hub: (-len(hub.modules), -len(hub.writers), hub.table)))


def provider_hubs(facts: Facts) -> tuple[ProviderHub, ...]:
    """Return the providers that at least three other modules call, the most called first."""
    callers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for call in facts.calls:
        if call.from_module != call.to_module:
            callers[call.provider, call.to_module].append(call.from_module)
    hubs = (
        ProviderHub(provider, module, tuple(sorted(set(modules))), len(modules))
        for (provider, module), modules in callers.items()
        if len(set(modules)) >= ENOUGH
    )
    return tuple(sorted(hubs, key=lambda hub: (-len(hub.callers), -hub.calls, hub.provider, hub.module)))
