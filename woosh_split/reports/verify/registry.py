"""Every format of a verification, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.parity import Verification
from woosh_split.reports.layout import Layout
from woosh_split.reports.verify.json import to_json
from woosh_split.reports.verify.text import to_text

VERIFY_FORMATS: dict[str, Callable[[Verification, Layout], str]] = {"text": to_text, "json": to_json}
