"""Every format of a regeneration, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.regeneration import RegenerationPlan
from woosh_split.reports.layout import Layout
from woosh_split.reports.regeneration.json import to_json
from woosh_split.reports.regeneration.text import to_text

REGENERATION_FORMATS: dict[str, Callable[[RegenerationPlan, Layout], str]] = {
    "text": to_text,
    "json": to_json,
}
