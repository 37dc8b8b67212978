"""Where a request counts: at its own place, at the call that completes it, or with whoever decides what it leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.addresses import Answer, Known, Open
from woosh_split.sources.client.flutter.frames import Chain, Frame, OpenSite, Site
from woosh_split.sources.client.flutter.rendering import rendered

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Interpreter


def settle(it: Interpreter, frame: Frame, node: ir.Expression) -> None:
    """Note that a request which was left open is one that is counted elsewhere."""
    chain: Chain = (id(node),)
    current: Frame | None = frame
    while current is not None and (current.allowed is None or chain in current.allowed):
        if current.allowed is not None:
            it.completed.add((current.code, chain))
        if current.call is not None:
            chain = (id(current.call), *chain)
        current = current.parent


def emit(it: Interpreter, frame: Frame, node: ir.Expression, method: str | None, answer: Answer) -> None:
    """Report a request: at its own place, or at the call that completed it, or as open to whoever decides."""
    chain: Chain = (id(node),)
    place, at = frame.file, node
    current = frame
    passed: list[tuple[int, Chain]] = []
    while True:
        left_open = chain if current.allowed is None else _left_open(chain, current.allowed)
        if current.silent or left_open is None:
            return
        if current.allowed is not None:
            passed.append((current.code, left_open))
        is_owner = (
            isinstance(answer, Open) and current.owner is not None and answer.hole.owner == current.owner
        )
        if is_owner or current.parent is None:
            break
        if current.call is not None:
            chain, at, place = (id(current.call), *chain), current.call, current.parent.file
        current = current.parent
    it.completed.update(passed)
    site = Site(place, line_of(at), rendered(at))
    if isinstance(answer, Known) and method is not None:
        key = site, method, answer.path
        it.closed[key] = answer.hosted and it.closed.get(key, True)
        it.completed.add((current.code, chain))
    elif isinstance(answer, Open):
        owner = answer.hole.owner
        member = answer.hole.kind == "member" and isinstance(owner, tuple)
        decider = (owner[0], owner[1]) if member and isinstance(owner, tuple) else None
        found = OpenSite(site, method, answer.fallback, answer.reason, member, decider, answer.likely)
        if member:
            it.relevance.ask(answer.hole.name, owner)
        inner = it.open.get(passed[-1]) if passed and member else None
        if inner is not None and inner.likely is not None and replace(found, site=inner.site) == inner:
            found = inner  # the caller added nothing: the request stays where it was told before
        it.open.setdefault((current.code, chain), found)
        it.wrappers.add(it.names.get(current.owner, ("", ()))[0])
        if current.summary is not None:
            current.summary.open.setdefault(chain, found)
    elif not isinstance(answer, Known):
        inner = it.open.get(passed[-1]) if passed else None
        if inner is not None and inner.member and answer.likely and answer.likely == inner.likely:
            site = inner.site
        it.lost.setdefault(site, answer.reason)
        it.relevance.ask(answer.asked)
        if method is not None and answer.likely is not None:
            it.likely[site, method, answer.likely] = None


def _left_open(chain: Chain, allowed: frozenset[Chain]) -> Chain | None:
    """Return the request that a function left open and that this one is; None where it left none.

    What it calls with a path, and is handed by its caller, sends further inside: such a call is the beginning of the chain.
    """
    return next((chain[:length] for length in range(len(chain), 0, -1) if chain[:length] in allowed), None)


def line_of(node: ir.Expression) -> int:
    """Return the line of a call or a closure."""
    return node.line if isinstance(node, ir.Call | ir.Closure) else 1
