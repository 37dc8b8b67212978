"""Moves the traffic of a phase step by step: switch the routes, watch, judge; what fails is sent back at once.

Which step comes next is told by the routing table, not remembered: a run that was cut off watches the step again in which it
finds the routes, and goes on from there. Routes are never left with the service by a run that ends for a reason that
nobody asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from woosh_split.apply.gates import judge, judge_early
from woosh_split.apply.replicas import Replica, Unreachable, table_in_use, wait_until
from woosh_split.apply.watching import Reading, Watched, read, window_of
from woosh_split.database.ddl import Stopped
from woosh_split.errors import Refusal, WooshSplitError
from woosh_split.model.routing import TO_SHADOW, Target
from woosh_split.model.traffic import (
    FAILED,
    INCONCLUSIVE,
    PASSED,
    Counts,
    Limits,
    TrafficStep,
    Verdict,
    Window,
)

SOAK = "soak"
_LOOK = 1.0
"""Seconds between two looks at the metrics."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long each step is watched, in seconds.

    A window that had too little traffic goes on for ``patience`` windows. ``soak`` comes after the last step, ``wait``
    is the time that gateways and services have to get ready.
    """

    window: float = 60.0
    patience: float = 5.0
    soak: float = 300.0
    wait: float = 60.0
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Traffic:
    """What the steps need from outside.

    ``switch`` sends the routes to a target and returns the SHA-256 of the table's file, ``held`` whether the file is
    still as it was written, ``note`` writes into the journal (kind, subject, text), ``alive`` complains where the
    journal is lost.
    """

    replicas: tuple[Replica, ...]
    watched: tuple[Watched, ...]
    pace: Pace
    switch: Callable[[Target], str]
    held: Callable[[str], bool]
    note: Callable[[str, str, str], None]
    alive: Callable[[], None]
    tell: Callable[[str], None]
    stop: Callable[[], bool]
    reference: dict[str, Counts] = field(default_factory=dict)
    known: dict[str, Counts] = field(default_factory=dict)


class Failed(Exception):  # noqa: N818 - reads as what happened
    """A gate failed, or nobody can be asked any more whether it does."""


class Held(Refusal):
    """The routes stay where they are, and the answer is no."""


def go_through(traffic: Traffic, steps: Iterable[TrafficStep]) -> None:
    """Go through the steps and the soak.

    Raises:
        Held: there was too little traffic, or somebody else changed the routes; they stay as they are.
        Refusal: a gate failed; the routes are back at the monolith.
        Stopped: somebody asked for an end; the routes stay where they are.
    """
    try:
        wanted, last = "", None
        for step in steps:
            wanted, last = _switch(step, traffic), step
            _gate(step, step.told, wanted, traffic.pace.window, traffic.pace.patience, traffic)
        if last is not None and traffic.pace.soak > 0:
            traffic.tell(f"watching for {traffic.pace.soak:g} s more")
            _gate(last, SOAK, wanted, traffic.pace.soak, 1.0, traffic)
    except (Stopped, Held):
        raise
    except Failed as why:
        raise Refusal(f"{why}. {send_back(traffic)}") from None
    except Exception as error:
        told = send_back(traffic)
        if isinstance(error, WooshSplitError):
            error.args = (f"{error} {told}",)
        raise


def send_back(traffic: Traffic) -> str:
    """Send every route to the monolith, and say whether every replica follows."""
    try:
        wanted = traffic.switch(Target())
    except WooshSplitError as error:
        return f"The routes could not be sent back: {error} Do it by hand, with `routes set SERVICE --target monolith`."
    try:
        late = _confirmed(traffic.replicas, wanted, traffic.pace.wait, lambda: False)
    except WooshSplitError as error:
        late = str(error).rstrip(".")
    followed = "and every gateway follows" if late is None else f"but {late}"
    told = f"The routes are back at the monolith, {followed}."
    try:
        traffic.note("routes", "monolith", told)
    except WooshSplitError:
        return f"{told} The journal could not be written."
    return told


def confirm(traffic: Traffic, wanted: str) -> None:
    """Wait until every replica uses the table.

    Raises:
        Failed: one does not.
        Stopped: somebody asked for an end.
    """
    late = _confirmed(traffic.replicas, wanted, traffic.pace.wait, traffic.stop)
    if late is not None:
        if traffic.stop():
            raise Stopped
        raise Failed(f"After {traffic.pace.wait:g} s {late}")


def _confirmed(
    replicas: Iterable[Replica], wanted: str, seconds: float, stop: Callable[[], bool]
) -> str | None:
    def reason() -> str | None:
        for replica in replicas:
            try:
                found = table_in_use(replica)
            except Unreachable as why:
                return str(why)
            if found.hash != wanted:
                if found.refused:
                    return f"{replica.url} refuses the table: {found.refused}"
                return (
                    f"{replica.url} uses another table ({found.hash[:12]}, not {wanted[:12]}): let its TABLE_FILE be "
                    "this one, or bring it there"
                )
        return None

    return wait_until(reason, seconds, stop)


def _switch(step: TrafficStep, traffic: Traffic) -> str:
    wanted = traffic.switch(step.target)
    traffic.note("routes", step.told, f"table {wanted}")
    confirm(traffic, wanted)
    traffic.tell(f"routes: {step.told}; every gateway uses the table {wanted[:12]}")
    return wanted


def _gate(
    step: TrafficStep, name: str, wanted: str, seconds: float, patience: float, traffic: Traffic
) -> None:
    verdicts, windows = _watch(step, wanted, seconds, patience, traffic)
    text = "; ".join(each.why for each in verdicts)
    states = {each.state for each in verdicts}
    state = next(each for each in (FAILED, INCONCLUSIVE, PASSED) if each in states or each == PASSED)
    traffic.note("gate", f"{name} {state}", text)
    if state == FAILED:
        raise Failed(f"The gate after {name} failed: {text}")
    if state == INCONCLUSIVE:
        raise Held(
            f"The gate after {name} is inconclusive: {text} in {seconds * patience:g} s. The routes stay at {step.told}. "
            "Run it again when there is more traffic, or give it a longer --window or a lower --least; `rollback` sends "
            "them back."
        )
    for window in windows:
        if window.monolith.requests >= traffic.pace.limits.least:
            traffic.reference[window.service] = window.monolith
    traffic.tell(f"gate {name}: passed; {text}")


def _watch(
    step: TrafficStep, wanted: str, seconds: float, patience: float, traffic: Traffic
) -> tuple[list[Verdict], list[Window]]:
    """Watch until the window is over and had enough traffic, or something fails."""
    limits, reference = traffic.pace.limits, traffic.reference
    watched = [each for each in traffic.watched if step.kind != TO_SHADOW or each.shadowable]
    before, began = _read(wanted, traffic), time.monotonic()
    for each in watched:
        _remember(each, before, traffic)
    while True:
        time.sleep(min(_LOOK, seconds / 10))
        traffic.alive()
        now, over = _read(wanted, traffic), time.monotonic() - began
        windows = [window_of(each, before, now) for each in watched]
        early = [judge_early(step, each, reference.get(each.service), limits) for each in windows]
        failed = [each for each in early if each is not None]
        if failed:
            return failed, windows
        if over < seconds:
            continue
        found = [
            judge(step, each, reference.get(each.service), limits, traffic.known[each.service])
            for each in windows
        ]
        if over >= seconds * patience or all(each.state != INCONCLUSIVE for each in found):
            return found, windows


def _remember(watched: Watched, now: Reading, traffic: Traffic) -> None:
    """Remember all that the gateways have counted of the monolith; a window that has told nothing yet is replaced by it.

    A run that was cut off and goes on at 100 % has no other: routes that always fail would be held against the service.
    """
    told = traffic.known[watched.service] = window_of(watched, Reading({}), now).monolith
    if told.requests >= traffic.pace.limits.least:
        traffic.reference.setdefault(watched.service, told)


def _read(wanted: str, traffic: Traffic) -> Reading:
    """Read what was counted; a gateway that does not answer has the time of ``wait`` to come back, with our table.

    Raises:
        Failed: it does not come back.
        Held: somebody else changed the table.
        Stopped: somebody asked for an end.
    """
    found: list[Reading] = []

    def reason() -> str | None:
        if not traffic.held(wanted):
            raise Held(
                "Somebody else changed the routing table while it was watched. The routes stay as they are now. "
                "Look at it with `routes`, then run this again or `rollback`."
            )
        try:
            reading = read(traffic.replicas)
        except Unreachable as why:
            return str(why)
        odd = sorted(url for url, each in reading.tables.items() if each != wanted)
        found[:] = [reading]
        return f"{odd[0]} uses another table" if odd else None

    why = wait_until(reason, traffic.pace.wait, traffic.stop)
    if traffic.stop():
        raise Stopped
    if why is not None:
        raise Failed(f"{why} for {traffic.pace.wait:g} s, so nobody can tell how the service does")
    return found[0]
