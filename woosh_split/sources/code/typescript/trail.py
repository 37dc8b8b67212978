"""What is open at the place that is being read, and what functions do meanwhile.

A function is read once and its callers share the result, so what it does inside a caller's transaction is not seen
while it is read. The trail keeps who calls whom instead: what a transaction holds is what is done while it is open,
and whatever the functions do that are called while it is open. Of a function that opens or closes something for its
caller the result says so.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, TypeVar

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.joining import NOTHING_AROUND, Around, Joining

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.root import Call

Opening = Hashable
"""Something that is opened and closed again: a transaction."""
Openings = Mapping[Opening, object]
"""What is open, each with the function (a frame) with whose end it is over, None for what ends by itself."""

LATER = frozenset(
    {
        "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "nextTick", "on", "once", "addListener",
        "afterCommit", "onCommit", "afterTransactionCommit", "onTransactionCommit", "runAfterCommit",
        "runOnTransactionCommit", "runOnTransactionRollback", "runOnTransactionComplete",
    }
)  # fmt: skip
"""Functions of packages and of the language that run a callback once the present work is over."""


T = TypeVar("T", bound=Hashable)
_FEW = 4
"""Things that are looked through one by one as quickly as they are looked up, in a quarter of the memory."""


@dataclass(eq=False, slots=True)
class Reached:
    """What one reading of a function does itself, and the readings of the functions that it calls."""

    effects: Collection[Hashable] = ()
    callees: Collection[Reached] = ()
    later: Collection[Reached] = ()
    """What it starts and does not wait for."""
    acts: bool = False
    """Whether it changes something that others see."""
    around: Around = field(default_factory=lambda: NOTHING_AROUND)
    """What was open around the call for which it was read."""
    within: Reached | None = None
    """The reading that started it, where it is not waited for: what is open around that one is open around it."""

    def does(self, effect: Hashable) -> None:
        """Add something that it does itself."""
        self.effects = _with(self.effects, effect)

    def calls(self, node: Reached) -> None:
        """Add the reading of a function that it calls."""
        self.callees = _with(self.callees, node)

    def starts(self, node: Reached) -> None:
        """Add the reading of a function that it does not wait for."""
        self.later = _with(self.later, node)


def _with(held: Collection[T], more: T) -> Collection[T]:
    """Return an ordered set with one thing more: of tens of thousands most hold nothing, or next to nothing."""
    if isinstance(held, dict):
        held[more] = None
        return held
    if more in held:
        return held
    return (*held, more) if len(held) < _FEW else dict.fromkeys((*held, more))


@dataclass(frozen=True, slots=True)
class Change:
    """What a function opened and left open, and what it closed that was open before."""

    opened: Openings
    closed: frozenset[Opening]


_NOTHING: dict[Opening, object] = {}
NO_CHANGE = Change(_NOTHING, frozenset())


_Standing = tuple[Reached, Openings, frozenset[Opening], bool]
"""Where a trail is: the reading, what is open and what has been closed in it, and whether it runs later."""


class Trail:
    """Follows one interpreter; :meth:`effects` says at the end what was done, and inside of what."""

    def __init__(self) -> None:
        self._node = Reached()
        self._open: Openings = _NOTHING
        self._closed: frozenset[Opening] = frozenset()
        self._later = False
        self._within: dict[Opening, dict[Reached, None]] = {}
        self._done: dict[Hashable, Collection[Opening]] = {}
        self._entries: dict[str, tuple[Reached, ...]] = {}
        self._joining = Joining()
        self.at: Call | None = None
        """The call that is being followed, the innermost one."""

    # What is open --------------------------------------------------------------------------------------

    @property
    def state(self) -> Change:
        """What is open here, and what has been closed, in the function that is being read."""
        return Change(self._open, self._closed) if self._open or self._closed else NO_CHANGE

    def back_to(self, state: Change) -> None:
        """Go on as it was at an earlier place: what came since then leads out of the function."""
        self._open, self._closed = state.opened, state.closed

    def start(self, opening: Opening, frame: object = None) -> None:
        """Note that something is open from here on, at the longest to the end of ``frame``."""
        self._open = {**self._open, opening: frame}
        self._closed -= {opening}

    def stop(self, opening: Opening) -> None:
        """Note that something is closed from here on."""
        if opening in self._open:
            self._open = {each: frame for each, frame in self._open.items() if each is not opening}
        else:  # whoever called has opened it
            self._closed |= {opening}

    def end(self, frame: object) -> None:
        """Close what is over with a function."""
        if any(each is frame for each in self._open.values()):
            self._open = {key: each for key, each in self._open.items() if each is not frame}

    @contextmanager
    def inside(self, opening: Opening) -> Iterator[None]:
        """Keep something open for the block."""
        outer = opening in self._open
        self.start(opening)
        try:
            yield
        finally:
            if not outer:
                self.stop(opening)

    # Who does what -------------------------------------------------------------------------------------

    def reading(self, node: Reached) -> AbstractContextManager[None]:
        """Read a function by itself, whoever calls it."""
        return _Reading(self, node)

    def turn(self, to: _Standing) -> _Standing:
        """Go on elsewhere, and return where it was."""
        before = (self._node, self._open, self._closed, self._later)
        self._node, self._open, self._closed, self._later = to
        return before

    @contextmanager
    def apart(self, *, later: bool = False) -> Iterator[None]:
        """Read what is no part of the function that is being read; ``later``: it runs once that is over."""
        node = Reached(within=self._node.within or self._node) if later else Reached()
        if later:
            self._node.starts(node)
        with self.reading(node):
            self._later = later
            yield

    def entry(self, name: str) -> AbstractContextManager[None]:
        """Read a function that the framework calls; :meth:`entries` tells its name."""
        node = Reached()
        self._entries[name] = (*self._entries.get(name, ()), node)
        return self.reading(node)

    def acted(self) -> None:
        """Note that something is changed here that others see."""
        self._node.acts = True

    def entries(self) -> dict[str, bool]:
        """Return the functions that the framework calls, and whether anything is changed by each, wherever it calls."""
        return {
            name: any(each.acts for each in _reachable(dict.fromkeys(nodes), later=True))
            for name, nodes in self._entries.items()
        }

    def called(self, node: Reached, change: Change) -> None:
        """Note a call of a function that has been read, and what it opened and closed for its caller."""
        self._node.calls(node)
        for each in self._open:
            self._within.setdefault(each, {})[node] = None
        for each in change.closed:
            self.stop(each)
        for each, frame in change.opened.items():
            self.start(each, frame)

    def did(self, effect: Hashable, around: Opening | None = None) -> None:
        """Note that something is done here; ``around`` is open in all of the function, if anything is."""
        self._node.does(effect)
        self._node.acts = True
        held = self._done.get(effect, ())
        for each in self._open:
            held = _with(held, each)
        if around is not None and not self._later:
            held = _with(held, around)
            self.joined(effect, around)
        self._done[effect] = held

    def joined(self, effect: Hashable, around: Opening) -> None:
        """Note that something is done here inside of what was open already as the function was called."""
        self._joining.joined(self._node, around, effect)

    def found(self, around: Around, node: Reached) -> None:
        """Note that a function which has been read is called with something open around it."""
        self._joining.called(self._node, around, node)

    def shared(self) -> Iterator[tuple[Hashable, Opening]]:
        """Yield what was joined by functions that several call, with whatever else is open around their callers."""
        return self._joining.shared()

    def effects(self) -> dict[Hashable, tuple[Opening, ...]]:
        """Return everything that was done, with whatever was open around it at any time."""
        found = {effect: dict.fromkeys(openings) for effect, openings in self._done.items()}
        for opening, nodes in self._within.items():
            for node in _reachable(nodes):
                for effect in node.effects:
                    found[effect][opening] = None
        for effect, opening in self.shared():
            if effect in found:
                found[effect][opening] = None
        return {effect: tuple(openings) for effect, openings in found.items()}


class _Reading(AbstractContextManager[None]):
    """Has a trail in a function for a block; a class, since tens of thousands of these cost less so."""

    __slots__ = ("_before", "_node", "_trail")

    def __init__(self, trail: Trail, node: Reached) -> None:
        self._trail, self._node = trail, node

    def __enter__(self) -> None:
        self._before = self._trail.turn((self._node, _NOTHING, NO_CHANGE.closed, False))

    def __exit__(self, *_: object) -> None:
        self._trail.turn(self._before)


def _reachable(nodes: Mapping[Reached, None], *, later: bool = False) -> list[Reached]:
    seen = dict(nodes)
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        for each in (*node.callees, *(node.later if later else ())):
            if each not in seen:
                seen[each] = None
                waiting.append(each)
    return list(seen)
