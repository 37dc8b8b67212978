"""A plan as JSON: the model's own names, dates as ISO 8601."""

from __future__ import annotations

from woosh_split.model.plan import Plan
from woosh_split.reports.layout import Layout
from woosh_split.reports.model_json import model_json

VERSION = 1


def to_json(plan: Plan, layout: Layout) -> str:
    """Return the plan; ``version`` changes when a key changes its meaning."""
    return model_json(VERSION, plan)
