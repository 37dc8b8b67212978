"""A split file of the shop, written by hand: what the tests of plan and why share."""

from __future__ import annotations

from datetime import date

from shop_facts import shop

from woosh_split.graph.crossings import crossings
from woosh_split.model.placement import placement_of
from woosh_split.model.split import Contract, Phase, Reference, Service, SplitFile

SERVICES = (
    Service("ordering", ("billing", "orders"), ("orders",), schema="ordering"),
    Service("supply", ("stock",), ("stock",), schema="supply"),
)
PHASES = (
    Phase("01-gateway"),
    Phase("02-supply", ("supply",), ("01-gateway",)),
    Phase("03-ordering", ("ordering",), ("01-gateway", "02-supply")),
    Phase("04-app-to-gateway", (), ("03-ordering",)),
    Phase("05-cleanup", (), ("04-app-to-gateway",)),
)
POLICY = {"read": "view", "join": "view", "call": "remote", "event": "remote", "import": "borrow"}


def shop_split(
    services: tuple[Service, ...] = SERVICES,
    phases: tuple[Phase, ...] = PHASES,
    isolation: str = "schema",
    until: date | None = None,
    relation: str = "debt",
) -> SplitFile:
    """Return the split file, with a contract for every crossing; users is a shared reference table."""
    split = SplitFile(isolation=isolation, services=services, reference=(Reference("users"),), phases=phases)
    contracts = tuple(
        Contract(
            each.id, each.from_service, each.to_service, each.kind, each.what,
            relation if each.kind == "relation" else POLICY.get(each.kind, "debt"), until=until,
        )
        for each in crossings(shop(), placement_of(split))
    )  # fmt: skip
    return SplitFile(
        isolation=isolation, services=services, reference=split.reference, crossings=contracts, phases=phases
    )
