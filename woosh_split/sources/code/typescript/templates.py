"""Templates, and what their tags are handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Items, Text, text_parts

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


def template(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate a template."""
    return _whole(
        [part if isinstance(part, str) else interpreter.evaluate(part, scope) for part in expression[1]]
    )


def _whole(pieces: list[str | Value]) -> Text:
    parts: list[str | Value] = []
    for piece in pieces:
        parts.extend([piece] if isinstance(piece, str) else text_parts(piece))
    return Text(tuple(parts))


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
