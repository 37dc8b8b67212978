"""The published metrics of a decomposition, each in one named variant; formulas in docs/reference/metrics.md.

Items are modules and tables, the call volume v(a, b) counts calls between modules and accesses of tables. On known
monoliths only coverage goes clearly with what people wish for, so it is printed first and none of them decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log

from woosh_split.model.code import SHARED
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Metrics
from woosh_split.model.split import MONOLITH

NED_BAND = (5, 20)
"""Items of a service that is neither too small nor too large; the band is the literature's, and arbitrary."""

Pair = tuple[tuple[str, str], tuple[str, str]]


def metrics(facts: Facts, placement: Placement) -> Metrics:
    """Return the metrics of a placement; 0.0 where nothing is placed."""
    used = {access.table for access in facts.accesses}
    items = [("module", module.name) for module in facts.modules if module.name not in placement.libraries]
    items += [("table", table) for table in sorted(used)]
    home = {item: _home(item, placement) for item in items}
    assigned = {item: service for item, service in home.items() if service != MONOLITH}
    volume = {
        pair: count for pair, count in _volume(facts).items() if pair[0] in assigned and pair[1] in assigned
    }
    sizes = Counter(assigned.values())
    inside: Counter[str] = Counter()
    across: Counter[frozenset[str]] = Counter()
    inner = outer = 0
    for (first, second), count in sorted(volume.items()):
        one, other = assigned[first], assigned[second]
        if one == other:
            inside[one] += 1
            inner += count
        else:
            across[frozenset((one, other))] += 1
            outer += count
    return Metrics(
        coverage=len(assigned) / len(items) if items else 0.0,
        sm=_sm(sizes, inside, across),
        icp=outer / (inner + outer) if inner + outer else 0.0,
        ifn=sum(across.values()) / len(sizes) if sizes else 0.0,
        ned=_ned(sizes),
        turbo_mq=_turbo_mq(sizes, inside, across),
        entity_purity=_purity(facts, placement),
        modularity=_modularity(volume, assigned),
    )


def _home(item: tuple[str, str], placement: Placement) -> str:
    kind, name = item
    return placement.home_of_module(name) if kind == "module" else placement.owner_of_table(name)


def _volume(facts: Facts) -> Counter[Pair]:
    """Return v(a, b); what is in no service, ``~shared`` among it, is for the caller to leave out."""
    volume: Counter[Pair] = Counter()
    for call in facts.calls:
        if call.from_module != call.to_module:
            volume[_pair(("module", call.from_module), ("module", call.to_module))] += 1
    for access in facts.accesses:
        volume[_pair(("module", access.module), ("table", access.table))] += 1
    return volume


def _pair(one: tuple[str, str], other: tuple[str, str]) -> Pair:
    return (one, other) if one < other else (other, one)


def _sm(sizes: Counter[str], inside: Counter[str], across: Counter[frozenset[str]]) -> float:
    """Structural modularity over pairs (Jin et al. 2019, as in the code of Kalia et al. 2021)."""
    count = len(sizes)
    if not count:
        return 0.0
    cohesion = sum(inside[name] / sizes[name] ** 2 for name in sorted(sizes)) / count
    pairs = count * (count - 1) / 2
    coupling = sum(
        number / _sizes(pair, sizes) for pair, number in sorted(across.items(), key=lambda e: sorted(e[0]))
    )
    return cohesion - (coupling / pairs if pairs else 0.0)


def _sizes(pair: frozenset[str], sizes: Counter[str]) -> float:
    one, other = sorted(pair)
    return 2.0 * sizes[one] * sizes[other]


def _ned(sizes: Counter[str]) -> float:
    """Non-extreme distribution over items (Kalia et al. 2021): the share that lives in too small or large services."""
    low, high = NED_BAND
    total = sum(sizes.values())
    return 1.0 - sum(size for size in sizes.values() if low <= size <= high) / total if total else 0.0


def _turbo_mq(sizes: Counter[str], inside: Counter[str], across: Counter[frozenset[str]]) -> float:
    """TurboMQ (Mitchell and Mancoridis 2006): the sum over services of 2 mu / (2 mu + epsilon)."""
    leaving: Counter[str] = Counter()
    for pair, number in across.items():
        for name in pair:
            leaving[name] += number
    factors = (
        2 * inside[name] / (2 * inside[name] + leaving[name]) for name in sorted(sizes) if inside[name]
    )
    return sum(factors)


def _purity(facts: Facts, placement: Placement) -> float:
    """Mean entropy, in nats, of the services whose functions touch a table (CARGO's database purity; 0 is pure)."""
    touching: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[tuple[str, str]] = set()
    for access in facts.accesses:
        if access.module != SHARED and (access.table, access.function) not in seen:
            seen.add((access.table, access.function))
            touching[access.table][placement.home_of_module(access.module)] += 1
    if not touching:
        return 0.0
    return sum(_entropy(touching[table]) for table in sorted(touching)) / len(touching)


def _entropy(count: Counter[str]) -> float:
    total = sum(count.values())
    return -sum(n / total * log(n / total) for _, n in sorted(count.items())) + 0.0


def _modularity(volume: Counter[Pair] | dict[Pair, int], home: dict[tuple[str, str], str]) -> float:
    """Newman's modularity of the volumes (Newman and Girvan 2004)."""
    total = sum(volume.values())
    if not total:
        return 0.0
    within = sum(count for (first, second), count in volume.items() if home[first] == home[second])
    degree: Counter[str] = Counter()
    for (first, second), count in volume.items():
        degree[home[first]] += count
        degree[home[second]] += count
    return within / total - sum((number / (2 * total)) ** 2 for _, number in sorted(degree.items()))
