"""WS501: a transaction that writes tables of several owners."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.wording import crossing_finding
from woosh_split.model.crossing import TRANSACTION


class SpanningTransaction:
    """A transaction of one service writes tables that another service owns."""

    text = about(
        "WS501",
        "spanning-transaction",
        "A transaction writes tables that another service owns.",
        "Two services cannot share a transaction once each has a connection of its own: what is all or nothing today "
        "can then stop half-way.",
        "Cut the transaction at the boundary: write your own rows first, then have the owner do its part, and say what "
        "happens if that fails. What has to stay for now is a debt: give the crossing the policy `debt` with an "
        "`issue` and an `until`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every transaction, once for each other owner that it writes to."""
        for crossing, site in scene.of_kind(TRANSACTION):
            unowned = set(site.target.split(", ")) <= scene.unowned.keys()
            if scene.contract(crossing) is None and not unowned:
                yield crossing_finding(
                    scene,
                    crossing,
                    site,
                    f"A transaction of {crossing.from_service} writes {site.target}, "
                    f"which {crossing.to_service} owns.",
                    f"Cut it at the boundary, or give crossing {crossing.id} the policy debt, "
                    "with an issue and an end.",
                    ("transaction", "startTransaction", "createQueryRunner"),
                )
