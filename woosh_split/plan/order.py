"""In which order services leave: the most independent first, each with the figures that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from woosh_split.model.crossing import IMPORT, TRANSACTION, Crossing
from woosh_split.model.placement import Placement
from woosh_split.model.plan import Factor
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import Phase

GATEWAY, CLIENT, CLEANUP = "gateway", "app-to-gateway", "cleanup"

_CONTESTED, _SPANNING, _INBOUND, _OUTBOUND = (
    "contested tables",
    "spanning transactions",
    "inbound places",
    "outbound places",
)
_EACH = {_CONTESTED: 100.0, _SPANNING: 50.0, _INBOUND: 3.0, _OUTBOUND: 1.0}
"""How much later one of each makes a service. Inbound places are dearer than outbound ones: they are other people's
code, which has to be changed or served while it runs; a question about a table has to be answered before it moves."""


def ranks(
    placement: Placement, crossings: Iterable[Crossing], ownership: Iterable[Ownership] = ()
) -> Mapping[str, tuple[Factor, ...]]:
    """Return what makes each service early or late, as counted factors; the lower the sum, the earlier."""
    count: dict[str, Counter[str]] = {name: Counter() for name in placement.services}
    for each in ownership:
        if each.role == "contested" and each.owner in count:
            count[each.owner][_CONTESTED] += 1
    for crossing in crossings:
        if crossing.kind == IMPORT:
            continue
        places = len({(site.file, site.line) for site in crossing.sites})
        for name, kind in ((crossing.to_service, _INBOUND), (crossing.from_service, _OUTBOUND)):
            if name in count:
                count[name][_SPANNING if crossing.kind == TRANSACTION else kind] += places
    return {
        name: tuple(Factor(key, count[name][key], each) for key, each in _EACH.items())
        for name in sorted(count)
    }


def order_phases(
    placement: Placement,
    crossings: Iterable[Crossing],
    ownership: Iterable[Ownership] = (),
    *,
    client: bool = True,
) -> tuple[Phase, ...]:
    """Return the phases: the gateway, then one a service by rank, then the app's switch, then the clean-up.

    Without an app that was found (``client``) there is no phase for it.
    """
    rank = ranks(placement, crossings, ownership)
    services = sorted(rank, key=lambda name: (sum(factor.total for factor in rank[name]), name))
    wanted: list[tuple[str, tuple[str, ...]]] = [(GATEWAY, ())]
    wanted += [(name, (name,)) for name in services]
    if client:
        wanted.append((CLIENT, ()))
    wanted.append((CLEANUP, ()))
    ids = [f"{number:02d}-{name}" for number, (name, _) in enumerate(wanted, 1)]
    phases = [Phase(ids[0])]
    for name, (title, held) in zip(ids[1:], wanted[1:], strict=True):
        before = tuple(ids[1:-1]) if title == CLEANUP else (ids[0],)
        phases.append(Phase(name, held, before or (ids[0],)))
    return tuple(phases)
