"""Facts and a split file to the report: what can be said of this split, and what the analysis alone would say."""

from __future__ import annotations

from woosh_split.errors import InputError
from woosh_split.graph.attribution import attributed
from woosh_split.graph.crossings import crossings
from woosh_split.model.crossing import Crossing
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.plan import Plan
from woosh_split.model.progress import Progress, no_progress
from woosh_split.model.proposal import Ownership, Proposal
from woosh_split.model.split import SplitFile
from woosh_split.plan.make import make_plan
from woosh_split.proposal.alternatives import alternatives
from woosh_split.proposal.metrics import metrics
from woosh_split.proposal.ownership import ownerships
from woosh_split.proposal.prices import prices
from woosh_split.proposal.propose import Options
from woosh_split.proposal.questions import questions
from woosh_split.proposal.second_opinion import second_opinion
from woosh_split.reports.report_page.alternatives import alternative_rows
from woosh_split.reports.report_page.build import ReportInput, report_data
from woosh_split.reports.report_page.data import ReportData


def report(
    facts: Facts,
    split: SplitFile | None,
    others: int = 0,
    progress: Progress = no_progress,
) -> ReportData:
    """Return the data of the report, with at most ``others`` other ways to cut; the same input gives equal data."""
    if split is None:
        return report_data(ReportInput(facts))
    placement = placement_of(split)
    facts = attributed(facts, placement.libraries)
    crossed = crossings(facts, placement)
    price = prices(facts, placement, crossed)
    measured = metrics(facts, placement)
    owning = ownerships(facts, placement.modules, {}, placement.references)
    cuts = _others(facts, split, len(placement.services), others, progress)
    plan, remark = _plan(facts, split, crossed, owning)
    return report_data(
        ReportInput(
            facts,
            split,
            plan=plan,
            notes=remark,
            opinions=second_opinion(facts, split),
            ownership=owning,
            prices=price,
            metrics=measured,
            alternatives=alternative_rows(placement.services, len(crossed), price, measured, cuts),
            questions=questions((), owning, placement, None),
        )
    )


def _plan(
    facts: Facts, split: SplitFile, crossed: tuple[Crossing, ...], owning: tuple[Ownership, ...]
) -> tuple[Plan | None, tuple[str, ...]]:
    """Return the plan, or none and why: a split file that cannot be planned yet can still be looked at."""
    if not split.services:
        return None, ()
    try:
        return make_plan(facts, split, crossed, owning), ()
    except InputError as error:
        return None, (str(error),)


def _others(
    facts: Facts, split: SplitFile, services: int, count: int, progress: Progress
) -> tuple[Proposal, ...]:
    """Other cuts that keep the pins of the split file; none where the analysis cannot propose any."""
    if not count:
        return ()
    options = Options(services=services or None, quick=True)
    try:
        return alternatives(facts, options, split.pins, None, count, progress)
    except InputError:  # nothing to cut, or not into so many: the report is still one
        return ()
