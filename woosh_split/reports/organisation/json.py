"""The organisation as JSON: the model's own names, dates as ISO 8601."""

from __future__ import annotations

from woosh_split.model.organisation import Organisation
from woosh_split.reports.layout import Layout
from woosh_split.reports.model_json import model_json

VERSION = 1


def to_json(organisation: Organisation, layout: Layout) -> str:
    """Return the organisation; ``version`` changes when a key changes its meaning."""
    return model_json(VERSION, organisation)
