"""Every format of a plan, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.plan import Plan
from woosh_split.reports.layout import Layout
from woosh_split.reports.plan.gantt import to_mermaid
from woosh_split.reports.plan.json import to_json
from woosh_split.reports.plan.markdown import to_markdown
from woosh_split.reports.plan.text import to_text

PLAN_FORMATS: dict[str, Callable[[Plan, Layout], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
    "mermaid": to_mermaid,
}
