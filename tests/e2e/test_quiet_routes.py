"""Routes that are said to change nothing sent no statement that writes, while the example ran."""

from __future__ import annotations

import re

import pytest
from example_run import ExampleRun
from monoliths import EXAMPLE, facts_of

pytestmark = pytest.mark.xdist_group("example")
WRITES = re.compile(r"^\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|LOAD)\b|\bFOR UPDATE\b", re.IGNORECASE)


def test_a_quiet_route_sends_no_statement_that_writes(example_run: ExampleRun) -> None:
    quiet = {f"{route['method']} {route['path']}": route["quiet"] for route in facts_of(EXAMPLE)["routes"]}
    asked = {sent.route for sent in example_run.sent if sent.route and quiet.get(sent.route)}
    wrote = {sent.route for sent in example_run.sent if sent.route and WRITES.search(sent.sql)}
    assert len(asked) > 40
    assert (
        sorted(
            {
                (s.route, s.sql[:90], s.callers[-1][1] if s.callers else "")
                for s in example_run.sent
                if s.route and WRITES.search(s.sql) and quiet.get(s.route)
            }
        )[:8]
        == []
    )
    assert any(route.startswith("GET ") for route in wrote)  # and some that read by their name do write
