"""A server's inventory as JSON: the model's own names."""

from __future__ import annotations

import json
from dataclasses import asdict

from woosh_split.model.server import ServerReport
from woosh_split.reports.layout import Layout


def to_json(report: ServerReport, layout: Layout) -> str:
    """Return the report; ``version`` changes when a key changes its meaning."""
    written = asdict(report)
    return json.dumps(
        {"version": written.pop("version")} | written, ensure_ascii=False, indent=1, default=str
    )
