"""The methods of a text: what leaves, joins, cuts or replaces it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.string_parts import (
    Parts,
    Pattern,
    Replacement,
    cut_somewhere,
    expanded,
    replaced,
    replaced_pattern,
    sliced,
    split,
)
from woosh_split.sources.code.typescript.values import Items, Literal, Text, known_text, text_parts

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

MAX_ASKED = 2000
"""How many matches a function is asked about."""


def text_method(text: Text, name: str, call: Call, interpreter: Interpreter) -> Value:
    """Call a method of a text."""
    if name in ("trim", "toString", "trimStart", "trimEnd", "normalize"):
        return text
    if name == "concat":
        return Text(text.parts + tuple(part for arg in call.args for part in text_parts(arg)))
    if name == "split" and (pieces := split(text.parts, known_text(call.arg(0)) or "")):
        return Items([Text(piece) for piece in pieces])
    known = text.known
    if known is not None and name in ("toLowerCase", "toUpperCase"):
        return Text((known.lower() if name == "toLowerCase" else known.upper(),))
    found = _changed(text, name, call, interpreter)
    if found is not None:
        return Text(found)
    interpreter.run_callbacks(call)
    return UNKNOWN if known is not None else Text((UNKNOWN,))


def _changed(text: Text, name: str, call: Call, interpreter: Interpreter) -> Parts | None:
    """Return what cutting or replacing leaves of the text, None where that cannot be told."""
    if name in ("replace", "replaceAll"):
        sought = call.arg(0)
        if isinstance(sought, Pattern):
            return replaced_pattern(text.parts, sought, _replacement(call, interpreter))
        old = known_text(sought)
        every = name == "replaceAll"
        return replaced(text.parts, old, text_parts(call.arg(1)), every=every) if old else None
    if name not in ("slice", "substring", "substr"):
        return None
    start, end = _whole_number(call.arg(0)), _whole_number(call.arg(1))
    if len(call.args) > 1 and end is None:
        return cut_somewhere(text.parts) if start == 0 else None
    if name != "slice" and ((start or 0) < 0 or (end is not None and (start or end < 0))):
        return None
    return None if start is None else sliced(text.parts, start, end)


def _replacement(call: Call, interpreter: Interpreter) -> Replacement:
    """Return what stands for a match: a text with ``$1``, what a function says of it, or nothing that is known."""
    given = call.arg(1)
    known = known_text(given)
    if known is not None:
        return lambda match: [expanded(known, match)]
    if isinstance(given, Text):
        return lambda _: list(given.parts)

    asked_so_far = count()

    def asked(match: tuple[str, ...]) -> list[str | Value]:
        if next(asked_so_far) >= MAX_ASKED:
            return [UNKNOWN]  # a statement has a few parameters; a long text of some other kind, thousands
        args: list[Value] = [Text((each,)) for each in match]
        return text_parts(given.apply(Call(args, (), call.line, (), call.scope), interpreter))

    return asked


def _whole_number(value: Value) -> int | None:
    text = value.value if isinstance(value, Literal) else None
    return int(text) if isinstance(text, str) and text.removeprefix("-").isdecimal() else None
