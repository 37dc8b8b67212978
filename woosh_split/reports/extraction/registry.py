"""Every format of an extraction, on one screen."""

from __future__ import annotations

from woosh_split.reports.extraction.json import to_json
from woosh_split.reports.extraction.text import to_text

EXTRACTION_FORMATS = {"text": to_text, "json": to_json}
