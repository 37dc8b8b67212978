"""What a phase is called, why it stands where it stands, and until when it can be rolled back."""

from __future__ import annotations

from woosh_split.model.plan import Factor
from woosh_split.model.split import Phase
from woosh_split.plan.order import CLEANUP, CLIENT, GATEWAY, kind_of
from woosh_split.plan.rank import total
from woosh_split.plan.scene import Scene

TITLES = {
    GATEWAY: "Put the gateway in front of the monolith",
    CLIENT: "Switch the app to the gateway",
    CLEANUP: "Clean up",
    "other": "A phase without services",
}

ROLLBACKS = {
    GATEWAY: "At any time: the monolith still answers everything at its own port.",
    CLIENT: "As long as the old address answers; releases of the app that are out stay out.",
    CLEANUP: "Code comes back from version control; what `complete` dropped does not.",
    "other": "Nothing to roll back.",
    "service": "Until `complete`: routes at once; no table has moved.",
    "move": "Until `complete`: routes at once, then tables by moving them back. Rows that the service wrote stay.",
}
"""Until when a phase can be undone, by its kind; ``move`` is a service whose tables move."""

_WHY = {
    GATEWAY: "First: everything that follows is a change of its routing table.",
    CLIENT: "After the services: until then the gateway answers at the old address, and the app need not change.",
    CLEANUP: "Last: only what nobody uses any more goes.",
    "other": "Where the split file puts it.",
}


def why_here(phase: Phase, scene: Scene, ranks: list[tuple[Factor, ...]]) -> str:
    """Return the reason for a phase's place in one sentence."""
    if not phase.services:
        return _WHY[kind_of(phase)]
    parts = [factor.told for factor in (ranks[0] if len(ranks) == 1 else _summed(ranks))]
    score = sum(total(rank) for rank in ranks)
    services = [each for each in scene.phases if each.services]
    place = f"{services.index(phase) + 1} of {len(services)}"
    reason = f"{place}, rank {score:g}: {', '.join(parts[:-1])} and {parts[-1]}."
    shared = sorted(table for table, id_ in scene.shared_in.items() if id_ == phase.id)
    if shared:
        reason += f" It is the first that needs {', '.join(shared)}."
    return reason


def _summed(ranks: list[tuple[Factor, ...]]) -> list[Factor]:
    return [
        Factor(factors[0].name, sum(f.count for f in factors), factors[0].each)
        for factors in zip(*ranks, strict=True)
    ]
