"""Every format of ``check``, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.violation import CheckResult
from woosh_split.reports.check.checkstyle import to_checkstyle
from woosh_split.reports.check.github import to_github
from woosh_split.reports.check.gitlab import to_gitlab
from woosh_split.reports.check.json import to_json
from woosh_split.reports.check.junit import to_junit
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.markdown import to_markdown
from woosh_split.reports.check.sarif import to_sarif
from woosh_split.reports.check.text import to_text

FORMATS: dict[str, Callable[[CheckResult, CheckLayout], str]] = {
    "text": to_text,
    "json": to_json,
    "sarif": to_sarif,
    "github": to_github,
    "gitlab": to_gitlab,
    "junit": to_junit,
    "markdown": to_markdown,
    "checkstyle": to_checkstyle,
}
