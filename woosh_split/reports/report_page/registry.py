"""Every format of the report, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.reports.report_page.data import ReportData
from woosh_split.reports.report_page.dot import to_dot
from woosh_split.reports.report_page.html import to_html
from woosh_split.reports.report_page.json import to_json
from woosh_split.reports.report_page.mermaid import to_mermaid

REPORT_FORMATS: dict[str, Callable[[ReportData], str]] = {
    "html": to_html,
    "mermaid": to_mermaid,
    "dot": to_dot,
    "json": to_json,
}
