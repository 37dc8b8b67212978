"""What is said where the monolith's answers do not give what the script needs."""

from __future__ import annotations

import json

import pytest

from woosh_split.parity import sending
from woosh_split.parity.asking import Sides, ask
from woosh_split.parity.moments import Run
from woosh_split.parity.routing import route_table
from woosh_split.parity.script import ScriptError, read_script
from woosh_split.parity.sending import Answer, Side

SAVES = {"method": "POST", "path": "/invoices", "body": {}, "save": {"inv": "id"}, "expect": 201}
NEEDS = {"method": "GET", "path": "/invoices/{{inv}}"}


FAILED = Answer(500, (), {"message": "Field 'number' doesn't have a default value"}, 1.0)


def _refusal(monkeypatch: pytest.MonkeyPatch, *requests: dict[str, object], answer: Answer = FAILED) -> str:
    """Return what is said where every request is answered alike."""
    monkeypatch.setattr(sending, "_exchange", lambda *_: (answer, {}))
    script = read_script("\n".join(json.dumps(each) for each in requests), "requests.jsonl")
    sides = Sides(*(Side(name, 1) for name in ("monolith", "control", "services")))
    with pytest.raises(ScriptError) as refused:
        ask(script, sides, route_table([], {}), Run(0.0), {}, frozenset(), {}, lambda *_: None)
    return str(refused.value)


def test_the_answer_that_should_have_given_a_value_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """That it was expected to be another one is told only at the end, which is never reached."""
    assert _refusal(monkeypatch, SAVES, NEEDS) == (
        "Line 2 of the script needs {{inv}}, which no answer of the monolith gave. Line 1, POST /invoices, saves it from id, "
        "and the monolith answered 500: {'message': \"Field 'number' doesn't have a default value\"} "
        "Is its seed data loaded, and its environment complete? `--keep` keeps what it printed."
    )


def test_a_value_that_no_request_saves_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _refusal(monkeypatch, NEEDS) == (
        "Line 1 of the script needs {{inv}}, which no answer of the monolith gave, and no request before it saves it."
    )


def test_a_login_that_gives_its_session_no_token_is_told_before_all_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Requests without a session are refused on both sides alike, which looked like services that answer as the monolith."""
    login = {"method": "POST", "path": "/login", "as": "user", "body": {}, "save": {"token": "data.token"}}
    assert _refusal(monkeypatch, login, {"method": "GET", "path": "/invoices", "as": "user"}) == (
        "Line 1 of the script, POST /login, is to give the session user its token, from data.token, and the monolith answered "
        "500: {'message': \"Field 'number' doesn't have a default value\"} "
        "Is its seed data loaded, and its environment complete? `--keep` keeps what it printed."
    )


def test_where_the_token_really_stands_is_told_and_not_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    login = {"method": "POST", "path": "/login", "as": "user", "body": {}, "save": {"token": "token"}}
    body = {"data": {"refresh_token": "r", "users": [{"access_token": "secret"}]}, "ok": True}
    said = _refusal(
        monkeypatch,
        login,
        {"method": "GET", "path": "/invoices", "as": "user"},
        answer=Answer(201, (), body, 1.0),
    )
    assert said == (
        "Line 1 of the script, POST /login, is to give the session user its token, from token, and the monolith answered 201 "
        "without it. data.users.0.access_token may be what is meant."
    )
