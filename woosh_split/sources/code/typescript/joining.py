"""What functions do inside of whatever their callers have open.

A function is read once for all callers that have something open in the same places: in which transaction it works makes no
difference to what it does. The reading joins what the first of them has open; what it did there it does inside of what the
others have open, too, and so do the functions that it calls.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from woosh_split.records import dataclass

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.trail import Opening, Reached

Around = Mapping[Hashable, "Opening"]
"""What a call finds open, by where it finds it: one and the same for all, or a runner's own."""
NOTHING_AROUND: Around = {}


@dataclass(eq=False, slots=True)
class _Work:
    """What one reading does inside of one thing that is open: itself, and by calls that hand it on.

    ``others`` are inside of what else the same is done, since callers share the reading.
    """

    effects: dict[Hashable, None] = field(default_factory=dict)
    inner: dict[_Work, None] = field(default_factory=dict)
    others: set[Opening] = field(default_factory=set)


class Joining:
    """Keeps who joins what, and whose callers share it."""

    def __init__(self) -> None:
        self._works: dict[tuple[Reached, Opening], _Work] = {}

    def joined(self, node: Reached, opening: Opening, effect: Hashable) -> None:
        """Note that a reading does something inside of what was open around its function."""
        self._work(node, opening).effects[effect] = None

    def called(self, caller: Reached, around: Around, callee: Reached) -> None:
        """Note a call with something open around it, of a function that may have been read inside of something else."""
        for where, opening in around.items():
            own = callee.around.get(where)
            if own is not None:
                work = self._work(callee, own)
                self._work(caller, opening).inner[work] = None
                if own is not opening:
                    work.others.add(opening)

    def shared(self) -> Iterator[tuple[Hashable, Opening]]:
        """Yield everything that was done inside of one thing, with each other thing inside of which it is done."""
        waiting = [work for work in self._works.values() if work.others]
        while waiting:
            work = waiting.pop()
            for inner in work.inner:
                if not work.others <= inner.others:
                    inner.others |= work.others
                    waiting.append(inner)
        for work in self._works.values():
            for opening in work.others:
                for effect in work.effects:
                    yield effect, opening

    def _work(self, node: Reached, opening: Opening) -> _Work:
        return self._works.setdefault((node.within or node, opening), _Work())
