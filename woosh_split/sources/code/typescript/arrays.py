"""What the methods of arrays and sets give, of whose items any may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.keys import MAX_KEY_DEPTH
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.rounds import without_texts
from woosh_split.sources.code.typescript.values import (
    MAX_STEPS,
    Items,
    Literal,
    Text,
    each_value,
    known_text,
    text_parts,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_ADDS = frozenset({"push", "unshift", "add"})
_SAME_ITEMS = frozenset(
    {
        "filter", "slice", "sort", "reverse", "splice", "toSorted", "toReversed", "copyWithin", "values", "union",
        "intersection", "difference", "symmetricDifference",
    }
)  # fmt: skip
_MORE_ITEMS = {"with": 1, "fill": 0, "toSpliced": 2, "union": 0, "symmetricDifference": 0}
"""They give a list that holds their arguments, too, from this one on."""
_ONE_ITEM = frozenset({"find", "at", "pop", "shift", "findLast"})


MAX_PUSHED = 200
"""So much is put into one list; of classes, texts and repositories all is."""


MAX_ITEMS = 10_000
"""So many items a list has that is put together of others: one may double itself."""


def list_of(values: list[Value], *, open_: bool) -> Items:
    """Return a list that is put together of others."""
    return Items(values[:MAX_ITEMS], open_ or len(values) > MAX_ITEMS)


def array_method(items: Items, name: str, call: Call, interpreter: Interpreter) -> Value:
    """Follow the array methods that hand items on, and run their callbacks with any of the items."""
    if name == "join" and items.values:
        return _joined(items, call)
    if name in _ADDS:
        added = call.args if len(items.values) < MAX_PUSHED else [each for each in call.args if each.is_name]
        items.values[(0 if name == "unshift" else len(items.values)) : 0] = added
        return items if name == "add" else UNKNOWN
    if name == "concat":
        more = [item for arg in call.args for item in (arg.values if isinstance(arg, Items) else [arg])]
        return list_of(items.values + more, open_=items.open)
    reduces = name in ("reduce", "reduceRight")
    results: list[Value] = []
    for item in interpreter.rounds(items, call.scope) if not reduces else ():
        results += interpreter.run_callbacks(call, [item, UNKNOWN, items])
    if reduces and call.args:
        return _reduced(items, call, interpreter)
    if name == "map":
        return Items(results, True)
    if name in ("flatMap", "flat"):
        return Items(flattened(results if name == "flatMap" else items.values), True)
    if name == "entries":
        return Items([Items([UNKNOWN, items.element()])], True)
    if name in _ONE_ITEM:
        return items.element()
    if name == "filter":
        return Items(without_texts(items.values), True)
    if name in _SAME_ITEMS or name in _MORE_ITEMS:
        added = call.args[_MORE_ITEMS[name] :] if name in _MORE_ITEMS else []
        return Items(items.values + flattened(added), True)
    return UNKNOWN


def elements(value: Value) -> list[Value]:
    """Return the items of an array value; anything else is one item, unknown is none."""
    return _elements(value, ()) if isinstance(value, Items) else [] if value is UNKNOWN else [value]


def _elements(items: Items, around: tuple[Items, ...]) -> list[Value]:
    found: list[Value] = []
    for each in items.values:
        if not isinstance(each, Items):
            found.append(each)
        elif len(around) < MAX_KEY_DEPTH and not any(each is outer for outer in (*around, items)):
            found.extend(_elements(each, (*around, items)))
    return found


def listed(value: Value) -> list[Value]:
    """Return what ``[...value]`` holds: the items of an array, the pairs of a map."""
    found: list[Value] = []
    for each in each_value(value):
        if isinstance(each, Items):
            found.extend(each.spread())
        elif each is not UNKNOWN:
            found.append(each)
    return found


def spread_behind(before: list[Value], value: Value) -> list[Value]:
    """Return what ``[..., ...value]`` holds more; behind a text, what is not known must not be lost from the text that is made."""
    if value is UNKNOWN and before and isinstance(before[-1], Text):
        return [UNKNOWN]
    return listed(value)


def flattened(values: list[Value]) -> list[Value]:
    """Return the items of the lists among some values, and the other values as they are."""
    found: list[Value] = []
    for value in values:
        for each in each_value(value):
            found.extend(each.values if isinstance(each, Items) else [each])
    return found


def _joined(items: Items, call: Call) -> Value:
    glue = known_text(call.arg(0)) if call.args else ","
    parts: list[str | Value] = []
    for index, value in enumerate(items.values):
        parts.extend(([glue if glue is not None else UNKNOWN] if index else []) + text_parts(value))
    return Text(tuple(parts))


def _reduced(items: Items, call: Call, interpreter: Interpreter) -> Value:
    """Run a reducer: on one item after the other where all are known, else on any of them."""
    step = call.args[0]
    if items.open or len(items.values) > MAX_STEPS:
        start = call.arg(1) if len(call.args) > 1 else items.element()
        return step.apply(Call([start, items.element()], (), call.line, (), call.scope), interpreter)
    rest = list(enumerate(items.values))
    result = call.args[1] if len(call.args) > 1 else rest.pop(0)[1] if rest else UNKNOWN
    for index, item in rest:
        given = Call([result, item, Literal(str(index)), items], (), call.line, (), call.scope)
        result = step.apply(given, interpreter)
    return result
