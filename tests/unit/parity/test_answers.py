"""Two answers: what counts, and what is known to be left out on purpose."""

from __future__ import annotations

from woosh_split.parity.answers import differences, secrets_by_service, secrets_of, unlike_answers
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


def test_when_a_file_was_written_is_no_difference_and_when_a_row_was_is_one() -> None:
    """A copy of a file is younger than the file; ``accept-ranges`` says that a file was sent."""
    old, young = "Tue, 01 Dec 2025 13:40:37 GMT", "Tue, 01 Dec 2025 13:44:00 GMT"
    one, other = (answer(accept_ranges="bytes", last_modified=each) for each in (old, young))
    assert unlike_answers(one, other, RUN) == []
    one, other = (answer(last_modified=each) for each in (old, young))
    assert [each.path for each in unlike_answers(one, other, RUN)] == ["header last-modified"]


def test_what_is_left_of_a_rate_limit_is_no_difference_and_the_limit_itself_is() -> None:
    one = answer(
        x_ratelimit_reset_burst="57",
        x_ratelimit_remaining_burst="9",
        retry_after_login="4",
        ratelimit_reset="3",
    )
    other = answer(x_ratelimit_reset_burst="56", x_ratelimit_remaining_burst="8")
    assert not unlike_answers(one, other, RUN)
    limits = unlike_answers(answer(x_ratelimit_limit_burst="10"), answer(x_ratelimit_limit_burst="5"), RUN)
    assert [each.path for each in limits] == ["header x-ratelimit-limit-burst"]


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


def test_what_is_kept_from_one_service_excuses_no_other_unless_it_hands_on_what_that_one_answers() -> None:
    """Sales owns ``trips`` and people does not see ``trips.load_id``: an answer of sales without it is wrong."""
    found = unlike_answers(answer(200, {"loadId": 1}), answer(200, {"loadId": None}), RUN)
    hidden = {"sales": [], "people": [("trips", "load_id")], "desk": []}
    by_service = secrets_by_service(hidden, {"desk": {"stock"}, "stock": {"people"}})
    declared = {name: differences(found, frozenset(), each)[0].declared for name, each in by_service.items()}
    assert declared == {"sales": False, "people": True, "desk": True}


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


def test_a_header_that_tells_a_moment_of_the_run_is_the_same() -> None:
    one = answer(expires="2026-11-28T09:00:01Z", x_page="1")
    other = answer(expires="2026-11-28T09:00:02Z", x_page="1")
    assert unlike_answers(one, other, RUN) == []
    late = answer(expires="2026-11-28T09:05:02Z", x_page="1")
    assert [each.path for each in unlike_answers(one, late, RUN)] == ["header expires"]


def test_what_a_service_printed_explains_another_status_and_nothing_else() -> None:
    found = unlike_answers(answer(200, {}, x_page="1"), answer(500, {}, x_page="2"), RUN)
    told = {each.where: each.why for each in differences(found, frozenset(), NONE, "TypeError: no user")}
    assert told == {"status": "TypeError: no user", "header x-page": None, "$": None}


def test_rows_in_another_order_come_with_the_reason_that_nothing_orders_them() -> None:
    found = unlike_answers(answer(200, [1, 2, 3]), answer(200, [3, 1, 2]), RUN)
    (difference,) = differences(found, frozenset(), NONE, "a line of the log")
    assert "no ORDER BY" in (difference.why or "")
    assert not difference.declared
