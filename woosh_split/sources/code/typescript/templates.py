"""Templates, and what their tags are handed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Record,
    Text,
    each_value,
    join_values,
    known_text,
    text_parts,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


def template(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate a template."""
    return _whole(
        [
            part if isinstance(part, str) else spelled(interpreter.evaluate(part, scope), interpreter)
            for part in expression[1]
        ]
    )


def spelled(value: Value, interpreter: Interpreter) -> Value:
    """Return what stands for a value in a text: of an object what its ``toString`` says."""
    if isinstance(value, Instance) and interpreter.instances.find_method(value, "toString") is not None:
        return interpreter.call_method(value, "toString", interpreter.asking())
    return value


def _whole(pieces: list[str | Value]) -> Text:
    parts: list[str | Value] = []
    for piece in pieces:
        parts.extend([piece] if isinstance(piece, str) else text_parts(piece))
    return Text(tuple(parts))


def put_together(result: Value, given: Call, interpreter: Interpreter) -> Value:
    """Return what a tag gives, with the template's own text where the tag goes through the values one by one to make one of it.

    Which text follows which value is not known there, while the template says it. A value that such a tag gave stands for its
    own text, in the same field: ``sql`... ${open ? sql`AND open` : sql``}```.
    """
    strings = given.args[0]
    if not isinstance(strings, Items) or not strings.values:
        return result
    if _goes_through(result, strings.values):
        return _interleaved(strings.values, given.args[1:])
    if isinstance(result, Record):
        for name, held in result.fields.items():
            if _goes_through(held, strings.values):
                values = [_held(value, name, interpreter) for value in given.args[1:]]
                fields = {**result.fields, name: _interleaved(strings.values, values)}
                return replace(result, fields=fields)
    return result


def _goes_through(value: Value, strings: list[Value]) -> bool:
    """Tell a text that begins as the template does, and goes on with any of what follows there; where nothing does, with itself."""
    texts = [each for each in each_value(value) if isinstance(each, Text) and each.parts]
    first, rest = known_text(strings[0]) or "", strings[1:]
    return bool(texts) and all(
        str(each.parts[0]).startswith(first)
        and any(_is_any_of(part, rest) if rest else first and part == first for part in each.parts[1:])
        for each in texts
    )


def _is_any_of(part: str | Value, strings: list[Value]) -> bool:
    return isinstance(part, Either) and any(each in strings for each in part.values)


def _held(value: Value, name: str, interpreter: Interpreter) -> Value:
    found = [
        each.get(name, interpreter) if isinstance(each, Record) else UNKNOWN for each in each_value(value)
    ]
    return join_values(found)


def _interleaved(strings: list[Value], values: list[Value]) -> Text:
    pieces: list[str | Value] = []
    for index, text in enumerate(strings):
        pieces += text_parts(text)
        if index < len(values):
            pieces.append(values[index])
    return _whole(pieces)


def tagged(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate a tagged template: the tag is handed the texts around the values, an empty one where there is none."""
    _, tag, text_of, line = expression
    written = text_of[1] if text_of[0] == "tpl" else (text_of[1],)
    pieces = [part if isinstance(part, str) else interpreter.evaluate(part, scope) for part in written]
    strings: list[Value] = []
    values: list[Value] = []
    after_text = False
    for piece in pieces:
        if isinstance(piece, str):
            strings.append(Text((piece,)))
            after_text = True
            continue
        if not after_text:
            strings.append(Text(("",)))
        values.append(piece)
        after_text = False
    if not after_text:
        strings.append(Text(("",)))
    text = _whole(pieces)
    call = Call([text], (text_of,), line, (), scope)
    given = Call([Items(strings, False), *values], (), line, (), scope)
    return interpreter.world.tagged(interpreter.evaluate(tag, scope), text, call, given, interpreter)
