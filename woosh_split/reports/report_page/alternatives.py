"""Proposals as rows of the table of alternatives, the split file's own cut first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from woosh_split.model.proposal import Metrics, Price, Proposal
from woosh_split.reports.report_page.data import Alternative

OWN = "As it is"


def alternative_rows(
    services: tuple[str, ...],
    crossings: int,
    prices: tuple[Price, ...],
    metrics: Metrics,
    others: Iterable[Proposal],
) -> tuple[Alternative, ...]:
    """Return the split's own row and one for each other proposal, named A, B, C in their order; none without others."""
    rows = tuple(
        Alternative(
            _letter(number),
            other.placement.services,
            _whole(other.prices),
            other.metrics,
            len(other.crossings),
        )
        for number, other in zip(count(), others, strict=False)
    )
    own = Alternative(OWN, services, _whole(prices), metrics, crossings, chosen=True)
    return (own, *rows) if rows else ()


def _whole(prices: tuple[Price, ...]) -> Price | None:
    return next((price for price in prices if price.service == "*"), None)


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)
