"""Facts, split file, proposal and plan to the data of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.plan import Plan
from woosh_split.model.proposal import Metrics, Ownership, Price
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.proposal.second_opinion import Opinion
from woosh_split.reports.report_page.board import board
from woosh_split.reports.report_page.crossing_rows import crossing_rows
from woosh_split.reports.report_page.data import Alternative, Card, Item, ReportData
from woosh_split.reports.report_page.items import (
    LIBRARIES_CARD,
    SHARED_CARD,
    UNUSED_CARD,
    items,
    reasons_of,
)
from woosh_split.reports.report_page.matrix import matrix
from woosh_split.reports.report_page.palette import NEUTRAL, colour_of
from woosh_split.reports.report_page.phases import phase_rows
from woosh_split.reports.report_page.shelves import Box
from woosh_split.reports.report_page.ties import ties

NO_SPLIT = (
    "There is no split file yet, so everything still belongs to the monolith. "
    "`woosh-split propose` writes a first one; make this report again afterwards."
)

_TITLES = {
    MONOLITH: "monolith",
    SHARED_CARD: "shared reference tables",
    LIBRARIES_CARD: "libraries (shared code)",
    UNUSED_CARD: "tables that no code uses",
}
_KINDS = {MONOLITH: "monolith", SHARED_CARD: "shared", LIBRARIES_CARD: "libraries", UNUSED_CARD: "unused"}


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything that the report is made of; only the facts are needed."""

    facts: Facts
    split: SplitFile | None = None
    opinions: tuple[Opinion, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    prices: tuple[Price, ...] = ()
    metrics: Metrics | None = None
    alternatives: tuple[Alternative, ...] = ()
    plan: Plan | None = None
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def report_data(given: ReportInput) -> ReportData:
    """Return the data of the report; the same input gives equal data."""
    facts, split = given.facts, given.split
    placement = placement_of(split) if split else Placement()
    unplaced = items(facts, placement, reasons_of(given.opinions, given.ownership))
    found = ties(facts, placement, unplaced)
    names = _card_names(unplaced, placement)
    drawn = board(unplaced, found, {name: _TITLES.get(name, name) for name in names}, last=UNUSED_CARD)
    contracts = split.crossings if split else ()
    notes = () if split else (NO_SPLIT,)
    return ReportData(
        monolith=facts.monolith.name,
        has_split=split is not None,
        isolation=split.isolation if split else "",
        coverage=(facts.coverage.resolved, facts.coverage.sites),
        cards=_cards(names, drawn.boxes, placement.services),
        items=drawn.items,
        ties=found,
        crossings=crossing_rows(facts, crossings(facts, placement), contracts),
        matrix=matrix(facts, placement, unplaced),
        prices=given.prices,
        metrics=given.metrics,
        alternatives=given.alternatives,
        phases=phase_rows(split, given.plan),
        plan_notes=given.plan.notes if given.plan else (),
        notes=(*notes, *given.notes),
        questions=given.questions,
    )


def _card_names(found: tuple[Item, ...], placement: Placement) -> list[str]:
    """Return services in alphabetical order, then the other groups that hold anything."""
    held = {item.card for item in found}
    return [
        *(name for name in placement.services if name in held),
        *(name for name in _TITLES if name in held),
    ]


def _cards(names: list[str], boxes: Mapping[str, Box], services: tuple[str, ...]) -> tuple[Card, ...]:
    cards = []
    for name in names:
        light, dark = NEUTRAL if name in _KINDS else colour_of(services.index(name))
        box = boxes[name]
        cards.append(
            Card(
                name,
                _TITLES.get(name, name),
                _KINDS.get(name, "service"),
                light,
                dark,
                box.x,
                box.y,
                box.width,
                box.height,
            )
        )
    return tuple(cards)
