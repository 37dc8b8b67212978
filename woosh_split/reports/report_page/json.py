"""The data of the report as JSON: what the page holds, for other tools."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from json import dumps
from typing import Any

from woosh_split.reports.report_page.data import REPORT_VERSION, ReportData


def to_document(data: ReportData) -> dict[str, Any]:
    """Return the data as JSON values; ``null``, empty lists and empty texts are kept, so that the shape is steady."""
    return {"report_version": REPORT_VERSION, **_encoded(data)}


def to_json(data: ReportData) -> str:
    """Return the document, readable and sorted as the page shows it."""
    return dumps(to_document(data), ensure_ascii=False, indent=1)


def _encoded(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encoded(each) for each in value]
    if is_dataclass(value):
        return {
            each.metadata.get("key", each.name): _encoded(getattr(value, each.name)) for each in fields(value)
        }
    return value
