"""Collects the events that code sends, and the places where nobody could tell which."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.code import Event, Unresolved
from woosh_split.sources.code.nestjs.messages import EMITTERS, channel_of, emitted, event_name, named_by
from woosh_split.sources.code.typeorm.recorder import Recorder
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.references import ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Either, Items

_OF_LATER = frozenset({"AggregateRoot", "EventPublisher"})
"""What is handed to them is told where it is made."""


class Emissions:
    """What is sent, over all readings of the code."""

    def __init__(self, recorder: Recorder) -> None:
        self.events: set[Event] = set()
        self._recorder = recorder
        self._unnamed: dict[tuple[str, int], str] = {}
        self._partly: dict[tuple[str, int], str] = {}
        self._wholly: set[tuple[str, int]] = set()

    def sent(self, receiver: ExternalCall | ExternalInstance, method: str, call: Call) -> None:
        """Note a call of something that sends events; a call of another of its methods is none."""
        kind, frame = receiver.external.name, call.scope.frame
        label = receiver.label if isinstance(receiver, ExternalInstance) else UNKNOWN
        name = named_by(kind, method, call)
        mark_used(name)  # a wrapper's callers know it
        if self._recorder.silent or method not in EMITTERS[kind]:
            return
        names = emitted(kind, method, label, call)
        place = (frame.function, frame.file, call.line, channel_of(kind))
        for each, class_file in names:
            self._recorder.trail.acted()
            self.events.add(Event(frame.module, each, "emits", *place, class_file))
        if kind in _OF_LATER:
            return
        if not names:
            self._recorder.trail.acted()
            self._unnamed[frame.file, call.line] = frame.function
        elif _may_be_another(name):
            self._partly[frame.file, call.line] = frame.function
        else:
            self._wholly.add((frame.file, call.line))

    def unnamed(self) -> Iterator[Unresolved]:
        """Yield the places where no reading told the name of what is sent."""
        named = {(each.file, each.line) for each in self.events}
        reason = "the name of the message is computed and could not be followed"
        for (file, line), function in sorted(self._unnamed.items()):
            if (file, line) not in named:
                yield Unresolved("event", file, line, function, reason)
        reason = "one of the names that the message may have is computed and could not be followed"
        for (file, line), function in sorted(self._partly.items()):
            if (file, line) not in self._wholly:
                yield Unresolved("event", file, line, function, reason)


def _may_be_another(message: Value) -> bool:
    """Tell whether a message is one of several of which not all are known."""
    return isinstance(message, Either) and any(
        event_name(each) is None and not isinstance(each, Items) for each in message.values
    )
