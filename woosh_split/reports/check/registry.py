"""Every format of ``check``, on one screen; those that a run does not need are not imported, for start-up counts."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.violation import CheckResult
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.text import to_text


def _json(result: CheckResult, layout: CheckLayout) -> str:
    from woosh_split.reports.check.json import to_json

    return to_json(result, layout)


def _sarif(result: CheckResult, layout: CheckLayout) -> str:
    from woosh_split.reports.check.sarif import to_sarif

    return to_sarif(result, layout)


def _github(result: CheckResult, layout: CheckLayout) -> str:
    from woosh_split.reports.check.github import to_github

    return to_github(result, layout)


def _gitlab(result: CheckResult, layout: CheckLayout) -> str:
    from woosh_split.reports.check.gitlab import to_gitlab

    return to_gitlab(result, layout)


def _junit(result: CheckResult, layout: CheckLayout) -> str:
    from woosh_split.reports.check.junit import to_junit

    return to_junit(result, layout)


def _markdown(result: CheckResult, layout: CheckLayout) -> str:
    from woosh_split.reports.check.markdown import to_markdown

    return to_markdown(result, layout)


def _checkstyle(result: CheckResult, layout: CheckLayout) -> str:
    from woosh_split.reports.check.checkstyle import to_checkstyle

    return to_checkstyle(result, layout)


FORMATS: dict[str, Callable[[CheckResult, CheckLayout], str]] = {
    "text": to_text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "markdown": _markdown,
    "checkstyle": _checkstyle,
}
TELL_KNOWN = frozenset({"json"})
"""The formats that tell where known violations stand without being asked to."""
