"""Every format of a status, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.migration import Status
from woosh_split.reports.layout import Layout
from woosh_split.reports.migration.json import to_json
from woosh_split.reports.migration.text import to_text

STATUS_FORMATS: dict[str, Callable[[Status, Layout], str]] = {"text": to_text, "json": to_json}
