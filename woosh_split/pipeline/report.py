"""Facts and a split file to the report: everything that can be said of this split without searching for another."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.model.split import SplitFile
from woosh_split.reports.report_page.build import ReportInput, report_data
from woosh_split.reports.report_page.data import ReportData


def report(facts: Facts, split: SplitFile | None) -> ReportData:
    """Return the data of the report; the same facts and split file give equal data."""
    return report_data(ReportInput(facts, split))
