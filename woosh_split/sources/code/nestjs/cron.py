"""The cron texts behind ``CronExpression``, the enum of @nestjs/schedule."""

from __future__ import annotations

from collections.abc import Iterator


def _expressions() -> Iterator[tuple[str, str]]:
    yield "EVERY_SECOND", "* * * * * *"
    for seconds in (5, 10, 30):
        yield f"EVERY_{seconds}_SECONDS", f"*/{seconds} * * * * *"
    yield "EVERY_MINUTE", "*/1 * * * *"
    for minutes in (5, 10, 30):
        yield f"EVERY_{minutes}_MINUTES", f"0 */{minutes} * * * *"
    yield "EVERY_HOUR", "0 0-23/1 * * *"
    for hours in range(2, 13):
        yield f"EVERY_{hours}_HOURS", f"0 0-23/{hours} * * *"
    for hour in range(24):
        yield f"EVERY_DAY_AT_{_clock(hour)}", f"0 {hour:02d} * * *" if hour else "0 0 * * *"
    for hour in range(1, 24):
        name = "12PM" if hour == 12 else _clock(hour)
        yield f"MONDAY_TO_FRIDAY_AT_{name}", f"0 0 {hour:02d} * * 1-5"
    yield "MONDAY_TO_FRIDAY_AT_09_30AM", "0 30 09 * * 1-5"
    yield "MONDAY_TO_FRIDAY_AT_11_30AM", "0 30 11 * * 1-5"
    for name, (first, last) in {
        "9AM_AND_5PM": (9, 17),
        "9AM_AND_6PM": (9, 18),
        "10AM_AND_7PM": (10, 19),
    }.items():
        yield f"EVERY_30_MINUTES_BETWEEN_{name}", f"0 */30 {first}-{last} * * *"
    yield "EVERY_WEEK", "0 0 * * 0"
    yield "EVERY_WEEKDAY", "0 0 * * 1-5"
    yield "EVERY_WEEKEND", "0 0 * * 6,0"
    yield "EVERY_1ST_DAY_OF_MONTH_AT_MIDNIGHT", "0 0 1 * *"
    yield "EVERY_1ST_DAY_OF_MONTH_AT_NOON", "0 12 1 * *"
    yield "EVERY_2ND_HOUR", "0 */2 * * *"
    yield "EVERY_2ND_HOUR_FROM_1AM_THROUGH_11PM", "0 1-23/2 * * *"
    yield "EVERY_2ND_MONTH", "0 0 1 */2 *"
    yield "EVERY_QUARTER", "0 0 1 */3 *"
    yield "EVERY_6_MONTHS", "0 0 1 */6 *"
    yield "EVERY_YEAR", "0 0 1 1 *"


def _clock(hour: int) -> str:
    if hour in (0, 12):
        return "NOON" if hour else "MIDNIGHT"
    return f"{hour}AM" if hour < 12 else f"{hour - 12}PM"


CRON_EXPRESSIONS = dict(_expressions())
