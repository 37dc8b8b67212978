"""Every format of ``check``, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.violation import CheckResult
from woosh_split.reports.check.json import to_json
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.text import to_text

FORMATS: dict[str, Callable[[CheckResult, CheckLayout], str]] = {
    "text": to_text,
    "json": to_json,
}
