"""The functions of the language itself: what they hand on, and the callbacks that they run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.arrays import elements, listed
from woosh_split.sources.code.typescript.function_methods import reflect
from woosh_split.sources.code.typescript.json_imports import json_text
from woosh_split.sources.code.typescript.mappings import Mapping, entries, from_entries, holds_classes, pair
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.spreading import spread_into
from woosh_split.sources.code.typescript.templates import spelled
from woosh_split.sources.code.typescript.values import (
    Items,
    Record,
    Text,
    join_values,
    known_text,
    text_parts,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


_GLOBALS = frozenset(
    {
        "Promise", "Object", "Array", "String", "Number", "JSON", "Symbol", "setInterval", "setTimeout",
        "setImmediate", "process", "console", "Map", "Set", "WeakMap", "WeakSet", "Reflect", "Date", "Math", "Boolean",
        "queueMicrotask", "require", "import", "parseInt", "fetch", "Buffer", "URL", "Error", "structuredClone", "Proxy",
    }
)  # fmt: skip


FOLDER_OF_CODE = External("", "__dirname")
"""The folder of the file that says so: :attr:`ExternalCall.file` of its value."""
FOLDER_OF_PROCESS = External("", "process.cwd")


def undeclared(name: str, file: str) -> Value:
    """Return what a name of the language is worth in a file, UNKNOWN for any other name that nothing declares."""
    if name == FOLDER_OF_CODE.name:
        return ExternalCall(FOLDER_OF_CODE, (), 0, file)
    return ExternalValue(External("", name)) if name in _GLOBALS else UNKNOWN


def construct_global(name: str, call: Call, interpreter: Interpreter) -> Value:
    """Return what ``new Promise(work)`` is worth, and ``new Proxy(target, traps)``: what it stands before is asked through it.

    Of an object that is written down a proxy may answer for more than its fields.
    """
    if name != "Proxy":
        interpreter.run_callbacks(call)
        return UNKNOWN
    target, traps = call.arg(0), call.arg(1)
    for trap in traps.fields.values() if isinstance(traps, Record) else ():
        trap.apply(Call([target], (), call.line, (), call.scope), interpreter)
    return UNKNOWN if isinstance(target, Record | Items) else target


_SPECIFIER = re.compile(r"%[sdifjoO%]")


def call_util(name: str, call: Call) -> Value | None:
    """Follow node's ``util.format`` and ``util.promisify``; None for its other functions."""
    if name == "promisify":
        return call.arg(0)
    if name != "format" or not isinstance(call.arg(0), Text):
        return None
    given = call.args[1:]
    parts: list[str | Value] = []
    for part in text_parts(call.arg(0)):
        if not isinstance(part, str):
            parts.append(part)
            continue
        start = 0
        for match in _SPECIFIER.finditer(part):
            parts.append(part[start : match.start()])
            if match[0] == "%%":
                parts.append("%")
            else:
                parts += text_parts(given.pop(0)) if given else [match[0]]
            start = match.end()
        parts.append(part[start:])
    return Text(tuple(parts))


def call_global(name: str, call: Call, interpreter: Interpreter) -> Value:
    """Follow the functions of the language that hand values on."""
    if name in ("require", "import"):
        specifier = known_text(call.arg(0))
        target = interpreter.program.resolve(call.scope.file, specifier) if specifier else None
        if target is not None:
            return interpreter.declared(interpreter.program.whole(target))
        return (
            interpreter.declared(interpreter.program.foreign(call.scope.file, specifier, "*"))
            if specifier
            else UNKNOWN
        )
    if name == "JSON.parse" and (text := known_text(call.arg(0))) is not None:
        return interpreter.constant(call.scope.file, json_text(text))
    if name == FOLDER_OF_PROCESS.name:
        return ExternalCall(FOLDER_OF_PROCESS, (), call.line, call.scope.file)
    if name.startswith("Reflect.") and (reflected := reflect(name, call, interpreter)) is not None:
        return reflected
    if name in ("Promise.all", "Promise.allSettled"):
        interpreter.run_callbacks(call, [join_values(elements(call.arg(0)))])
        given = call.arg(0)
        if name == "Promise.allSettled" and isinstance(given, Items):
            return Items([Record({"value": each}, True) for each in given.values], given.open)
        return given
    if name == "Array.from":
        return _listed(call, interpreter)
    if name in ("Array", "Array.of"):
        return Items(list(call.args), True)
    if name in ("Object.groupBy", "Map.groupBy"):
        return _grouped(name, call, interpreter)
    if name == "Object.fromEntries":
        return from_entries(call.arg(0))
    if name in ("Promise.race", "Promise.any"):
        return join_values(elements(call.arg(0)))
    if name in ("Promise.resolve", "Object.freeze", "structuredClone", "Object.seal"):
        return call.arg(0)
    record = call.arg(0)
    if name == "Object.assign":
        for each in call.args[1:]:
            if isinstance(each, Record):
                call.scope.frame.assigned |= frozenset(each.fields)
            if isinstance(record, Record):
                spread_into(record, each)
        return record
    if isinstance(record, Record):
        if name == "Object.entries":
            return entries(record)
        if name == "Object.values":
            return Items([*record.fields.values(), *record.others], True)
        if name == "Object.keys":
            return Items([Text((key,)) for key in record.fields], record.open, apart=holds_classes(record))
    elif isinstance(record, Items) and name in ("Object.values", "Object.entries"):
        return record.invoke(name.partition(".")[2], call, interpreter)
    if name in ("String", "Symbol", "Symbol.for"):
        if name == "String":
            given = spelled(call.arg(0), interpreter)
            said = given is not call.arg(0) or known_text(given) is not None
            return given if said and given is not UNKNOWN else Text((UNKNOWN,))
        return ExternalCall(External("", name), tuple(call.args), call.line, call.scope.file)
    interpreter.run_callbacks(call)
    return UNKNOWN


def _listed(call: Call, interpreter: Interpreter) -> Value:
    """Follow ``Array.from(items)``, and ``Array.from(items, callback)`` to what the callback makes of them."""
    items = listed(call.arg(0))
    if len(call.args) > 1:
        made = Call(call.args[1:], (), call.line, (), call.scope)
        known = join_values(items) if not isinstance(call.arg(0), Record) else UNKNOWN
        return Items(interpreter.run_callbacks(made, [known]), True)
    given = call.arg(0)
    return given if isinstance(given, Items) and not isinstance(given, Mapping) else Items(items, True)


def _grouped(name: str, call: Call, interpreter: Interpreter) -> Value:
    """Follow ``Object.groupBy`` and ``Map.groupBy``: each group is a list of some of the items."""
    items = Items(listed(call.arg(0)), True)
    keys = interpreter.run_callbacks(call, [items.element()])
    if name == "Map.groupBy":
        return Mapping([pair(keys, [items])], True, call.scope.frame)
    return Record({}, True, [], (items,))
