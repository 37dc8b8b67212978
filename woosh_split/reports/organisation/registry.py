"""Every format of the organisation of the database, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.organisation import Organisation
from woosh_split.reports.layout import Layout
from woosh_split.reports.organisation.json import to_json
from woosh_split.reports.organisation.markdown import to_markdown
from woosh_split.reports.organisation.text import to_text

ORGANISATION_FORMATS: dict[str, Callable[[Organisation, Layout], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
}
