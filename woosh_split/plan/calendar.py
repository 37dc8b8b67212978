"""Working days: phases begin and end from Monday to Friday."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

_SATURDAY = 5


def days_from(start: date, days: float) -> tuple[date, date]:
    """Return the first and the last working day of so much work (one day at least) from a date on.

    >>> days_from(date(2027, 1, 1), 2.0)  # a Friday
    (datetime.date(2027, 1, 1), datetime.date(2027, 1, 4))
    """
    first = _working(start)
    end = first
    for _ in range(max(1, ceil(days)) - 1):
        end = _working(end + timedelta(days=1))
    return first, end


def next_working_day(day: date) -> date:
    """Return the working day after a date."""
    return _working(day + timedelta(days=1))


def _working(day: date) -> date:
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day
