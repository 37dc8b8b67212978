"""Other ways to cut: a small Pareto set, from few services and few crossings to many small ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.progress import Progress, no_progress
from woosh_split.model.proposal import Proposal
from woosh_split.model.split import Pins, SplitFile
from woosh_split.proposal.prices import total
from woosh_split.proposal.propose import Options, propose

_RESOLUTIONS = (0.4, 0.7, 1.0, 1.5, 2.2, 3.2)
_STEPS = (-3, -2, -1, 1, 2, 3)


def alternatives(
    facts: Facts,
    options: Options,
    pins: Pins,
    fixed: SplitFile | None,
    count: int,
    progress: Progress = no_progress,
) -> tuple[Proposal, ...]:
    """Return at most ``count`` proposals none of which is better than another in everything, the fewest services first.

    Compared are the price, the share of the largest service, spanning transactions, contested tables and
    instability. Where services are named, their number is swept; elsewhere the resolution is.

    Raises:
        InputError, PinClash: as ``propose``.
    """
    first = propose(facts, options, pins, fixed, progress)
    found = {_signature(first): first}
    for variant in _variants(options, first):
        try:
            proposal = propose(facts, variant, pins, fixed, progress)
        except InputError:  # so many services cannot be made of these modules: one alternative less
            continue
        found.setdefault(_signature(proposal), proposal)
    front = [each for each in found.values() if not any(_better(other, each) for other in found.values())]
    if first not in front:
        front.append(first)
    front.sort(key=lambda each: (len(each.placement.services), _signature(each)))
    return tuple(_spread(front, first, count))


def _variants(options: Options, first: Proposal) -> list[Options]:
    now = len(first.placement.services)
    if options.domain is None:
        swept = [replace(options, resolution=each) for each in _RESOLUTIONS if each != options.resolution]
    else:
        swept = []
    least = max(2, len(options.domain.hints)) if options.domain is not None else 2
    sizes = [now + step for step in _STEPS if now + step >= least]
    return [*swept, *(replace(options, services=size) for size in sizes)]


def _signature(proposal: Proposal) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for module, service in sorted(proposal.placement.modules.items()):
        groups.setdefault(service, []).append(module)
    return tuple(sorted(tuple(group) for group in groups.values()))


def objectives(proposal: Proposal) -> tuple[float, float, float, float, float]:
    """Return what alternatives are compared by, each the lower the better.

    Price (weighted crossings), the largest service's share of modules, spanning transactions, contested tables,
    and instability (1 - mean stability of clustered modules).
    """
    whole = proposal.prices[0]
    sizes = Counter(proposal.placement.modules.values())
    largest = max(sizes.values(), default=0) / max(1, sum(sizes.values()))
    contested = sum(each.role == "contested" for each in proposal.ownership)
    placed = [each.stability for each in proposal.placed if each.decided_by == "cluster"]
    unstable = 1.0 - sum(placed) / len(placed) if placed else 0.0
    return (total(whole), round(largest, 4), whole.spanning_transactions, contested, round(unstable, 4))


def _better(one: Proposal, other: Proposal) -> bool:
    first, second = objectives(one), objectives(other)
    return first != second and all(a <= b for a, b in zip(first, second, strict=True))


def _spread(front: list[Proposal], first: Proposal, count: int) -> list[Proposal]:
    """Keep the proposal itself and, beside it, those that differ most from it in size."""
    if len(front) <= count:
        return front
    at = front.index(first)
    kept = {at}
    for index in (0, len(front) - 1, *range(len(front))):
        if len(kept) < count:
            kept.add(index)
    return [front[index] for index in sorted(kept)]
