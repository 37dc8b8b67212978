"""The app's calls against the routing table, and the texts in its code that have to name the gateway."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from woosh_split.artefacts.routes.explain import nearest
from woosh_split.model.code import ClientCall
from woosh_split.model.routing import RouteEntry, RoutingTable

GATEWAY, OTHER, UNUSED = "gateway", "other", "unused"
"""What a text is: the monolith's address, another server's, or one that no call is built of."""


@dataclass(frozen=True, slots=True)
class AppCall:
    """One call, the route that answers it (None: nobody does, ``nearest`` look like it) and the phase in which that moves.

    ``phase`` is empty for a route that stays with the monolith.
    """

    method: str
    path: str
    file: str
    line: int
    entry: RouteEntry | None
    phase: str = ""
    nearest: tuple[RouteEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that begins with an address, and how many calls are built of it; ``answered`` of them by a route."""

    file: str
    line: int
    start: int
    end: int
    origin: str
    name: str
    bare: bool
    calls: int
    answered: int
    at_home: bool = False
    """Another text with the same origin has calls that a route answers."""

    @property
    def verdict(self) -> str:
        """What the text is; calls that nobody answers belong to the monolith, too, where they go to its address."""
        if self.answered or (self.calls and self.at_home):
            return GATEWAY
        return OTHER if self.calls else UNUSED


@dataclass(frozen=True, slots=True)
class ClientReport:
    """Everything; ``unclear`` are the reasons why the monolith's address cannot be pinned down, none where it can."""

    calls: tuple[AppCall, ...]
    constants: tuple[Constant, ...]
    unclear: tuple[str, ...]

    @property
    def to_change(self) -> tuple[Constant, ...]:
        """The texts that have to name the gateway."""
        return tuple(each for each in self.constants if each.verdict == GATEWAY)


def app_calls(
    calls: Iterable[ClientCall], table: RoutingTable, phases: Mapping[str, str]
) -> tuple[AppCall, ...]:
    """Return each call with its route; ``phases`` maps services to the phase that moves them."""
    routes = {f"{method} {entry.path}": entry for entry in reversed(table.routes) for method in entry.methods}
    found = []
    for call in calls:
        entry = routes.get(call.route or "")
        near = nearest(table, call.method, call.path) if call.route is None else ()
        phase = "" if entry is None else phases.get(entry.service, "")
        found.append(AppCall(call.method, call.path, call.file, call.line, entry, phase, near))
    return tuple(found)


def unclear_reasons(
    calls: Sequence[ClientCall], uses: Mapping[ClientCall, Sequence[int]], constants: Sequence[Constant]
) -> tuple[str, ...]:
    """Return why the monolith's address cannot be told for sure; ``uses`` are keyed by calls without their route."""
    found = []
    answered = [call for call in calls if call.route is not None]
    homeless = [call for call in answered if not uses.get(without_route(call))]
    for call in homeless[:5]:
        found.append(
            f"{call.method} {call.path} at {call.file}:{call.line} is built of no address that stands in the code"
        )
    if len(homeless) > 5:
        found.append(f"and {len(homeless) - 5} more such calls")
    origins = sorted({each.origin.lower() for each in constants if each.verdict == GATEWAY})
    if len(origins) > 1:
        found.append(f"calls that the monolith answers go to {' and to '.join(origins)}")
    if not answered:
        found.append("no call of the app is answered by the monolith")
    return tuple(found)


def without_route(call: ClientCall) -> ClientCall:
    """Return a call as it is written, whoever answers it."""
    return ClientCall(call.method, call.path, None, call.file, call.line)
