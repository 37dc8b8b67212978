"""What a split costs in work: crossings counted by place, before any abstract metric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from woosh_split.model.crossing import CALL, EVENT, JOIN, READ, RELATION, TRANSACTION, WRITE, Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Price
from woosh_split.model.split import MONOLITH
from woosh_split.proposal.weights import weights

ALL = "*"


def prices(facts: Facts, placement: Placement, crossings: Iterable[Crossing]) -> tuple[Price, ...]:
    """Return the price of the whole split (``*``), then that of each service in alphabetical order.

    A service's figures count the places that leave it and those that reach it; the whole counts each place once.
    ``routes`` are those that move to the service, ``client_calls`` the app's requests that they answer.
    """
    sites: dict[str, Counter[str]] = {name: Counter() for name in (ALL, *placement.services)}
    for crossing in crossings:
        for name in (ALL, crossing.from_service, crossing.to_service):
            if name in sites:
                sites[name][crossing.kind] += _places(crossing)
    routes: Counter[str] = Counter()
    answered: dict[str, str] = {}
    for route in facts.routes:
        home = placement.home_of_module(route.module)
        if home != MONOLITH:
            routes[home] += 1
            routes[ALL] += 1
            answered[f"{route.method} {route.path}"] = home
    calls = Counter(answered[call.route] for call in facts.client_calls if call.route in answered)
    calls[ALL] = sum(calls.values())
    return tuple(_price(name, sites[name], routes[name], calls[name]) for name in sites)


def _places(crossing: Crossing) -> int:
    return len({(site.file, site.line, site.function) for site in crossing.sites})


def _price(name: str, sites: Counter[str], routes: int, calls: int) -> Price:
    return Price(
        service=name,
        spanning_transactions=sites[TRANSACTION],
        foreign_writes=sites[WRITE],
        joins=sites[JOIN],
        reads=sites[READ],
        calls=sites[CALL],
        relations=sites[RELATION],
        events=sites[EVENT],
        routes=routes,
        client_calls=calls,
    )


def total(price: Price) -> float:
    """Return a price as one figure: the sum of its counts, each with the weight of ``rules/weights.yml``."""
    each = weights().price
    return (
        each["transaction"] * price.spanning_transactions
        + each["write"] * price.foreign_writes
        + each["join"] * price.joins
        + each["read"] * price.reads
        + each["call"] * price.calls
        + each["relation"] * price.relations
        + each["event"] * price.events
    )
