"""Every format of the report on the app, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.artefacts.client.report import ClientReport
from woosh_split.reports.client.json import to_json
from woosh_split.reports.client.text import to_text
from woosh_split.reports.layout import Layout

CLIENT_FORMATS: dict[str, Callable[[ClientReport, Layout], str]] = {"text": to_text, "json": to_json}
