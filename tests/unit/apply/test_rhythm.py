"""What comes like a clock is told from work: moments at which statements ended, as a watch would see them."""

from __future__ import annotations

import random

import pytest

from woosh_split.apply.rhythm import LEAST, WATCHED, Rhythm, repeats
from woosh_split.database.under_way import Session
from woosh_split.model.migration import Client


def clock(every: float, first: float = 0.0, until: float = 15.0) -> list[float]:
    return [first + number * every for number in range(int((until - first) / every) + 1)]


def watched(moments: list[float], until: float, **more: float) -> Rhythm:
    """What a look every 0.15 s shows of statements that end at these moments, on three connections in turn."""
    rhythm = Rhythm()
    now = 0.0
    while now < until:
        found = []
        for id_ in range(3):
            ended = [each for number, each in enumerate(moments) if number % 3 == id_ and each <= now]
            if ended:
                query = moments.index(ended[-1])
                found.append(Session(Client(id_, "ordering", "h", 0, ""), False, now - ended[-1], query))
        if "idle" in more:
            found.append(Session(Client(8, "ordering", "h", int(more["idle"]), ""), False, now, None))
        if "busy" in more and more["busy"] <= now <= more["busy"] + 1.5:
            seconds = int(now - more["busy"])
            found.append(Session(Client(9, "ordering", "h", seconds, ""), True, 0.0, 999))
        rhythm.look(found, now)
        now += 0.15
    return rhythm


@pytest.mark.parametrize(
    ("moments", "period"),
    [
        (clock(1.0), 1.0),
        (clock(0.5), 0.5),
        (sorted(clock(1.0) + clock(1.0, 0.37)), 1.0),
        (sorted(clock(1.0) + clock(2.0, 0.4)), 2.0),
        ([each + (0.04 if number % 2 else -0.04) for number, each in enumerate(clock(1.0))], 2.0),
    ],
)
def test_clocks_repeat_themselves_also_several_at_once(moments: list[float], period: float) -> None:
    assert repeats(moments, 15.1) == pytest.approx(period, abs=0.1)


@pytest.mark.parametrize(
    "moments",
    [
        [*clock(1.0), 15.05],  # something beside the clock
        [0.0, 0.7, 1.0, 1.9, 2.4, 3.5, 3.9, 4.9, 5.2, 6.1, 6.8, 7.1, 8.0, 8.7, 9.5, 10.0],
        clock(0.05, until=15.5),  # a loop that asks as fast as it can
        clock(0.25, until=15.5),
        clock(1.0, until=9.0),  # a clock that has stopped
        [],
    ],
)
def test_work_does_not_repeat_itself(moments: list[float]) -> None:
    assert repeats(sorted(moments), 15.5) is None


def test_chance_is_hardly_ever_taken_for_a_clock() -> None:
    draw = random.Random(7)
    taken = 0
    for _ in range(300):
        moments = sorted(draw.uniform(0, WATCHED) for _ in range(draw.randint(LEAST, 60)))
        taken += repeats(moments, WATCHED) is not None
    assert taken <= 3


def test_a_clock_counts_once_it_was_watched_for_long_enough_whichever_connection_of_the_pool_it_takes() -> (
    None
):
    assert watched(clock(1.0, until=30), WATCHED - 1).period(WATCHED - 1) is None
    assert watched(clock(1.0, until=30), WATCHED + 1).period(WATCHED + 1) == pytest.approx(1.0, abs=0.05)


def test_the_more_there_is_the_more_exactly_it_must_meet() -> None:
    draw = random.Random(3)
    loose = sorted(each + draw.uniform(-0.12, 0.12) for each in clock(0.4))
    assert repeats(loose, 15.1) is None
    assert repeats(clock(0.4), 15.1) is not None


def test_what_ended_before_the_watch_does_not_count() -> None:
    moments = [0.3, 0.9, 1.0, 2.7, 3.1, *clock(1.0, 5.0, until=40)]
    assert watched(moments, 12).period(12) is None
    assert watched(moments, 24).period(24) == pytest.approx(1.0, abs=0.05)


def test_few_statements_are_no_clock() -> None:
    assert watched(clock(3.0, until=30), 20).period(20) is None


def test_the_watch_begins_anew_after_something_that_took_its_time() -> None:
    rhythm = watched(clock(1.0, until=40), 20, busy=3.0)

    assert rhythm.period(18.0) is None
    assert watched(clock(1.0, until=40), 24, busy=3.0).period(24.0) is not None


def test_two_statements_that_belong_together_are_not_parted() -> None:
    moments = sorted(clock(1.0, until=30) + clock(1.0, 0.3, until=30))
    rhythm = watched(moments, 20.25)  # in the short pause
    period = rhythm.period(20.25)

    assert period == pytest.approx(1.0, abs=0.1)
    assert not rhythm.rests(period, 20.25)
    assert watched(moments, 20.6).rests(period, 20.6)
    assert not watched(moments, 20.4).rests(period, 20.4)


def test_a_connection_that_has_nothing_to_do_for_long_breaks_no_rhythm() -> None:
    rhythm = watched(clock(1.0, until=30), WATCHED + 1, idle=600.0)

    assert rhythm.period(WATCHED + 1) == pytest.approx(1.0, abs=0.05)
