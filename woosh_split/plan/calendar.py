"""Working days: Monday to Friday. Holidays are the reader's to add."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

_SATURDAY = 5


def working_day(day: date) -> date:
    """Return the day, or the Monday after it where it falls on a weekend."""
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def last_day(start: date, days: float) -> date:
    """Return the last working day of a work that begins on ``start``; a begun day is taken whole, at least one.

    Raises:
        OverflowError: the end lies after the year 9999.
    """
    day = working_day(start)
    for _ in range(max(1, ceil(days)) - 1):
        day = working_day(day + timedelta(days=1))
    return day


def next_day(day: date) -> date:
    """Return the working day after a day."""
    return working_day(day + timedelta(days=1))
