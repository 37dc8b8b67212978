"""Which handlers an event reaches: by its very name, or by a pattern such as ``orders.*``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from woosh_split.model.code import SOCKET, Event


class Handlers:
    """The handlers of all events.

    A pattern is EventEmitter2's: ``*`` is one segment of a name between dots, ``**`` any number of them, none too. It
    counts whether the emitter was told to look for patterns or not: where it was, nothing else tells who listens.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._named: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for event in events:
            if event.direction == "handles":
                self._named[event.channel, event.event].append(event)
        self._patterns = sorted(key for key in self._named if "*" in key[1])

    def of(self, sent: Event) -> list[Event]:
        """Return the handlers that an event reaches, those of its very name first.

        What goes over a socket reaches a browser or an app, and none of them. Where a part of the sent name is not known,
        it stands as ``*``, and the event may be any that fits.
        """
        if sent.channel == SOCKET:
            return []
        found = [each for each in self._named.get((sent.channel, sent.event), ()) if _alike(sent, each)]
        if "*" in sent.event and sent.event.strip("*."):
            like = re.compile(".*".join(map(re.escape, sent.event.split("*"))))
            for (channel, name), handlers in self._named.items():
                if channel == sent.channel and "*" not in name and like.fullmatch(name):
                    found += handlers
        for channel, pattern in self._patterns:
            fits = channel == sent.channel and pattern != sent.event
            if fits and _fits(pattern.split("."), sent.event.split(".")):
                found += self._named[channel, pattern]
        return found


def _alike(sent: Event, handler: Event) -> bool:
    """Tell whether two events of one name may be one: not where they are two classes."""
    return sent.class_file == handler.class_file or None in (sent.class_file, handler.class_file)


def _fits(pattern: list[str], name: list[str]) -> bool:
    if not pattern:
        return not name
    if pattern[0] == "**":
        return any(_fits(pattern[1:], name[skipped:]) for skipped in range(len(name) + 1))
    return bool(name) and pattern[0] in ("*", name[0]) and _fits(pattern[1:], name[1:])
