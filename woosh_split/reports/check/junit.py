"""JUnit XML: a suite for each service, a case for each rule and each service that it could reach into.

What is clean is a case too, so that a CI server shows a rule turn from red to green and not vanish.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from woosh_split.model.plain_text import plain
from woosh_split.model.split import MONOLITH
from woosh_split.model.violation import ERROR, NEW, BaselineEntry, CheckResult, RuleText, Violation
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.place import Place
from woosh_split.reports.check.xml_text import PROLOGUE, xml_text
from woosh_split.reports.section import count

_BETWEEN_SERVICES = ("WS1", "WS2", "WS3", "WS4", "WS5")
"""Families of rules about two services; every other rule is about one, and has one case for it."""

Case = tuple[str, str, str]
"""Service, code of the rule, service that is reached into (empty for a rule about one service)."""


def to_junit(result: CheckResult, layout: CheckLayout) -> str:
    """Return the suites; new errors fail a case, as they fail the check.

    New warnings are told as what the case wrote, known ones as skipped with ``show_known``.
    """
    place = layout.place
    rules = {rule.code: rule for rule in result.rules}
    found = _found(result)
    root = ET.Element("testsuites", name="woosh-split")
    services = sorted({*result.services, MONOLITH, *(case[0] for case in found)})
    for service in services:
        cases = sorted({*_cases(service, services, result.rules), *(c for c in found if c[0] == service)})
        suite = ET.SubElement(root, "testsuite", name=xml_text(service or MONOLITH))
        for case in cases:
            suite.append(_case(case, rules.get(case[1]), found.get(case, []), place, layout.show_known))
        _count(suite)
    root.append(_baseline(result.stale, layout))
    _count(root)
    ET.indent(root)
    return PROLOGUE + ET.tostring(root, encoding="unicode")


def _found(result: CheckResult) -> dict[Case, list[Violation]]:
    found: dict[Case, list[Violation]] = defaultdict(list)
    for each in result.violations:
        between = each.code.startswith(_BETWEEN_SERVICES)
        found[(each.from_service, each.code, each.to_service if between else "")].append(each)
    return found


def _cases(service: str, services: Sequence[str], rules: Sequence[RuleText]) -> Iterator[Case]:
    for rule in rules:
        if rule.code.startswith(_BETWEEN_SERVICES):
            yield from ((service, rule.code, other) for other in services if other != service)
        else:
            yield (service, rule.code, "")


def _case(
    case: Case, rule: RuleText | None, violations: list[Violation], place: Place, show_known: bool
) -> ET.Element:
    service, code, other = case
    name = rule.name if rule else violations[0].name
    title = f"{code} {name}" + (f" -> {other}" if other else "")
    element = ET.Element("testcase", name=xml_text(title), classname=xml_text(service or MONOLITH), time="0")
    errors = [each for each in violations if each.state == NEW and each.severity == ERROR]
    warnings = [each for each in violations if each.state == NEW and each.severity != ERROR]
    known = [each for each in violations if each.state != NEW] if show_known else []
    if errors:
        message = count(len(errors), "new violation")
        failure = ET.SubElement(element, "failure", message=message, type=xml_text(code))
        failure.text = _lines(errors, place)
    elif known:
        skipped = ET.SubElement(element, "skipped", message=count(len(known), "known violation"))
        skipped.text = _lines(known, place)
    if warnings:
        ET.SubElement(element, "system-out").text = _lines(warnings, place)
    return element


def _lines(violations: list[Violation], place: Place) -> str:
    return xml_text("\n".join(_line(each, place) for each in violations))


def _line(violation: Violation, place: Place) -> str:
    where = f"{plain(place.path(violation.path))}:{violation.line}:{violation.column}"
    return f"{where}: {violation.code} {violation.message}\n    {violation.fix}".rstrip()


def _baseline(stale: tuple[BaselineEntry, ...], layout: CheckLayout) -> ET.Element:
    suite = ET.Element("testsuite", name="baseline")
    case = ET.SubElement(suite, "testcase", name="no stale entries", classname="baseline", time="0")
    if stale:
        told = ET.SubElement(case, "system-out")
        if layout.of_stale == ERROR:
            told.tag = "failure"
            told.attrib = {"message": count(len(stale), "stale entry", "stale entries"), "type": "stale"}
        lines = [
            plain(f"{layout.place.path(each.path)}: {each.code} {each.symbol} {each.target}")
            for each in stale
        ]
        told.text = xml_text("\n".join([*lines, "Run `woosh-split baseline prune`."]))
    _count(suite)
    return suite


def _count(element: ET.Element) -> None:
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    element.set("time", "0")
