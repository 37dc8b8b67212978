"""Every format of an inventory, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.server import ServerReport
from woosh_split.reports.inventory.json import to_json
from woosh_split.reports.inventory.markdown import to_markdown
from woosh_split.reports.inventory.text import to_text
from woosh_split.reports.layout import Layout

INVENTORY_FORMATS: dict[str, Callable[[ServerReport, Layout], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
}
