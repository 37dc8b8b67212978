"""Which handlers an event reaches: by its very name, or by a pattern such as ``orders.*``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from woosh_split.model.code import Event


class Handlers:
    """The handlers of all events, as the modules or services that they belong to.

    A pattern is EventEmitter2's: ``*`` is one segment of a name between dots, ``**`` any number of them, none too. It
    counts whether the emitter was told to look for patterns or not: where it was, nothing else tells who listens.
    """

    def __init__(self, events: Iterable[Event], homes: Mapping[str, str] | None = None) -> None:
        self._named: dict[str, set[str]] = defaultdict(set)
        for event in events:
            if event.direction == "handles":
                self._named[event.event].add(event.module if homes is None else homes[event.module])
        self._patterns = sorted(name for name in self._named if "*" in name)

    def of(self, name: str) -> list[str]:
        """Return who handles an event of this name, sorted."""
        found = set(self._named.get(name, ()))
        for pattern in self._patterns:
            if _fits(pattern.split("."), name.split(".")):
                found |= self._named[pattern]
        return sorted(found)


def _fits(pattern: list[str], name: list[str]) -> bool:
    if not pattern:
        return not name
    if pattern[0] == "**":
        return any(_fits(pattern[1:], name[skipped:]) for skipped in range(len(name) + 1))
    return bool(name) and pattern[0] in ("*", name[0]) and _fits(pattern[1:], name[1:])
