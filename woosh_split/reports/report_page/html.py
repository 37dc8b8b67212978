"""The page."""

from __future__ import annotations

from woosh_split.artefacts.report.page import page
from woosh_split.reports.report_page.data import ReportData
from woosh_split.reports.report_page.json import to_document


def to_html(data: ReportData) -> str:
    """Return the report as one page that loads nothing."""
    return page(f"{data.monolith}: the split", to_document(data))
