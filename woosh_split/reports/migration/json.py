"""The status as JSON: the model's own names."""

from __future__ import annotations

from woosh_split.model.migration import Status
from woosh_split.reports.layout import Layout
from woosh_split.reports.model_json import model_json

VERSION = 1


def to_json(status: Status, layout: Layout) -> str:
    """Return the status; ``version`` changes when a key changes its meaning."""
    return model_json(VERSION, status)
