"""The order of a migration: gateway, services from the most independent on, the app's switch, the clean-up."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.model.crossing import Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import Phase
from woosh_split.plan.rank import rank_of, total
from woosh_split.plan.shared_tables import first_needed, shared_needs

GATEWAY, CLIENT, CLEANUP = "gateway", "app-to-gateway", "cleanup"


def order_phases(
    facts: Facts,
    placement: Placement,
    crossings: Iterable[Crossing],
    ownership: Iterable[Ownership] = (),
) -> tuple[Phase, ...]:
    """Return the phases that ``propose`` writes: one for each service, between the gateway and the clean-up.

    Equal ranks go by name, so that the same facts in any order give the same phases. The app's switch is a phase
    only where the facts hold calls of an app. A service waits for the gateway, and for the phase that moves a
    shared reference table that it uses.
    """
    found, owners = tuple(crossings), tuple(ownership)
    services = sorted(
        placement.services, key=lambda name: (total(rank_of(name, placement, found, owners)), name)
    )
    kinds = [GATEWAY, *services, *((CLIENT,) if facts.client_calls else ()), CLEANUP]
    width = max(2, len(str(len(kinds))))
    ids = [f"{number:0{width}d}-{kind}" for number, kind in enumerate(kinds, start=1)]
    of_services = list(zip(ids[1:], ((name,) for name in services), strict=False))
    needs = shared_needs(facts, placement)
    moved_in = first_needed(of_services, needs)
    phases = [Phase(ids[0])]
    for id_, (service,) in of_services:
        earlier = {moved_in[table] for table in needs.get(service, ())} - {id_}
        phases.append(Phase(id_, (service,), (ids[0], *sorted(earlier))))
    for id_ in ids[1 + len(services) :]:
        phases.append(Phase(id_, (), tuple(phase.id for phase in phases[1:]) or (ids[0],)))
    return tuple(phases)


def kind_of(phase: Phase) -> str:
    """Return what a phase is: ``service``, or by its id one of the other three, or ``other``."""
    if phase.services:
        return "service"
    words = phase.id.lower().replace("_", "-").split("-")
    # The app first: its phase may well be called app-to-gateway.
    for kind, known in ((CLIENT, {"app", "client"}), (GATEWAY, {"gateway"}), (CLEANUP, {"cleanup", "clean"})):
        if known & set(words):
            return kind
    return "other"
