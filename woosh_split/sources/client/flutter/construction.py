"""What a constructor leaves in the fields of an object: parameters, initialisers, ``super`` and the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import injection, ir, requests
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    Hole,
    Instance,
    Options,
    Sender,
    Text,
    Values,
    joined,
    sends,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter


def construct(
    it: Interpreter,
    frame: Frame,
    call: ir.Expression,
    file: int,
    item: ir.Class,
    constructor: str,
    arguments: Arguments,
) -> Values:
    """Return the new object, or what a factory gives; the next round knows how the class is constructed."""
    code = _constructor(item, constructor)
    if item.name in it.project.requests:
        _request(it, frame, call, file, item, constructor, arguments)
        return (Hole("request", requests.SENT),)
    handed = any(sends(values) for _, values in arguments)
    if not handed and not it.relevance.is_useful(file, item.name):
        return (Instance(file, item.name),)
    if code is not None and code.kind == "factory" and code.body is not None:
        return it.invoke(frame, call, (file, item.name, code), None, arguments) or (
            Instance(file, item.name),
        )
    if code is not None and code.kind == "factory":
        target = it.project.find_class(file, code.result)
        fields = {
            p.name: v for p, v in zip(code.parameters, (values for _, values in arguments), strict=False)
        }
        named = {name: values for name, values in arguments if name}
        it.learnt.construct((file, item.name), {**fields, **named})
        if target is not None and target[1] is not item:
            return construct(it, frame, call, *target, "", arguments)
        return (Instance(file, item.name),)
    guard = (file, item.name, constructor, "construct")
    if guard in it.busy or frame.depth > 10:
        return (Instance(file, item.name),)
    it.busy.add(guard)
    fields = fields_of(it, frame, file, item, constructor, arguments)
    it.busy.discard(guard)
    it.learnt.construct((file, item.name), fields)
    for name, values in fields.items():
        it.hold(name, values)
    return (Instance(file, item.name, tuple(sorted(fields.items()))),)


def _request(
    it: Interpreter,
    frame: Frame,
    call: ir.Expression,
    file: int,
    item: ir.Class,
    constructor: str,
    arguments: Arguments,
) -> None:
    """Report a request of a class that extends one of package:http: what its constructor hands on is sent."""
    code = _constructor(item, constructor)
    if code is None or frame.depth > 10:
        return
    inner = Frame(file, item.name, Instance(file, item.name), silent=True, depth=frame.depth + 1, fields={})
    it.bind(inner, item.name, code.parameters, arguments)
    passed = [(a.name, it.evaluate(inner, a.value)) for a in code.super_arguments]
    passed += [(p.name if p.named else "", inner.variables[p.name]) for p in code.parameters if p.super_]
    if code.redirects:
        _request(it, frame, call, file, item, code.super_name, tuple(passed[: len(code.super_arguments)]))
        return
    parent = it.project.find_class(file, item.parent)
    if parent is not None:
        _request(it, frame, call, *parent, code.super_name, tuple(passed))
        return
    given = [values for name, values in passed if not name]
    if len(given) > 1:
        requests.report(it, frame, call, given[0], given[1], Sender("http"))


def _constructor(item: ir.Class, name: str) -> ir.Function | None:
    wanted = "" if name == "new" else name
    for code in item.methods:
        if code.kind in ("constructor", "factory") and code.name == wanted:
            return code
    return None


def fields_of(
    it: Interpreter, frame: Frame, file: int, item: ir.Class, constructor: str, arguments: Arguments
) -> dict[str, Values]:
    """Return the fields that a constructor sets from its arguments."""
    code = _constructor(item, constructor)
    if code is None:
        return {}
    inner = Frame(file, item.name, Instance(file, item.name), silent=True, depth=frame.depth + 1, fields={})
    it.bind(inner, item.name, code.parameters, arguments)
    return _run(it, inner, file, item, code)


def _run(it: Interpreter, inner: Frame, file: int, item: ir.Class, code: ir.Function) -> dict[str, Values]:
    fields = inner.fields if inner.fields is not None else {}
    if code.redirects:
        given = tuple((a.name, it.evaluate(inner, a.value)) for a in code.super_arguments)
        return fields_of(it, inner, file, item, code.super_name, given) if inner.depth < 8 else {}
    for parameter in code.parameters:
        if parameter.field:
            fields[parameter.name] = inner.variables[parameter.name]
    for name, value in code.initialisers:
        fields[name] = it.evaluate(inner, value)
    parent = it.project.find_class(file, item.parent)
    passed = [(a.name, it.evaluate(inner, a.value)) for a in code.super_arguments]
    passed += [(p.name if p.named else "", inner.variables[p.name]) for p in code.parameters if p.super_]
    if parent is None:
        _hand_options(it, file, item, passed)
    elif inner.depth < 8:
        for name, values in fields_of(it, inner, *parent, code.super_name, tuple(passed)).items():
            fields.setdefault(name, values)
    if code.body:
        for parameter in code.parameters:
            if parameter.field:
                del inner.variables[parameter.name]
        it.block(inner, code.body)
    return fields


def _hand_options(it: Interpreter, file: int, item: ir.Class, passed: list[tuple[str, Values]]) -> None:
    """Note the base URL that a class which extends Dio's own hands to that: ``Api() : super(BaseOptions(baseUrl: '...'))``."""
    options = [value for _, values in passed for value in values if isinstance(value, Options)]
    bases = tuple(base for each in options for base in each.bases if isinstance(base, Text))
    if bases:
        it.learnt.base_class((file, item.name), bases)


def symbolic(it: Interpreter, receiver: Instance) -> dict[str, Values]:
    """Return the fields of an object whose construction is nowhere seen: the constructors decide what is open."""
    item = it.project.class_at(receiver.file, receiver.name)
    guard = (receiver.file, receiver.name, "symbolic")
    if item is None or guard in it.busy:
        return {}
    key = (receiver.file, receiver.name)
    if key in it.symbols:
        return it.symbols[key]
    it.busy.add(guard)
    found: dict[str, Values] = {}
    for code in item.methods:
        if code.kind != "constructor":
            continue
        inner = Frame(receiver.file, item.name, Instance(*key), silent=True, depth=1, fields={})
        for parameter in code.parameters:
            hole = Hole(parameter.name, "member", key)
            known = it.typed(receiver.file, parameter.type or _field_type(item, parameter.name))
            given = injection.named_in(it, parameter)
            inner.variables[parameter.name] = given or (known if known is not None else hole,)
        for name, values in _run(it, inner, receiver.file, item, code).items():
            found[name] = joined(found.get(name, ()), values)
    it.busy.discard(guard)
    it.symbols[key] = found
    return found


def _field_type(item: ir.Class, name: str) -> str:
    return next((entry.type for entry in item.fields if entry.name == name), "")
