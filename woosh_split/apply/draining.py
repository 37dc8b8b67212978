"""Waits until services are through with what they began, so that no right is taken in the middle of a transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from woosh_split.apply.rhythm import WATCHED, Rhythm
from woosh_split.database.ddl import Ddl, Stopped
from woosh_split.database.under_way import JUST_NOW, Session, sessions
from woosh_split.errors import Refusal
from woosh_split.model.migration import Client

_LOOKS = 2
"""Looks in a row that must find nobody: the server shows transactions as they were up to 0.1 s ago."""
_PAUSE = 0.15
_TELL = 5.0
_MOST = 5


class StillAtWork(Refusal):
    """Somebody was not through in time; what was done so far is whole."""


def drain(users: Iterable[str], seconds: float, ddl: Ddl, tell: Callable[[str], None]) -> None:
    """Wait until no connection of these users is at work; with 0 ``seconds`` nobody is waited for.

    At work is who has a transaction open, runs a statement, or ran one less than a second ago. A statement that names no
    table, and one that has come like a clock for as long as ``rhythm.WATCHED``, is no work once it has ended: it is told.

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
    rhythms = {user: Rhythm() for user in wanted}
    accepted: dict[str, str] = {}
    while quiet < _LOOKS:
        if ddl.stop():
            raise Stopped
        found = _at_work(sessions(ddl, wanted), rhythms, accepted)
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
    for told in accepted.values():
        tell(told)
    if said:
        tell(f"{_named(wanted)}: nothing is under way after {time.monotonic() - began:.1f} s")


def _at_work(found: list[Session], rhythms: dict[str, Rhythm], accepted: dict[str, str]) -> list[Client]:
    """Return who is at work; what was accepted beside it is put into ``accepted``, by account."""
    now = time.monotonic()
    working = []
    for user, rhythm in rhythms.items():
        own = [each for each in found if each.client.user == user]
        rhythm.look(own, now)
        period = rhythm.period(now)
        between = period is not None and rhythm.rests(period, now)
        for each in own:
            if each.busy or (each.ago < JUST_NOW and not each.asks_for_nothing and not between):
                working.append(each.client)
            elif each.ago < JUST_NOW and each.asks_for_nothing:
                accepted.setdefault(
                    user,
                    f"{user}: connection {each.client.id} asked for no table within the last second; "
                    "taken for a health check or a keep-alive",
                )
            elif each.ago < JUST_NOW:
                accepted[user] = (
                    f"{user}: single statements have come every {period:.1f} s for {WATCHED:g} s; taken for a health check, "
                    "a keep-alive or a poll, and not waited for"
                )
    return working


def _refused(users: frozenset[str], seconds: float, found: list[Client]) -> str:
    return (
        f"After {seconds:g} s {_named(users)} is still at work: {_told(found)}. Its rights were not taken away; "
        "nothing is half done. "
        "Stop the service, its jobs and health checks too, or send it nothing more, and run the same command again; --drain gives it more time, "
        "--drain 0 takes its rights away in the middle."
    )


def _named(users: frozenset[str]) -> str:
    return ", ".join(sorted(users))


def _told(found: list[Client]) -> str:
    more = f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return "; ".join(each.told for each in found[:_MOST]) + more
