"""What only a person can decide: said as questions, with both sides."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.graph.joint import MODULE
from woosh_split.model.code import Unresolved
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Ownership, Placed
from woosh_split.model.split import MONOLITH
from woosh_split.proposal.domain import Domain
from woosh_split.proposal.units import Bond

UNSTABLE_BELOW = 0.6
_SHOWN = 8


def questions(
    placed: Iterable[Placed],
    owned: Iterable[Ownership],
    placement: Placement,
    domain: Domain | None,
    gathered: tuple[str, ...] = (),
    apart: Iterable[Bond] = (),
    unresolved: Iterable[Unresolved] = (),
) -> tuple[str, ...]:
    """Return remarks for the architect: what the proposal cannot know, then the contested tables."""
    placed = tuple(placed)
    return (
        *_unread(unresolved),
        *_contested(owned),
        *_met(apart, placement),
        *_unstable(placed),
        *_left(placed, placement),
        *_missing(placement, domain),
        *_whole(placed, placement),
        *_gathered(gathered, placement),
    )


def _unread(unresolved: Iterable[Unresolved]) -> Iterable[str]:
    """Say what reaches the database and is not read: owners and crossings of it are not in the proposal."""
    for each in unresolved:
        if each.kind == "orm":
            yield f"{each.reason[0].upper()}{each.reason[1:]} ({each.text}, {each.file}:{each.line})."


def _gathered(modules: tuple[str, ...], placement: Placement) -> Iterable[str]:
    if modules:
        homes = sorted({placement.home_of_module(module) for module in modules})
        yield (
            f"Nothing ties {', '.join(modules)} to anything: put together in {' and '.join(homes)}, since a service "
            "for each would cost more to run than it separates. Decide otherwise with `pins: service:`."
        )


def _whole(placed: tuple[Placed, ...], placement: Placement) -> Iterable[str]:
    root = [each.item for each in placed if each.decided_by == "root"]
    if root and not placement.services:
        yield (
            f"No service can be cut: all code that touches tables or answers routes is in {root[0]}, the root module. "
            "Give its parts modules of their own first."
        )


def _contested(owned: Iterable[Ownership]) -> Iterable[str]:
    for each in owned:
        if each.role == "contested":
            first, second = each.bids[:2]
            yield (
                f"Who owns {each.table}? {first.service} ({first.score:g}) and {second.service} ({second.score:g}) "
                f"both write it. Decide with `pins: service: {{{each.table}: {first.service}}}`."
            )


def _met(apart: Iterable[Bond], placement: Placement) -> Iterable[str]:
    """Ask about pins that do not hold: people who named their services get no further one for what nothing ties to these."""
    for each in apart:
        one, other = each.first.name, each.second.name
        if MONOLITH == placement.home_of_module(one) == placement.home_of_module(other) and (
            each.first.kind == each.second.kind == MODULE
        ):
            yield (
                f"A pin keeps {one} and {other} apart, and both stay with the monolith: nothing ties them to a service that "
                f"has a name. Give one of them a service with `pins: service: {{{one}: NAME}}`."
            )


def _unstable(placed: tuple[Placed, ...]) -> Iterable[str]:
    shaky = [each for each in placed if each.kind == "module" and each.decided_by == "cluster"]
    shaky = sorted((e for e in shaky if e.stability < UNSTABLE_BELOW), key=lambda e: (e.stability, e.item))
    if shaky:
        names = ", ".join(f"{each.item} ({each.stability:.0%} {each.service})" for each in shaky[:_SHOWN])
        more = f" and {len(shaky) - _SHOWN} more" if len(shaky) > _SHOWN else ""
        yield f"Unstable, decide with a pin: {names}{more}."


def _left(placed: tuple[Placed, ...], placement: Placement) -> Iterable[str]:
    left = [
        e.item for e in placed if e.kind == "module" and e.service == MONOLITH and e.decided_by == "cluster"
    ]
    if left and placement.services:
        yield (
            f"Nothing ties {', '.join(left)} to any service: left with the monolith. "
            "Place each with `pins: service:`, or leave it."
        )


def _missing(placement: Placement, domain: Domain | None) -> Iterable[str]:
    missing = [h.service for h in domain.hints if h.service not in placement.services] if domain else []
    if missing:
        yield f"Nothing here is about {', '.join(missing)}: the domain {domain.name if domain else ''} has it, this monolith does not."
