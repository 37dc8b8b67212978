"""What extensions add to values that are no objects of the app: texts, numbers, lists, and what nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.project import VALUE_TYPES
from woosh_split.sources.client.flutter.values import Hole, Listed, Mapped, Text, Value, Values, joined, plain

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter

MOST_INSIDE = 10
"""Extensions of values inside calls that are followed."""
_ANY = ("Object", "dynamic")
_TEXTS = ("String", "Uri")
_NUMBERS = ("int", "double", "num")
_LISTS = ("List", "Set", "Iterable")
_ALL = tuple(sorted(VALUE_TYPES))


def extended(it: Interpreter, frame: Frame, name: str) -> Values | None:
    """Ask something unknown for a client or an object that only an extension adds (``context.api``); None where none does."""
    found = it.project.only_getter(name)
    if found is None or frame.depth >= MOST_INSIDE or it.typed(found[0], found[2].result) is None:
        return None
    place, item, code = found
    silent = Frame(place, silent=True, depth=frame.depth)
    return it.invoke(silent, ir.Name(name), (place, item.name, code), None, ())


def extend(
    it: Interpreter,
    frame: Frame,
    call: ir.Expression,
    receiver: Value,
    name: str,
    arguments: Arguments | None = None,
) -> Values | None:
    """Ask a value for what an extension adds to its type, None where none does; without arguments that is a getter."""
    sends = arguments is not None and name in it.wrappers
    types = _types_of(it, receiver) if not sends else _TEXTS if isinstance(receiver, Text) else _ALL
    found = it.project.extension(types, name, "getter" if arguments is None else "function")
    if found is None or frame.depth >= MOST_INSIDE:
        return None
    place, item, code = found
    given = arguments or ()
    if sends:
        return it.invoke(frame, call, (place, item.name, code), None, (*given, ("this", (receiver,))))
    inner = Frame(
        place, item.name, None, code=id(code), parent=frame, call=call, silent=frame.silent, depth=frame.depth + 1
    )  # fmt: skip
    it.bind(inner, code.name, code.parameters, given)
    inner.variables["this"] = (receiver,)
    it.block(inner, code.body or ())
    return joined(*inner.returns)


def _types_of(it: Interpreter, receiver: Value) -> tuple[str, ...]:
    """Return the types whose extensions a value has; none of something whose type nobody says."""
    match receiver:
        case Text() if (plain(receiver) or "").isdigit():
            return (*_TEXTS, *_NUMBERS, *_ANY)
        case Text():
            return (*_TEXTS, *_ANY)
        case Listed():
            return (*_LISTS, *_ANY)
        case Mapped():
            return ("Map", *_ANY)
        case Hole(name, "parameter", owner):
            _, parameters = it.names.get(owner, ("", ()))
            written = next((each.type for each in parameters if each.name == name), "")
            declared = written.rstrip("?").partition("<")[0]
            known = next((group for group in (_NUMBERS, _LISTS) if declared in group), (declared,))
            return (*known, *_ANY) if declared in VALUE_TYPES else ()
    return ()
