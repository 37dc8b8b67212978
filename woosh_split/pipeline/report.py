"""Facts and a split file to the report: what can be said of this split, and what the analysis alone would say."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import SplitFile
from woosh_split.proposal.metrics import metrics
from woosh_split.proposal.ownership import ownerships
from woosh_split.proposal.prices import prices
from woosh_split.proposal.second_opinion import second_opinion
from woosh_split.reports.report_page.build import ReportInput, report_data
from woosh_split.reports.report_page.data import ReportData


def report(facts: Facts, split: SplitFile | None) -> ReportData:
    """Return the data of the report; the same facts and split file give equal data."""
    if split is None:
        return report_data(ReportInput(facts))
    placement = placement_of(split)
    owning = ownerships(facts, placement.modules, {}, placement.references)
    return report_data(
        ReportInput(
            facts,
            split,
            opinions=second_opinion(facts, split),
            ownership=owning,
            prices=prices(facts, placement, crossings(facts, placement)),
            metrics=metrics(facts, placement),
            questions=tuple(_questions(owning)),
        )
    )


def _questions(owning: Iterable[Ownership]) -> Iterable[str]:
    for each in owning:
        if each.role == "contested":
            bids = " and ".join(f"{bid.service} ({bid.score:g})" for bid in each.bids[:2])
            yield f"Who owns `{each.table}`? {bids} write it about equally."
