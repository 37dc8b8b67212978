"""What a window of traffic proves, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.apply.exposition import grown, read_metrics
from woosh_split.apply.gates import bounds_of_p99, judge, judge_early
from woosh_split.errors import InputError
from woosh_split.model.routing import RouteEntry, RoutingTable, Target
from woosh_split.model.traffic import FAILED, INCONCLUSIVE, PASSED, Counts, Limits, TrafficStep, Window
from woosh_split.pipeline.traffic_steps import DEFAULT_STEPS, parse_steps, unshadowed

STEP, SHADOW = TrafficStep("split", 10), TrafficStep("shadow", 100)
LIMITS = Limits()
INFINITY = float("inf")


def counts(requests: int, errors: int = 0, refused: int = 0, slow: int = 0) -> Counts:
    """All within 50 ms, but for ``slow`` that take up to a second."""
    below = {0.05: requests - slow, 0.5: requests - slow, 1.0: requests, INFINITY: requests}
    return Counts(requests, errors, refused, below)


def window(ours: Counts, monolith: Counts | None = None, **more: object) -> Window:
    return Window("orders", ours, monolith or counts(1000), **more)


@pytest.mark.parametrize(
    ("ours", "monolith", "state", "why"),
    [
        (counts(100), counts(1000), PASSED, "100 requests, 0 errors, p99 at most 50 ms; the monolith: 1000 requests"),
        (counts(99), counts(1000), INCONCLUSIVE, "99 requests of 100"),
        (counts(100, errors=1), counts(1000), PASSED, "1 errors"),
        (counts(100, errors=2), counts(1000), FAILED, "2.0% of 100 answers are 5xx, 0.0% of the monolith's"),
        (counts(100, errors=2), counts(1000, errors=20), PASSED, "2 errors"),
        # Routes that always fail fail there too: how many of their requests came to whom is chance.
        (counts(100, errors=28), counts(1000, errors=240), PASSED, "28 errors"),
        (counts(1000, errors=300), counts(1000, errors=240), FAILED, "30.0% of 1000 answers are 5xx, 24.0% of the"),
        (counts(100, refused=6), counts(1000), FAILED, "6.0% of 100 answers are 4xx"),
        (counts(100, refused=60), counts(1000, refused=600), PASSED, "0 errors"),
        (counts(100, slow=2), counts(1000), FAILED, "its p99 is over 500 ms, the monolith's is at most 50 ms"),
        (counts(100, slow=1), counts(1000), PASSED, "at most 50 ms"),
        (counts(100, slow=2), counts(1000, slow=20), PASSED, "at most 1000 ms"),
    ],
)  # fmt: skip
def test_a_window_is_judged_against_the_monolith_in_the_same_one(
    ours: Counts, monolith: Counts, state: str, why: str
) -> None:
    found = judge(STEP, window(ours, monolith), None, LIMITS)
    assert (found.state, why in found.why) == (state, True), found.why


def test_where_the_monolith_has_little_to_do_an_earlier_window_stands_in() -> None:
    slow = window(counts(500, slow=50), counts(3))
    assert judge(STEP, slow, counts(1000), LIMITS).state == FAILED
    alone = judge(STEP, slow, None, LIMITS)
    assert alone.state == PASSED
    assert "no requests to the monolith to compare with" in alone.why
    assert judge(STEP, window(counts(500, errors=50), counts(3)), None, LIMITS).state == FAILED


def test_what_is_refused_is_held_against_the_service_only_beside_a_monolith() -> None:
    """Clients ask for what is not there: how much of that is usual, only the monolith's answers tell. A 5xx never is."""
    alone = window(counts(500, refused=400), counts(3))
    assert judge(STEP, alone, None, LIMITS).state == PASSED
    assert judge(STEP, alone, counts(1000), LIMITS).state == FAILED
    assert judge(STEP, window(counts(500, errors=400), counts(3)), None, LIMITS).state == FAILED


def test_what_is_sure_before_the_end_is_sure_at_the_end() -> None:
    """A breaker that has opened lets few requests through: what they tell looks like too little traffic, or well."""
    opened = window(counts(200), counts(1000), breaker_open=True)
    assert "breaker is open" in judge(STEP, opened, None, LIMITS).why
    assert judge(STEP, opened, None, LIMITS).state == FAILED


def test_a_burst_of_errors_is_not_watched_to_the_end() -> None:
    assert judge_early(STEP, window(counts(4, errors=4)), None, LIMITS) is None
    assert judge_early(STEP, window(counts(400, errors=10)), None, LIMITS) is None
    early = judge_early(STEP, window(counts(20, errors=10)), None, LIMITS)
    assert early is not None
    assert early.state == FAILED
    # A route that the monolith always answers with 500 is no burst, though the monolith has done little yet.
    assert judge_early(STEP, window(counts(30, errors=6), counts(40, errors=8)), None, LIMITS) is None
    broken = judge_early(STEP, window(counts(0), breaker_open=True), None, LIMITS)
    assert broken is not None
    assert "breaker" in broken.why


def test_a_few_errors_more_than_a_monolith_that_fails_too_are_no_burst() -> None:
    """Seen in a rehearsal: five requests of fifteen came to a route that always answers 500, one of thirteen beside."""
    few = Limits(least=8)
    assert judge_early(STEP, window(counts(15, errors=5), counts(13, errors=1)), None, few) is None
    assert judge_early(STEP, window(counts(15, errors=5), counts(13)), None, few) is not None


def test_a_monolith_that_fails_on_other_days_may_have_had_luck_in_this_window() -> None:
    """Seen in a rehearsal: three of 27 answers were 404s, none of the monolith's 14 was, and 7 of 100 always are."""
    few, ours, beside = Limits(least=8), counts(27, refused=3), counts(14)
    assert judge(STEP, window(ours, beside), None, few).state == FAILED
    assert judge(STEP, window(ours, beside), None, few, counts(5000, refused=350)).state == PASSED
    assert judge(STEP, window(ours, beside), None, few, counts(5000, refused=5)).state == FAILED
    many = window(counts(2000, refused=220), counts(2000))
    assert judge(STEP, many, None, LIMITS, counts(5000, refused=350)).state == FAILED


def test_such_luck_makes_no_burst_of_the_next_window_either() -> None:
    """Seen in a rehearsal: at 100 % five of 32 failed, none of the 23 that were the monolith's last ones."""
    ours, last, known = counts(32, errors=5), counts(23), counts(5000, errors=300)
    few = Limits(least=8)
    assert judge_early(STEP, window(ours, counts(0)), last, few) is not None
    assert judge_early(STEP, window(ours, counts(0)), last, few, known) is None
    assert judge(STEP, window(ours, counts(0)), last, few, known).state == PASSED
    assert judge_early(STEP, window(counts(14, errors=14), counts(0)), last, few, known) is not None


def test_one_slow_answer_of_a_few_proves_nothing() -> None:
    few = Limits(least=20)
    assert judge(STEP, window(counts(30, slow=1)), None, few).state == PASSED
    assert judge(STEP, window(counts(30, slow=2)), None, few).state == FAILED


def test_a_service_that_is_gone_is_seen_early_beside_a_monolith_that_fails_at_every_third_request() -> None:
    """Three times its share would be more than all there is; each look is one of many, so chance has more room."""
    failing = counts(69, errors=26)
    gone = judge_early(STEP, window(counts(14, errors=14), failing), None, LIMITS)
    assert gone is not None
    assert gone.state == FAILED
    assert judge_early(STEP, window(counts(14, errors=14), counts(3)), failing, LIMITS) is not None
    for alike in (counts(14, errors=8), counts(69, errors=36), counts(600, errors=250), counts(4, errors=4)):
        assert judge_early(STEP, window(alike, failing), None, LIMITS) is None


@pytest.mark.parametrize(
    ("shadow", "state"),
    [
        ({"same": 100, "dropped": 7}, PASSED),
        ({"same": 99}, INCONCLUSIVE),
        ({}, INCONCLUSIVE),
        ({"same": 1000, "differs": 1}, FAILED),
        ({"same": 1000, "failed": 1}, FAILED),
        ({"differs": 1}, FAILED),
    ],
)
def test_one_other_answer_in_a_shadow_is_too_many(shadow: dict[str, int], state: str) -> None:
    assert judge(SHADOW, window(counts(0), shadow=shadow), None, LIMITS).state == state


@given(st.lists(st.sampled_from([0.004, 0.02, 0.2, 0.9, 3.0, 40.0]), min_size=1, max_size=300))
def test_the_p99_lies_between_its_bounds(times: list[float]) -> None:
    bounds = [0.005, 0.025, 0.25, 1.0, 5.0, INFINITY]
    below = {bound: sum(time <= bound for time in times) for bound in bounds}
    lower, upper = bounds_of_p99(Counts(len(times), below=below))
    ordered = sorted(times)
    exact = next(t for n, t in enumerate(ordered, 1) if n >= 0.99 * len(times))
    assert lower < exact <= upper


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_characters="\r", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12), st.integers(0, 10**9)),
        max_size=6, unique_by=lambda pair: pair[0],
    )
)  # fmt: skip
def test_labels_come_back_as_the_gateway_wrote_them(rows: list[tuple[str, int]]) -> None:
    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    text = "\n".join(f'x_total{{route="{escaped(route)}",target="a"}} {n}' for route, n in rows)
    found = read_metrics(f"# TYPE x_total counter\n{text}\nnonsense\nx_total{{\n")
    wanted = {("x_total", frozenset({("route", route), ("target", "a")})): float(n) for route, n in rows}
    assert found == wanted


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    read_metrics(text)


def test_a_counter_that_began_anew_counts_from_nothing() -> None:
    key = ("x", frozenset[tuple[str, str]]())
    assert grown({key: 10}, {key: 12}) == {key: 2}
    assert grown({key: 10}, {key: 3}) == {key: 3}
    assert grown({}, {key: 3}) == {key: 3}


def test_steps_are_read_in_their_order() -> None:
    assert [step.told for step in parse_steps(DEFAULT_STEPS)] == [
        "shadow 100 %",
        "1 %",
        "10 %",
        "50 %",
        "100 %",
    ]
    assert [step.told for step in parse_steps(" shadow:20 , 5% ")] == ["shadow 20 %", "5 %"]


@pytest.mark.parametrize(
    "text", ["", "0", "101", "10,5", "50,50", "10,shadow", "shadow:0", "ten", "1,,2", "-1", "٣"]
)
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^--steps "):
        parse_steps(text)


@given(st.text(max_size=30))
def test_any_text_is_steps_or_refused(text: str) -> None:
    try:
        steps = parse_steps(text)
    except InputError:
        return
    assert [step.percent for step in steps if step.kind == "split"] == sorted(
        {step.percent for step in steps if step.kind == "split"}
    )


def test_a_shadow_that_no_route_can_have_is_told_where_it_is_due() -> None:
    """It was left out without a word: the traffic went on to real users."""
    write = RouteEntry("1", ("POST",), "/orders", (), "Orders.place", "orders.ts:1", 10, "orders")
    there = replace(write, target=Target("split", 10))

    def told(steps: str, *routes: RouteEntry) -> str:
        return unshadowed(RoutingTable(routes=routes), ["orders"], parse_steps(steps))

    assert told("shadow,50,100", write) == "no shadow 100 %: no route is a read that writes nothing"
    assert told("50,100", write) == ""
    assert told("shadow,50,100", write, replace(write, shadowable=True)) == ""
    assert told("shadow,50,100", there) == ""
