"""Two answers: what counts, and what is known to be left out on purpose."""

from __future__ import annotations

from woosh_split.parity.answers import differences, secrets_of, unlike_answers
from woosh_split.parity.moments import Run
from woosh_split.parity.sending import Answer

RUN = Run(began=1_795_856_400.0)
NONE = secrets_of(())


def answer(status: int | None = 200, body: object = None, **headers: str) -> Answer:
    return Answer(
        status, tuple((name.replace("_", "-"), value) for name, value in headers.items()), body, 1.0
    )


def test_status_headers_and_body_are_compared() -> None:
    one = answer(200, {"a": 1}, content_type="application/json", date="now", x_powered_by="Express")
    other = answer(201, {"a": 2}, content_type="text/html", date="later")
    assert [each.path for each in unlike_answers(one, other, RUN)] == [
        "status", "header content-type", "header x-powered-by", "$",
    ]  # fmt: skip


def test_no_answer_is_unlike_any_answer() -> None:
    first = next(iter(unlike_answers(answer(), answer(None, "no answer: refused"), RUN)))
    assert (first.path, first.other) == ("status", "none")


def test_a_secret_that_is_left_out_is_declared_with_its_column() -> None:
    found = unlike_answers(
        answer(200, {"user": {"passwordHash": "x", "name": "a"}}), answer(200, {"user": {"name": "b"}}), RUN
    )
    name, secret = differences(found, frozenset(), secrets_of([("users", "password_hash")]))
    assert (name.where, name.declared) == ("$.user.name", False)
    assert (secret.where, secret.declared) == ("$.user.passwordHash", True)
    assert secret.why == "the secret column users.password_hash is left out of what the service may read"


def test_a_secret_that_has_another_value_is_a_difference() -> None:
    found = unlike_answers(answer(200, {"password": "x"}), answer(200, {"password": "y"}), RUN)
    (difference,) = differences(found, frozenset(), secrets_of([("users", "password")]))
    assert not difference.declared


def test_noise_is_left_out() -> None:
    found = unlike_answers(answer(200, {"id": "x"}), answer(200, {"id": "y"}), RUN)
    assert differences(found, frozenset({"$.id"}), NONE) == ()


def test_bodies_of_the_same_status_are_compared_place_by_place() -> None:
    found = unlike_answers(answer(200, {"a": 1, "b": [2]}), answer(200, {"a": 2, "b": [2]}), RUN)
    assert [(each.path, each.one, each.other) for each in found] == [("$.a", "1", "2")]
