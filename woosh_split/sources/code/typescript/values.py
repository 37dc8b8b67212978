"""What an expression may be worth, as far as reading can tell: texts, objects, arrays, instances, and several at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import field
from operator import is_
from types import UnionType
from typing import TYPE_CHECKING, Any

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.keys import MAX_KEY_DEPTH, key_of_parts
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter
    from woosh_split.sources.code.typescript.references import Closure
    from woosh_split.sources.code.typescript.scope import Frame


_TEXT_OF_TAGGED = ("sql", "text", "statement")


@dataclass(frozen=True, slots=True)
class Text(Value):
    """A string; a part that is not a str is a value that could not be turned into text."""

    parts: tuple[str | Value, ...]

    @property
    def is_name(self) -> bool:  # type: ignore[override]
        """Whether it is known as a whole."""
        return self.known is not None

    @property
    def known(self) -> str | None:
        """The whole text, None where a part is not known."""
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return self.parts[0]
        if all(isinstance(part, str) for part in self.parts):
            return "".join(part for part in self.parts if isinstance(part, str))
        return None

    def key(self) -> Hashable:
        """Return the parts."""
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return self.parts
        texts = tuple([each if isinstance(each, str) else None for each in self.parts])
        return (texts, key_of_parts(self, [each for each in self.parts if not isinstance(each, str)]))

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the text of what a package's tag makes of a template: texts themselves have no such members."""
        return self if name in _TEXT_OF_TAGGED else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow the methods that leave, join or change text."""
        return interpreter.text_method(self, name, call)


@dataclass(frozen=True, slots=True)
class Literal(Value):
    """A number (as text), True, False or None (null and undefined)."""

    value: str | bool | None

    def key(self) -> Hashable:
        """Return the value."""
        return self.value


def is_nothing(value: Value) -> bool:
    """Tell what says no more than the declared type of its name: nothing known, or a ``null`` to begin with."""
    return value is UNKNOWN or (isinstance(value, Literal) and value.value is None)


@dataclass(slots=True, eq=False)
class Record(Value):
    """An object literal; ``open`` says that it may hold more than is known (a spread).

    ``others`` are what stands under keys that only the running program knows: a dictionary of rows by their id. Only
    ``maker``, the function that wrote the object, has surely filled it by the time that it is asked.
    """

    fields: dict[str, Value]
    open: bool = False
    spread: list[Value] = field(default_factory=list)
    others: tuple[Value, ...] = ()
    maker: object | None = None

    @property
    def matters(self) -> bool:  # type: ignore[override]
        """Whether any field matters."""
        return _any_matters(self)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a field."""
        found = self.fields.get(name)
        if found is not None:
            return found.asked(interpreter)
        for value in reversed(self.spread):
            found = value.get(name, interpreter)
            if found is not UNKNOWN:
                return found
        return join_values(self.others) if self.others else UNKNOWN

    def any(self) -> Value:
        """Return one value for whatever stands under any key."""
        return join_values((*self.fields.values(), *self.others))

    def keep(self, value: Value) -> None:
        """Put a value under a key that is not known."""
        if len(self.others) < MAX_STEPS and not any(value is each or value == each for each in self.others):
            self.others = (*self.others, value)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a field, or a method of what was spread into the object."""
        if name not in self.fields:
            for value in reversed(self.spread):
                if value.get(name, interpreter) is not UNKNOWN:
                    return value.invoke(name, call, interpreter)
        return Value.invoke(self, name, call, interpreter)

    def returned(self, call: Call, around: tuple[Record, ...] = ()) -> Record:
        """Return the object as its maker's caller gets it: what is his in it, he gets as such."""
        if len(around) > MAX_KEY_DEPTH or any(each is self for each in around):
            return self
        given = {
            name: value.returned(call, (*around, self)) if isinstance(value, Record) else value.returned(call)
            for name, value in self.fields.items()
        }
        if all(map(is_, given.values(), self.fields.values())):
            return self
        return Record(given, self.open, self.spread, self.others, self.maker)

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """A callback is run with whatever the object holds."""
        _hand(self, closure, callers)

    def key(self) -> Hashable:
        """Return the fields' keys."""
        names = sorted(self.fields)
        parts = [*[self.fields[name] for name in names], *self.spread, *self.others]
        return (tuple(names), key_of_parts(self, parts))


@dataclass(slots=True, eq=False)
class Items(Value):
    """An array; ``open`` says that it may hold more than is known, ``apart`` that a loop has to do with each item by itself."""

    values: list[Value]
    open: bool = False
    apart: bool = field(default=False, kw_only=True)

    @property
    def matters(self) -> bool:  # type: ignore[override]
        """Whether any item matters."""
        return _any_matters(self)

    def element(self) -> Value:
        """Return one value for any of the items."""
        return join_values(self.values)

    def spread(self) -> list[Value]:
        """Return what going through it meets."""
        return self.values

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the item at an index."""
        if name.isdigit() and int(name) < len(self.values) and not self.open:
            return self.values[int(name)]
        return self.element() if name.isdigit() else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow the array methods that hand items on."""
        return interpreter.array_method(self, name, call)

    def put(self, value: Value) -> None:
        """Put a value at a place that is not known."""
        if len(self.values) < MAX_STEPS and not any(value is each or value == each for each in self.values):
            self.values.append(value)

    def key(self) -> Hashable:
        """Return the items' keys."""
        return key_of_parts(self, self.values)


@dataclass(frozen=True, slots=True)
class Instance(Value):
    """An instance of one of the monolith's classes.

    ``bindings`` are its type arguments by name; ``injected`` tells a provider that Nest hands in.
    """

    decl: ClassDecl
    bindings: tuple[tuple[str, Value], ...] = ()
    injected: bool = False
    args: tuple[Value, ...] = ()

    @property
    def matters(self) -> bool:  # type: ignore[override]
        """Whether it was made with something that matters."""
        return bool(self.args) and _any_matters(self)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a field, getter or bound method."""
        return interpreter.instance_member(self, name)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method."""
        return interpreter.call_method(self, name, call)

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """A callback is run with whatever the object was made with."""
        _hand(self, closure, callers)

    def key(self) -> Hashable:
        """Return class, type arguments and what it was made with."""
        if not (self.bindings or self.args):
            return (self.decl, (), ())
        names = tuple([name for name, _ in self.bindings])
        return (self.decl, names, key_of_parts(self, [*[each for _, each in self.bindings], *self.args]))


@dataclass(frozen=True, slots=True)
class Either(Value):
    """One of several values, depending on what happens at run time."""

    values: tuple[Value, ...]

    @property
    def matters(self) -> bool:  # type: ignore[override]
        """Whether any of them matters."""
        return _any_matters(self)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return the members of all of them."""
        return join_values(value.get(name, interpreter) for value in self.values)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call the method of each of them."""
        return join_values([value.invoke(name, call, interpreter) for value in self.values])

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call each of them."""
        return join_values([value.apply(call, interpreter) for value in self.values])

    def returned(self, call: Call) -> Value:
        """Return each as its maker's caller gets it."""
        given = each_returned(self.values, call)
        return self if all(map(is_, given, self.values)) else join_values(given)

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """A callback is run with any of them."""
        _hand(self, closure, callers)

    def key(self) -> Hashable:
        """Return the keys of all."""
        return key_of_parts(self, self.values)


def each_returned(values: Iterable[Value], call: Call) -> list[Value]:
    """Return values as their maker's caller gets them; objects and lists among them may hold each other in circles."""
    return [each if isinstance(each, Record | Items) else each.returned(call) for each in values]


def held_in(value: Value) -> tuple[Value, ...]:
    """Return what a value is made of; one value may be in many, and in itself."""
    if isinstance(value, Record):
        return (*value.fields.values(), *value.spread, *value.others)
    if isinstance(value, Items | Either):
        return tuple(value.values)
    if isinstance(value, Instance):
        return value.args
    return ()


_OBJECTS = Record | Either | Instance
_HOLDING = _OBJECTS | Items


def _parts(whole: Value, holding: UnionType) -> Iterator[Value]:
    """Yield what a value holds, and what its parts of these kinds hold, looking at each of them once."""
    seen = {id(whole)}
    waiting = [whole]
    while waiting:
        for value in held_in(waiting.pop()):
            if not isinstance(value, holding):
                yield value
            elif id(value) not in seen:
                seen.add(id(value))
                waiting.append(value)


def _hand(whole: Value, closure: Closure, callers: Sequence[Frame]) -> None:
    for value in _parts(whole, _OBJECTS):
        value.handed_to(closure, callers)


def _any_matters(whole: Value) -> bool:
    return any(value.matters for value in _parts(whole, _HOLDING))


MAX_STEPS = 64
"""So many items are handed to a reducer one after the other."""
MAX_ALTERNATIVES = 8
"""So many values are told apart; of classes, texts and repositories all are: a loop over a list of entities or
tables touches every one of them."""


def join_values(values: Iterator[Value] | list[Value] | tuple[Value, ...] | Any) -> Value:
    """Return one value for what may be any of several; unknown ones and null say nothing."""
    kept: list[Value] = []
    names: set[Hashable] = set()
    for value in values:
        for each in value.values if isinstance(value, Either) else (value,):
            if each is UNKNOWN or (isinstance(each, Literal) and each.value is None):
                continue
            if each.is_name:
                key = (type(each), each.key())
                if key not in names:
                    names.add(key)
                    kept.append(each)
            elif not any(each is other or (each == other) for other in kept):
                kept.append(each)
            if len(kept) >= MAX_ALTERNATIVES and len(names) < len(kept):
                return Either(tuple(kept[:MAX_ALTERNATIVES]))
    if not kept:
        return UNKNOWN
    if len(kept) == 1:
        return kept[0]
    return Either(tuple(kept))


def each_value(value: Value) -> tuple[Value, ...]:
    """Return the alternatives of a value."""
    return value.values if isinstance(value, Either) else (value,)


def known_text(value: Value) -> str | None:
    """Return the text of a value that is surely known."""
    if isinstance(value, Text):
        return value.known
    if isinstance(value, Literal) and isinstance(value.value, str):
        return value.value
    return None


MAX_PARTS = 2_000
MAX_LENGTH = 500_000
"""Of so many parts, or of one of so many characters, a text is that makes others: one that doubles itself is as good as unknown."""


def text_parts(value: Value) -> list[str | Value]:
    """Return a value as the parts of a text."""
    if isinstance(value, Text):
        endless = len(value.parts) > MAX_PARTS or any(
            isinstance(each, str) and len(each) > MAX_LENGTH for each in value.parts
        )
        return [UNKNOWN] if endless else list(value.parts)
    if isinstance(value, Literal) and value.value is not None:
        return [str(value.value).lower() if isinstance(value.value, bool) else value.value]
    return [value]
