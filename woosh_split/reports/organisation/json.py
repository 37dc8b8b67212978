"""The organisation as JSON: the model's own names, dates as ISO 8601."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from woosh_split.model.organisation import Organisation
from woosh_split.reports.layout import Layout

VERSION = 1


def to_json(organisation: Organisation, layout: Layout) -> str:
    """Return the organisation; ``version`` changes when a key changes its meaning."""
    return json.dumps({"version": VERSION} | asdict(organisation), ensure_ascii=False, indent=2, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an organisation")
