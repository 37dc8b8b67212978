"""What an assignment teaches: of a variable, of a field, and of the base URL of a client."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir, objects, requests
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    ClassName,
    Instance,
    Options,
    Sender,
    Text,
    Values,
    text,
    text_of,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Interpreter


def assign(it: Interpreter, frame: Frame, target: ir.Expression, operator: str, values: Values) -> Values:
    """Follow an assignment; the value of the whole expression is what the target holds afterwards."""
    if isinstance(target, ir.Name):
        before = it.name(frame, target.name) if operator != "=" else ()
        values = _combined(operator, before, values)
        if (scope := frame.holding(target.name)) is not None:
            scope.variables[target.name] = values
            return values
        if target.name == "options" and frame.class_name:
            bases = tuple(base for value in values if isinstance(value, Options) for base in value.bases)
            if bases:
                it.learnt.base_class((frame.file, frame.class_name), bases)
        _assign_member(it, frame, target.name, values)
    elif isinstance(target, ir.Get):
        if target.name in ("method", "path", "baseUrl") and _set_option(frame, target, values):
            return values
        if target.name in ("baseUrl", "options"):
            _set_base(it, frame, target, values)
        if isinstance(target.target, ir.Name) and target.target.name == "this":
            _assign_member(it, frame, target.name, values)
        else:
            for receiver in it.evaluate(frame, target.target):
                if isinstance(receiver, ClassName) and receiver.file >= 0:
                    setter = it.project.method(receiver.file, receiver.name, target.name, ("setter",))
                    if setter is not None:
                        _run_setter(it, frame, setter, None, values)
                        continue
                    it.learnt.assign((receiver.file, receiver.name, target.name), values)
                elif isinstance(receiver, Instance):
                    _assign_field(it, frame, receiver.file, receiver.name, target.name, values)
    return values


def cascade(
    it: Interpreter, frame: Frame, target: ir.Expression, sections: tuple[ir.Expression, ...]
) -> Values:
    """Follow the sections of a cascade, and give what they make of it to the variable or the options before it."""
    before = it.evaluate(frame, target)
    frame.cascade.append(before)
    for section in sections:
        it.evaluate(frame, section)
    after = frame.cascade.pop()
    if after == before:
        return after
    if isinstance(target, ir.Get) and target.name == "options":
        assign(it, frame, target, "=", after)
    if isinstance(target, ir.Name) and (scope := frame.holding(target.name)) is not None:
        scope.variables[target.name] = after
    return after


def _set_option(frame: Frame, target: ir.Get, values: Values) -> bool:
    """Follow ``options.method = v`` on a local variable, or in a cascade; tell whether it holds options."""
    holder = target.target.name if isinstance(target.target, ir.Name) else ""
    scope = frame.holding(holder)
    if holder == ".." and frame.cascade:
        held = frame.cascade[-1]
    elif scope is not None:
        held = scope.variables[holder]
    else:
        return False
    if not held or not any(isinstance(value, Options) for value in held):
        return False
    part = {"baseUrl": "bases"}.get(target.name, target.name)
    patched = tuple(
        replace(value, **{part: values}) if isinstance(value, Options) else value for value in held
    )
    if holder == "..":
        frame.cascade[-1] = patched
    elif scope is not None:
        scope.variables[holder] = patched
    return True


def _combined(operator: str, before: Values, values: Values) -> Values:
    if operator == "+=":
        return tuple(
            text([*text_of(a).parts, *text_of(b).parts]) for a in before or (Text(()),) for b in values
        )[:8]
    if operator == "??=":
        return objects.known_first(before, values)
    return values


def _assign_member(it: Interpreter, frame: Frame, name: str, values: Values) -> None:
    if frame.fields is not None:
        frame.fields[name] = values
    if frame.class_name and _assign_field(it, frame, frame.file, frame.class_name, name, values):
        return
    found = it.project.find(frame.file, name)
    for entry in found[1] if found is not None else ():
        if found is not None and isinstance(entry, ir.Variable):
            it.learnt.assign((found[0], "", name), values)
        elif found is not None and isinstance(entry, ir.Function) and entry.kind == "setter":
            it.invoke(frame, ir.Name(name), (found[0], "", entry), None, (("", values),))


def _run_setter(
    it: Interpreter,
    frame: Frame,
    setter: tuple[int, ir.Class, ir.Function],
    this: Instance | None,
    values: Values,
) -> None:
    """Follow ``x.base = v`` where the class says itself what becomes of the value."""
    place, item, code = setter
    it.invoke(frame, ir.Name(code.name), (place, item.name, code), this, (("", values),))


def _assign_field(
    it: Interpreter, frame: Frame, file: int, class_name: str, name: str, values: Values
) -> bool:
    it.hold(name, values)
    setter = it.project.method(file, class_name, name, ("setter",))
    if setter is not None:
        _run_setter(it, frame, setter, Instance(file, class_name) if not setter[2].static else None, values)
        return True
    for place, item in it.project.lineage(file, class_name):
        if any(entry.name == name for entry in item.fields):
            it.learnt.assign((place, item.name, name), values)
            return True
    if name == "baseUrl" and objects.sender_of(it, Instance(file, class_name)) is not None:
        it.learnt.base_class((file, class_name), values)
    return False


def _set_base(it: Interpreter, frame: Frame, target: ir.Get, values: Values) -> None:
    """Follow ``x.options.baseUrl = v``, ``x.baseUrl = v`` and ``x.options = BaseOptions(baseUrl: v)``."""
    holder = target.target
    if target.name == "options":
        values = tuple(base for value in values if isinstance(value, Options) for base in value.bases)
        if not values:
            return
    elif isinstance(holder, ir.Get) and holder.name in ("options", "httpClient"):
        holder = holder.target
    elif isinstance(holder, ir.Name) and holder.name in ("options", "httpClient"):
        holder = ir.Name("this") if frame.class_name else holder
        if frame.class_name:
            it.learnt.base_class((frame.file, frame.class_name), values)
    receivers = it.evaluate(frame, holder)
    kinds = {value.kind for value in receivers if isinstance(value, Sender)} or {"dio"}
    for kind in kinds:
        it.learnt.base(kind, values)
    patched = tuple(requests.based(v, values) if isinstance(v, Sender) else v for v in receivers)
    _keep_based(it, frame, holder, patched, values)


def _keep_based(
    it: Interpreter, frame: Frame, holder: ir.Expression, patched: Values, values: Values
) -> None:
    """Keep a client that has another base where it is held: a name, a field of this object, of another one, or of a file."""
    name = holder.name if isinstance(holder, ir.Name | ir.Get) else ""
    if isinstance(holder, ir.Name) and name == "..":
        frame.cascade[-1] = patched
        return
    if isinstance(holder, ir.Name) and (scope := frame.holding(name)) is not None:
        scope.variables[name] = patched
        return
    if frame.fields is not None and name in frame.fields:
        frame.fields[name] = patched
    if isinstance(holder, ir.Get) and isinstance(holder.target, ir.Name) and holder.target.name != "this":
        for value in it.evaluate(frame, holder.target):
            if isinstance(value, ClassName | Instance) and value.file >= 0:
                it.learnt.rebase((value.file, value.name, name), values)
        return
    for place, item in it.project.lineage(frame.file, frame.class_name) if frame.class_name else ():
        if any(entry.name == name for entry in item.fields):
            it.learnt.rebase((place, item.name, name), values)
            return
    found = it.project.find(frame.file, name)
    if found is not None:
        it.learnt.rebase((found[0], "", name), values)
