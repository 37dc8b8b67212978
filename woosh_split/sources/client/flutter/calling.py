"""Which body a call of the app's own code runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import construction, ir, library, objects, requests, services
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    ClassName,
    Function,
    Hole,
    Instance,
    Sender,
    Values,
    Verb,
    joined,
    unknown,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter

_TYPES = {
    "dio": "Dio",
    "http": "Client",
    "connect": "GetConnect",
    "io": "HttpClient",
    "chopper": "ChopperClient",
}


def call_own(it: Interpreter, frame: Frame, call: ir.Call, name: str, arguments: Arguments) -> Values | None:
    """Call a method of the class around the code by its bare name; None where the name is no such method."""
    if frame.holding(name) is not None or not frame.class_name:
        return None
    if isinstance(frame.this, Instance):
        found = it.project.method(frame.this.file, frame.this.name, name)
        if found is not None:
            place, item, code = found
            return it.invoke(
                frame, call, (place, item.name, code), None if code.static else frame.this, arguments
            )
    found = it.project.method(frame.file, frame.class_name, name)
    if found is not None:
        place, item, code = found
        return it.invoke(
            frame, call, (place, item.name, code), None if code.static else frame.this, arguments
        )
    if it.project.find(frame.file, name) is not None:
        return None
    sender = objects.sender_of(it, frame.this) if isinstance(frame.this, Instance) else frame.this
    if isinstance(sender, Sender):
        return requests.send(it, frame, call, sender, name, arguments)
    return None


def call_super(it: Interpreter, frame: Frame, call: ir.Call, name: str, arguments: Arguments) -> Values:
    """Call the inherited body of a method."""
    lineage = iter(it.project.lineage(frame.file, frame.class_name))
    next(lineage, None)
    for place, item in lineage:
        for code in item.methods:
            if code.name == name and code.kind == "function" and code.body is not None:
                return it.invoke(frame, call, (place, item.name, code), frame.this, arguments)
    sender = objects.sender_of(it, frame.this) if isinstance(frame.this, Instance) else frame.this
    if isinstance(sender, Sender):
        return requests.send(it, frame, call, sender, name, arguments) or unknown(name)
    return unknown(name)


def call_static(
    it: Interpreter, frame: Frame, call: ir.Call, receiver: ClassName, name: str, arguments: Arguments
) -> Values:
    """Call a static method or a named constructor."""
    item = it.project.class_at(receiver.file, receiver.name) if receiver.file >= 0 else None
    if item is None:
        made = library.construct(it, frame, call, receiver.name, name, arguments)
        return (
            made if made is not None else library.call(it, frame, call, Hole(receiver.name), name, arguments)
        )
    for code in item.methods:
        if code.name == name and code.static and code.kind == "function":
            return it.invoke(frame, call, (receiver.file, item.name, code), None, arguments)
    if any(code.name == name and code.kind in ("constructor", "factory") for code in item.methods):
        return construct(it, frame, call, receiver, name, arguments)
    values = objects.static_member(it, frame, receiver, name)
    return joined(
        *(
            it.call_function(frame, call, value, arguments) if isinstance(value, Function)
            else it.call_member(frame, call, value, "call", arguments) if isinstance(value, Instance)
            else library.by_type(it, frame, call, arguments) or unknown(name)
            for value in values
        )
    )  # fmt: skip


def construct(
    it: Interpreter,
    frame: Frame,
    call: ir.Expression,
    receiver: ClassName,
    constructor: str,
    arguments: Arguments,
) -> Values:
    """Construct an object."""
    item = it.project.class_at(receiver.file, receiver.name) if receiver.file >= 0 else None
    if item is None:
        made = library.construct(it, frame, call, receiver.name, constructor, arguments)
        if made is None:
            made = services.generated(it, frame, receiver.name, arguments)
        if made is None:
            made = library.by_type(it, frame, call, arguments)
        return made if made is not None else unknown(receiver.name)
    return construction.construct(it, frame, call, receiver.file, item, constructor, arguments)


def call_method(
    it: Interpreter, frame: Frame, call: ir.Call, receiver: Instance, name: str, arguments: Arguments
) -> Values:
    """Call a method of an object; an interface's method runs the bodies of the classes that implement it."""
    found = it.project.method(receiver.file, receiver.name, name)
    if found is not None:
        place, item, code = found
        return it.invoke(frame, call, (place, item.name, code), receiver, arguments)
    bodies: list[Values] = []
    for file, class_name in it.project.children.get((receiver.file, receiver.name), [])[:4]:
        inherited = it.project.method(file, class_name, name)
        if inherited is not None:
            place, item, code = inherited
            bodies.append(
                it.invoke(frame, call, (place, item.name, code), Instance(file, class_name), arguments)
            )
    if bodies:
        return joined(*bodies)
    sender = objects.sender_of(it, receiver)
    if sender is not None:
        sent = requests.send(it, frame, call, sender, name, arguments)
        if sent is not None:
            return sent
    held = objects.instance_member(it, frame, receiver, name)
    for value in held or ():
        if isinstance(value, Function):
            return it.call_function(frame, call, value, arguments)
        if isinstance(value, Verb):
            return requests.send(it, frame, call, value.sender, value.name, arguments) or unknown(name)
        if isinstance(value, Instance) and value != receiver:
            return call_method(it, frame, call, value, "call", arguments)
    return call_extension(it, frame, call, receiver, name, arguments)


def call_extension(
    it: Interpreter, frame: Frame, call: ir.Call, receiver: Instance | Sender, name: str, arguments: Arguments
) -> Values:
    """Call a method that an extension adds, to the class itself or to what it inherits from."""
    if isinstance(receiver, Sender) and name == "getService":
        return services.asked_for(it, frame, receiver, call.types) or unknown(name)
    if isinstance(receiver, Sender):
        types: tuple[str, ...] = (_TYPES.get(receiver.kind, ""),)
    else:
        types = (receiver.name, *it.project.ancestors(receiver.file, receiver.name))
    found = it.project.extension(types, name)
    if found is not None:
        place, item, code = found
        return it.invoke(frame, call, (place, item.name, code), receiver, arguments)
    return library.by_type(it, frame, call, arguments) or unknown(name)
