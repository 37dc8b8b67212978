"""A verification for a screen."""

from __future__ import annotations

import pytest

from woosh_split.model.parity import (
    Denied,
    Difference,
    RequestResult,
    TableResult,
    Trouble,
    Verification,
)
from woosh_split.reports.layout import Layout
from woosh_split.reports.verify.text import to_text


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Trouble("original", "compile", "src/a.ts(1,1): error", 1), "The monolith itself does not compile, 1 error:"),
        (Trouble("monolith", "compile", "src/a.ts(1,1): error", 2), "What is left of the monolith does not compile, 2 errors:"),
        (Trouble("orders", "start", "no database"), "orders does not start:"),
    ],
)  # fmt: skip
def test_a_program_that_does_not_run_is_told_by_what_it_is(trouble: Trouble, told: str) -> None:
    """The monolith stands there twice: as it is, and as what is left of it."""
    assert to_text(Verification(("orders",), troubles=(trouble,)), Layout()).splitlines()[0] == told


WHOLE = Verification(
    ("orders",),
    requests=(
        RequestResult(
            1,
            "GET",
            "/users/1",
            "GET /users/:id",
            "orders",
            200,
            (Difference("$.password", '"x"', "(absent)", "SalesRep.password is left out", declared=True),),
            noise=("$.seen\x1b[2J",),
        ),
    ),
    tables=(TableResult("users", "orders", 1, noise=("last\nseen",), left_out=("token",)),),
    denied=(Denied("orders", "UPDATE on users", "UPDATE users SET a = ?"),),
    routes=2,
    routes_asked=1,
    routes_not_asked=("POST /users",),
)


def test_what_is_the_same_is_told_with_all_that_was_left_out() -> None:
    assert to_text(WHOLE, Layout()).splitlines() == [
        "The database refused:",
        "    orders: UPDATE on users",
        "        UPDATE users SET a = ?",
        "",
        "Differs as declared, since SalesRep.password is left out: 1 request",
        "    GET /users/1",
        "",
        "Not compared, since the monolith itself does not do it twice alike:",
        "    GET /users/:id: $.seen [2J",
        "    table users: last seen",
        "",
        "Not compared, since verify.yaml or --ignore-column says so:",
        "    table users: token",
        "",
        "Routes that the script does not ask (1):",
        "    POST /users",
        "",
        "1 request to 1 of 2 routes: 0 the same, 1 as declared, 0 different",
        "1 table with 1 row: 1 the same, 0 different",
        "NOT the same: orders",
    ]


def test_what_differs_comes_with_both_values_and_the_reason() -> None:
    places = tuple(
        Difference(f"$.a{n}", "1", "2", "TypeError: no such column" if n == 0 else None) for n in range(9)
    )
    failed = RequestResult(7, "POST", "/orders", "POST /orders", "orders", 500, places)
    lines = to_text(
        Verification(("orders",), requests=(failed,), routes=1, routes_asked=1), Layout()
    ).splitlines()
    assert lines[:5] == [
        "request 7: POST /orders differs, by orders:",
        "    $.a0",
        "        monolith  1",
        "        services  2",
        "        because   TypeError: no such column",
    ]
    assert "    and 1 more place" in lines
    assert lines[-1] == "NOT the same: orders"
