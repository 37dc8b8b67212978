"""The status as JSON: the model's own names."""

from __future__ import annotations

import json
from dataclasses import asdict

from woosh_split.model.migration import Status
from woosh_split.reports.layout import Layout

VERSION = 1


def to_json(status: Status, layout: Layout) -> str:
    """Return the status; ``version`` changes when a key changes its meaning."""
    return json.dumps({"version": VERSION} | asdict(status), ensure_ascii=False, indent=2)
