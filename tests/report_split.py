"""A split of the small shop of ``shop_facts``: two services, a shared table, a policy, two phases."""

from __future__ import annotations

from datetime import date

from woosh_split.model.crossing import crossing_id
from woosh_split.model.split import Contract, Phase, Reference, Service, SplitFile

DEBT = crossing_id("write", "accounts", "sales", "orders")


def shop_split() -> SplitFile:
    """Return the split: ``accounts`` writes an order of ``sales``, and owes it."""
    return SplitFile(
        services=(
            Service("sales", ("orders", "stock"), ("orders", "stock")),
            Service("accounts", ("billing",), ()),
        ),
        reference=(Reference("users", None),),
        libraries=("users",),
        crossings=(
            Contract(
                DEBT,
                "accounts",
                "sales",
                "write",
                "orders",
                "debt",
                issue="https://tracker.example/7",
                until=date(2027, 6, 30),
            ),
        ),
        phases=(Phase("01-gateway"), Phase("02-sales", ("sales",), ("01-gateway",))),
    )
