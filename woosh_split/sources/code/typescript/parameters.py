"""What only a caller knows: the parameters of a function that is read by itself, and their members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.summary import Type
from woosh_split.sources.code.typescript.values import Either, Items, Record, Text, held_in

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter
    from woosh_split.sources.code.typescript.scope import Frame


_CHANGING = frozenset({"replace", "replaceAll", "trim", "trimStart", "trimEnd"})
"""Methods of texts, and of nothing else, that give the text back with changes."""
_DEEPEST = 7
"""So many levels of a value are looked at for parameters."""


@dataclass(frozen=True, slots=True)
class Parameter(Value):
    """The value of a parameter that is not known here, but may be known to a caller.

    ``texts`` are those that its type allows, UNKNOWN where it allows others too.
    """

    index: int
    frame: Frame
    type: Type = None
    texts: Value = field(default=UNKNOWN, compare=False)

    def left_out(self) -> bool:
        """Tell whether the caller whose call is read hands in nothing for it: such calls are read for themselves then."""
        self.frame.awaits |= {self.index}
        return self.index in self.frame.left_out

    def used(self) -> None:
        """Note that the function's facts depend on this parameter."""
        self.frame.sensitive |= {self.index}

    def filled(self) -> None:
        """Note that the function puts something into what it is handed: each caller's own is to be filled."""
        self.used()
        self.frame.fills |= {self.index}

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of something that only a caller knows; a text that is changed stays the caller's."""
        self.used()
        if name in _CHANGING:
            interpreter.run_callbacks(call)
            return Text((self,))
        return interpreter.unknown_call(self, name, call)

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call a function that only a caller knows."""
        self.used()
        interpreter.run_callbacks(call)
        return UNKNOWN

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a member of something that only a caller knows."""
        return Member(self, name)


@dataclass(frozen=True, slots=True)
class Member(Value):
    """A member of a parameter: ``runner.manager``, ``options.sql``."""

    owner: Parameter | Member
    name: str

    def left_out(self) -> bool:
        """Tell whether the caller whose call is read hands in nothing for the parameter."""
        return self.owner.left_out()

    def used(self) -> None:
        """Note that the function's facts depend on the parameter."""
        self.owner.used()

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a member of the member."""
        return Member(self, name)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of something that only a caller knows."""
        if interpreter.world.telling(name):
            self.used()
        return interpreter.unknown_call(self, name, call)


def mark_used(value: Value) -> None:
    """Note, of every parameter in a value, that what is found depends on it; each part is looked at once."""
    level: list[Value] = [value]
    seen: set[int] = set()
    for _ in range(_DEEPEST):
        deeper: list[Value] = []
        for each in level:
            if isinstance(each, Parameter | Member):
                each.used()
            elif isinstance(each, Text | Record | Items | Either | ExternalCall) and id(each) not in seen:
                seen.add(id(each))
                deeper.extend(_parts(each))
        if not deeper:
            return
        level = deeper


def _parts(value: Value) -> Iterable[Value]:
    if isinstance(value, Text):
        return [part for part in value.parts if not isinstance(part, str)]
    return value.args if isinstance(value, ExternalCall) else held_in(value)
