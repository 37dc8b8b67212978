"""SARIF 2.1.0, for GitHub code scanning and other readers of the standard.

OASIS, Static Analysis Results Interchange Format 2.1.0, errata 01. The document is the same for the same result:
no clock, no absolute path, no name of a machine.
"""

from __future__ import annotations

import json
import re
from typing import Any

from woosh_split import __version__
from woosh_split.model.violation import KNOWN, BaselineEntry, CheckResult, Related, RuleText, Violation
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.place import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "wooshSplit/v1"
ROOT = "%SRCROOT%"
"""The reader knows where the repository was checked out; GitHub resolves paths against exactly this name."""

RULE_PAGE = "urn:woosh-split:rule:{code}"
"""The schema wants a URI; the page itself is printed by ``woosh-split rule``, and the docs have no address yet."""

_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_LINK = re.compile(r"\](?=\()")


def to_sarif(result: CheckResult, layout: CheckLayout) -> str:
    """Return one run; known violations are left out, or marked as suppressed with ``show_known``.

    GitHub opens an alert for a suppressed result all the same, hence the default.
    """
    place = layout.place
    shown = result.violations if layout.show_known else result.new
    rules = _rules(result, shown)
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(rules)},
        # One id for each monolith: with one id for all, the upload of one would close the alerts of the others.
        "automationDetails": {"id": f"woosh-split/{place.prefix or '.'}".rstrip("/") + "/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": True, "toolConfigurationNotifications": _notes(result.stale, layout)}
        ],
        "results": [_result(each, index, place, show_known=layout.show_known) for each in shown],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _rules(result: CheckResult, shown: tuple[Violation, ...]) -> list[RuleText]:
    """Return the rules that ran, and one for every violation whose rule is not among them."""
    rules = {rule.code: rule for rule in result.rules}
    for each in shown:
        rules.setdefault(
            each.code, RuleText(each.code, each.name, each.name, "", each.fix, each.docs, each.severity)
        )
    return [rules[code] for code in sorted(rules)]


def _driver(rules: list[RuleText]) -> dict[str, Any]:
    return {
        "name": "woosh-split",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: RuleText) -> dict[str, Any]:
    more = f"{rule.why}\n\n{rule.fix}".strip() or rule.summary
    return {
        "id": rule.code,
        "name": _pascal(rule.name),
        "shortDescription": {"text": _message(rule.summary)},
        "fullDescription": {"text": _message(rule.why or rule.summary)},
        "help": {"text": _message(f"{more}\n\nMore: woosh-split rule {rule.code}")},
        "helpUri": RULE_PAGE.format(code=rule.code),
        "defaultConfiguration": {"level": _level(rule.severity)},
    }


def _result(violation: Violation, index: dict[str, int], place: Place, *, show_known: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": violation.code,
        "ruleIndex": index[violation.code],
        "level": _level(violation.severity),
        "message": {"text": _message(f"{violation.message}\n{violation.fix}".strip())},
        "locations": [_location(violation, place)],
        "partialFingerprints": {FINGERPRINT: violation.fingerprint},
        "properties": {
            "from": violation.from_service,
            "to": violation.to_service,
            "target": violation.target,
            "crossing": violation.crossing,
        },
    }
    if violation.related:
        found["relatedLocations"] = [
            _related(number, each, place) for number, each in enumerate(violation.related)
        ]
    if show_known:
        known = violation.state == KNOWN
        found["baselineState"] = "unchanged" if known else "new"
        found["suppressions"] = [{"kind": "external", "status": "accepted"}] if known else []
    return found


def _location(violation: Violation, place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": place.uri(violation.path), "uriBaseId": ROOT},
            "region": {
                "startLine": violation.line,
                "startColumn": violation.column,
                "endLine": violation.end_line,
                "endColumn": violation.end_column,
            },
        }
    }
    if violation.symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": violation.symbol, "kind": "function"}]
    return location


def _related(number: int, related: Related, place: Place) -> dict[str, Any]:
    there: dict[str, Any] = {"artifactLocation": {"uri": place.uri(related.path), "uriBaseId": ROOT}}
    if related.line is not None:
        there["region"] = {"startLine": related.line}
    return {"id": number, "physicalLocation": there, "message": {"text": _message(related.text)}}


def _notes(stale: tuple[BaselineEntry, ...], layout: CheckLayout) -> list[dict[str, Any]]:
    place = layout.place
    return [
        {
            "level": layout.of_stale,
            "message": {
                "text": _message(
                    f"The baseline knows {entry.code} at {place.path(entry.path)} ({entry.symbol or 'the file'}, "
                    f"{entry.target}), which is gone. Run `woosh-split baseline prune`."
                )
            },
            "descriptor": {"id": "stale-baseline-entry"},
            "properties": {"fingerprint": entry.fingerprint},
        }
        for entry in stale
    ]


def _level(severity: str) -> str:
    return "error" if severity == "error" else "warning"


def _pascal(name: str) -> str:
    """Return ``ForeignTableWrite`` for ``foreign-table-write``: the spelling that SARIF's own validator asks for."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("-"))


def _message(text: str) -> str:
    """Return a text in which nothing is taken for a placeholder or a link, and that is never empty (section 3.11).

    A table may be called ``[read me](https://...)``: a reader of the standard would make a link of it.
    """
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub("] ", text)) or "-"
