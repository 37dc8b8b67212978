"""Waits until services are through with what they began, so that no right is taken in the middle of a transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from woosh_split.database.ddl import Ddl, Stopped, at_work
from woosh_split.errors import Refusal
from woosh_split.model.migration import Client

DRAIN = 60.0
"""Seconds that a service may take to end what it began."""

_LOOKS = 2
"""Looks in a row that must find nobody: the server shows transactions as they were up to 0.1 s ago."""
_PAUSE = 0.15
_TELL = 5.0
_MOST = 5


class StillAtWork(Refusal):
    """Somebody was not through in time; what was done so far is whole."""


def drain(users: Iterable[str], seconds: float, ddl: Ddl, tell: Callable[[str], None]) -> None:
    """Wait until no connection of these users is at work; with 0 ``seconds`` nobody is waited for.

    Raises:
        StillAtWork: somebody still is when the time is over; says who.
        Stopped: somebody asked for an end.
        Rejected: the server does not show what others do.
    """
    wanted = frozenset(users)
    if seconds <= 0 or not wanted:
        return
    began = last = time.monotonic()
    said, quiet = False, 0
    while quiet < _LOOKS:
        if ddl.stop():
            raise Stopped
        found = at_work(ddl, wanted)
        quiet = 0 if found else quiet + 1
        now = time.monotonic()
        if found and now - began >= seconds:
            raise StillAtWork(_refused(wanted, seconds, found))
        if found and (not said or now - last >= _TELL):
            tell(
                f"waiting for what {_named(wanted)} began, {now - began:.0f} of {seconds:g} s: {_told(found)}"
            )
            said, last = True, now
        if quiet < _LOOKS:
            time.sleep(_PAUSE)
    if said:
        tell(f"{_named(wanted)}: nothing is under way after {time.monotonic() - began:.1f} s")


def _refused(users: frozenset[str], seconds: float, found: list[Client]) -> str:
    return (
        f"After {seconds:g} s {_named(users)} is still at work: {_told(found)}. Its rights were left to it; nothing is half done. "
        "Stop the service, its jobs too, or send it nothing more, and run the same command again; --drain gives it more time, "
        "--drain 0 takes its rights away in the middle."
    )


def _named(users: frozenset[str]) -> str:
    return ", ".join(sorted(users))


def _told(found: list[Client]) -> str:
    more = f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return "; ".join(each.told for each in found[:_MOST]) + more
