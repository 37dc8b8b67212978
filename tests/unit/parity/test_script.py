"""Request scripts: what a line may say, and what stands in the place of ``{{name}}``."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.parity.script import (
    METHODS,
    Missing,
    Request,
    ScriptError,
    fill,
    read_script,
    value_at,
    write_script,
)

NOW = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
REQUESTS = st.builds(
    lambda method, path, query, body, session, save, expect: Request(
        method, f"/{path}", query, {}, body, True, None, session, save, expect
    ),
    st.sampled_from(METHODS), TEXT, st.dictionaries(TEXT, VALUES, max_size=2), VALUES, st.none() | TEXT,
    st.dictionaries(TEXT, TEXT, max_size=2), st.none() | st.integers(100, 599),
)  # fmt: skip


@given(st.lists(REQUESTS, min_size=1, max_size=4))
def test_a_script_that_was_written_is_read_as_the_same_requests(requests: list[Request]) -> None:
    read = read_script(write_script(tuple(requests)), "script")
    assert write_script(read) == write_script(tuple(requests))
    assert [(each.method, each.path, each.body) for each in read] == [
        (each.method, each.path, each.body) for each in requests
    ]


def test_comments_and_empty_lines_are_no_requests_and_lines_keep_their_numbers() -> None:
    (request,) = read_script('# first\n\n{"method": "GET", "path": "/a"}\n', "script")
    assert request.line == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: this is no JSON"),
        ("[]", "a request is a JSON object, not a list"),
        ('{"method": "GET", "path": "/a", "expects": 200}', "Did you mean 'expect'?"),
        ('{"method": "get", "path": "/a"}', "method must be one of GET"),
        ('{"method": "GET", "path": "a"}', "begins with /"),
        ('{"method": "POST", "path": "/a", "body": 1, "form": {}}', "a body or a form, not both"),
        ('{"method": "GET", "path": "/a", "expect": "200"}', "expect must be a number, not a text"),
        ('{"method": "GET", "path": "/a", "expect": true}', "expect must be a number, not true or false"),
        ('{"method": "GET", "path": "/a", "save": []}', "save must be an object, not a list"),
        ('{"method": "GET", "path": "/a", "save": {"me": 5}}', "save 'me' must be a place in the answer"),
        ("", "holds no request"),
    ],
)
def test_a_line_that_is_no_request_is_refused_with_its_place(line: str, said: str) -> None:
    with pytest.raises(ScriptError, match="script") as error:
        read_script(line, "script")
    assert said in str(error.value)


def test_a_text_that_is_one_placeholder_becomes_the_value_itself() -> None:
    assert fill({"id": "{{id}}", "text": "no. {{id}}"}, {"id": 7}, NOW) == {"id": 7, "text": "no. 7"}


def test_days_count_from_the_day_of_the_run_in_utc() -> None:
    assert fill(["{{$today}}", "{{$today+4}}", "{{$today-28}}"], {}, NOW) == [
        "2026-11-28",
        "2026-12-02",
        "2026-10-31",
    ]
    assert fill("{{$now}}", {}, NOW) == "2026-11-28T23:30:00.000Z"


def test_a_name_that_no_answer_gave_is_missing() -> None:
    with pytest.raises(Missing, match="order"):
        fill("/orders/{{order}}", {}, NOW)


@given(VALUES)
def test_without_placeholders_nothing_is_changed(value: object) -> None:
    if "{{" not in json.dumps(value):
        assert fill(value, {}, NOW) == value


def test_a_path_leads_through_objects_and_lists() -> None:
    assert value_at({"data": [{"id": 3}]}, "data.0.id") == 3
    assert value_at([4], "") == [4]
    with pytest.raises(Missing):
        value_at({"data": []}, "data.0.id")
