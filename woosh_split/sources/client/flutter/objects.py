"""Objects of the app's own classes: what their fields hold, and which body a method call runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import construction, ir, library, requests
from woosh_split.sources.client.flutter.forms import function_type
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    MOST_ALTERNATIVES,
    ClassName,
    Constant,
    Function,
    Hole,
    Instance,
    Listed,
    Maker,
    Options,
    Sender,
    Text,
    Value,
    Values,
    Word,
    joined,
    plain,
    split_origin,
    unknown,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Interpreter

_WRAPPERS = ("Future<", "FutureOr<", "Rx<", "Rxn<", "Lazy<", "ValueNotifier<", "AsyncValue<")
_SETTING_ANNOTATIONS = frozenset({"EnviedField", "Envied"})
_INHERITED = frozenset({"httpClient", "options", "baseUrl", "httpClientAdapter"})


def typed(it: Interpreter, file: int, written: str) -> Instance | Sender | Maker | None:
    """Return an object of a declared type, where the type says something.

    That is a client, an object of a class of the project, or a function that gives one of these.
    """
    if (function := function_type(written)) is not None:
        result = function[0]
        return Maker(file, result) if result and typed(it, file, result) is not None else None
    while written.startswith(_WRAPPERS) and written.endswith(">"):
        written = written.partition("<")[2][:-1]
    if not written or written.startswith("List<"):
        return None
    found = it.project.find_class(file, written)
    if found is None:
        return library.sender_of_type(written.partition("<")[0])
    place, item = found
    if item.kind == "extension-type" and not any(
        code.kind in ("getter", "function") for code in item.methods
    ):
        return None  # nothing but the value that it wraps
    return None if item.kind in ("enum", "extension") else Instance(place, item.name)


def returned(it: Interpreter, file: int, code: ir.Function, values: Values) -> Values:
    """Return what a function gives back; where nobody knows what that is, what its type says."""
    if any(not isinstance(value, Hole) or value.kind != "unknown" for value in values):
        return values
    found = typed(it, file, code.result)
    return (found,) if found is not None else values or unknown(code.name)


def own_member(it: Interpreter, frame: Frame, name: str) -> Values | None:
    """Return a member of the class around the code by its bare name; None where there is none."""
    own = frame.this if isinstance(frame.this, Instance) else None
    if own is not None and own.fields and name in ("index", "name") and name in (bound := dict(own.fields)):
        return bound[name]
    names = it.project.members(frame.file, frame.class_name)
    if (
        name not in names
        and name not in _INHERITED
        and not (own and name in it.project.members(own.file, own.name))
    ):
        return None
    for place, item in it.project.lineage(frame.file, frame.class_name):
        for entry in item.fields:
            if entry.name == name and entry.static:
                return static_field(it, place, item, entry)
        constant = item.kind == "enum" and any(constant == name for constant, _ in item.constants)
        if constant or any(
            code.name == name and code.static and code.kind == "getter" for code in item.methods
        ):
            return member(it, frame, ClassName(item.name, place), name)
    if frame.fields is not None and name in frame.fields:
        return frame.fields[name]
    if isinstance(frame.this, Instance):
        return instance_member(it, frame, frame.this, name)
    method = it.project.method(frame.file, frame.class_name, name, ("function", "getter"))
    if method is not None and method[2].kind == "getter":
        return it.invoke(
            Frame(method[0], silent=True), ir.Name(name), (method[0], method[1].name, method[2]), None, ()
        )
    return None


def member(it: Interpreter, frame: Frame, receiver: Instance | ClassName, name: str) -> Values:
    """Return ``receiver.name`` without calling it."""
    if isinstance(receiver, ClassName):
        return static_member(it, frame, receiver, name)
    found = instance_member(it, frame, receiver, name)
    return found if found is not None else unknown(name)


def static_member(it: Interpreter, frame: Frame, receiver: ClassName, name: str) -> Values:
    """Return a static member, a constant of an enum, or what a well-known class has under the name."""
    item = it.project.class_at(receiver.file, receiver.name) if receiver.file >= 0 else None
    if name == "new":
        return (receiver,)
    if item is None:
        if receiver.name in ("Platform", "dotenv", "DotEnv") or name == "env":
            return (Hole(name, "setting"),)
        if name == "values" or not name[:1].islower():
            return unknown(name)
        return (Constant(receiver.name, name),)
    for constant, arguments in item.constants:
        if constant == name:
            given = tuple((a.name, it.evaluate(Frame(receiver.file, item.name), a.value)) for a in arguments)
            made = construction.fields_of(it, frame, receiver.file, item, "", given)
            made["name"] = (Text((name,)),)
            made["index"] = (Text((str([key for key, _ in item.constants].index(name)),)),)
            return (Instance(receiver.file, item.name, tuple(sorted(made.items()))),)
    if item.kind == "enum" and name == "values" and len(item.constants) <= MOST_ALTERNATIVES:
        return (
            Listed(tuple(static_member(it, frame, receiver, constant) for constant, _ in item.constants)),
        )
    for entry in item.fields:
        if entry.name == name and entry.static:
            return static_field(it, receiver.file, item, entry)
    for function in item.methods:
        if function.name == name and function.static:
            place = (receiver.file, item.name, function)
            if function.kind == "getter":
                return it.invoke(Frame(receiver.file, silent=True), ir.Name(name), place, None, ())
            if function.kind == "function":
                return (Function(function, Frame(receiver.file, item.name)),)
    return unknown(name)


def static_field(it: Interpreter, file: int, item: ir.Class, entry: ir.Variable) -> Values:
    """Return the values of a static field."""
    return variable(it, Frame(file, item.name, silent=True), (file, item.name), entry)


def variable(it: Interpreter, frame: Frame, key: tuple[int, str], entry: ir.Variable) -> Values:
    """Return the values of a field or top-level variable: what it starts with, and what is assigned to it."""
    guard = (*key, entry.name, "field")
    if guard in it.busy:
        it.cuts += 1
        return unknown(entry.name)
    whose = frame.this if isinstance(frame.this, Instance) else None
    memo = (guard, whose)
    if memo in it.fields:
        return it.fields[memo]
    cuts = it.cuts
    values = _variable(it, frame, key, entry, guard)
    if cuts == it.cuts:
        it.fields[memo] = values
    return values


def _variable(
    it: Interpreter, frame: Frame, key: tuple[int, str], entry: ir.Variable, guard: object
) -> Values:
    it.busy.add(guard)
    values: Values = it.evaluate(frame, entry.value) if entry.value is not None else ()
    it.busy.discard(guard)
    if not entry.fixed:
        if entry.type in ("", "String", "Uri") and all(_is_placeholder(value) for value in values):
            it.relevance.doubt(entry.name)
        values = tuple(Hole(entry.name) if says_little((value,)) else value for value in values)
        values = all_of(values, it.known.assigned.get((*key, entry.name), ()))
    values = known_first(values, ())
    if any(annotation.name in _SETTING_ANNOTATIONS for annotation in entry.annotations):
        return (Hole(entry.name, "setting"),)
    if not values or all(isinstance(value, Hole | Word) for value in values):
        found = typed(it, frame.file, entry.type)
        values = (found,) if found is not None else values or unknown(entry.name)
    return tuple(_with_base(it, (*key, entry.name), value) for value in values)


def says_little(values: Values) -> bool:
    """Tell whether a first or a default value says nothing of others: a number or a word, but no address."""
    texts = [plain(value) for value in values]
    return all(known is not None and "/" not in known and "." not in known for known in texts)


def all_of(first: Values, assigned: Values) -> Values:
    """Return what a variable may hold: what it starts with, and all that is assigned to it.

    An empty text or a null to start with says that somebody gives the value later; it does not count beside what is given.
    """
    assigned = tuple(value for value in assigned if not _is_placeholder(value))
    if not assigned:
        return first
    return known_first(tuple(value for value in first if not _is_placeholder(value)), assigned)


def _is_placeholder(value: Value) -> bool:
    return value == Word("null") or says_little((value,))


def known_first(first: Values, then: Values) -> Values:
    """Return the values of both that are told; the unknown ones only where nothing else is."""
    told = tuple(
        value for value in joined(first, then) if not isinstance(value, Word) or value.name != "null"
    )
    firm = tuple(value for value in told if not isinstance(value, Hole))
    return firm or told or first


def _with_base(it: Interpreter, key: tuple[int, str, str], value: Value) -> Value:
    """Return a client, or its options, with every base that is given to it: its own, and those that are set later."""
    given = it.known.field_bases.get(key, ())
    if given and isinstance(value, Sender):
        return requests.based(value, joined(tuple(base for base in value.bases if base.parts), given))
    if given and isinstance(value, Options):
        return replace(value, bases=all_of(value.bases, given))
    return value


def instance_member(it: Interpreter, frame: Frame, receiver: Instance, name: str) -> Values | None:
    """Return a member of an object; None where its class has none of the name."""
    bound = dict(receiver.fields or ())
    if name in bound:
        return _assigned_too(it, receiver, name, bound[name])
    declared = False
    for place, item in it.project.lineage(receiver.file, receiver.name):
        for function in item.methods:
            if function.name != name or function.static:
                continue
            declared = True
            if function.body is not None and function.kind == "getter":
                silent = Frame(place, silent=True, depth=frame.depth)
                return it.invoke(silent, ir.Name(name), (place, item.name, function), receiver, ())
            if function.body is not None and function.kind == "function":
                return (Function(function, Frame(place, item.name, receiver)),)
        for entry in item.fields:
            if entry.name == name and not entry.static:
                return _field(it, receiver, place, item, entry)
            if entry.name == name:
                return static_field(it, place, item, entry)
    types = (receiver.name, *it.project.ancestors(receiver.file, receiver.name))
    added = it.project.extension(types, name, "getter")
    if added is not None:
        place, item, code = added
        silent = Frame(place, silent=True, depth=frame.depth)
        return it.invoke(silent, ir.Name(name), (place, item.name, code), receiver, ())
    sender = sender_of(it, receiver)
    if sender is not None and name in ("httpClient", "options", "httpClientAdapter", "baseUrl"):
        return (sender,) if name == "httpClient" else library.attribute(sender, name)
    if declared or _is_open_class(it, receiver):
        return (Hole(name, "member", (receiver.file, receiver.name)),) if declared else None
    return None


def _assigned_too(it: Interpreter, receiver: Instance, name: str, own: Values) -> Values:
    """Return what a field holds that a constructor sets, and that other code may set anew.

    Of an object that is one of several with different addresses, what is given to the others is not taken.
    """
    own = _without_placeholders(own)
    if all(_is_placeholder(value) for value in own):
        it.relevance.doubt(name)
    for place, item in it.project.lineage(receiver.file, receiver.name):
        assigned = it.known.assigned.get((place, item.name, name), ())
        if assigned:
            told = it.known.constructed.get((receiver.file, receiver.name), {}).get(name, ())
            firm = [value for value in told if isinstance(value, Text) and not _is_placeholder(value)]
            if len(firm) > 1 and not all(isinstance(v, Hole) or _is_placeholder(v) for v in own):
                return own
            return tuple(_with_base(it, (place, item.name, name), v) for v in all_of(own, assigned))
        if (place, item.name, name) in it.known.field_bases:
            return tuple(_with_base(it, (place, item.name, name), value) for value in own)
    return own


def _is_open_class(it: Interpreter, receiver: Instance) -> bool:
    item = it.project.class_at(receiver.file, receiver.name)
    return item is not None and item.kind == "mixin"


def _field(it: Interpreter, receiver: Instance, place: int, item: ir.Class, entry: ir.Variable) -> Values:
    key = (place, item.name)
    given: Values = ()
    if receiver.fields is None:
        own = (receiver.file, receiver.name)
        given = _without_placeholders(it.known.constructed.get(own, {}).get(entry.name, ()))
        if not entry.fixed:
            if given and all(_is_placeholder(value) for value in given):
                it.relevance.doubt(entry.name)
            given = all_of(given, it.known.assigned.get((*key, entry.name), ()))
        if own not in it.known.unions and _differ(given) and typed(it, place, entry.type) is None:
            return (Hole(entry.name, "member", own),)
        if not given:
            given = construction.symbolic(it, receiver).get(entry.name, ())
    frame = Frame(place, item.name, receiver, silent=True)
    if not given or all(isinstance(value, Hole | Word) for value in given):
        values = variable(it, frame, key, entry)
        open_ = all(isinstance(value, Hole | Word) for value in values) and entry.value is None
        if not open_:
            return values
        hole = next((value for value in given if isinstance(value, Hole)), None)
        return (hole or Hole(entry.name, "member", (receiver.file, receiver.name)),)
    told = known_first(given, ())
    return tuple(_with_base(it, (*key, entry.name), value) for value in told)


def _without_placeholders(values: Values) -> Values:
    """Leave out an empty address beside a real one: that object is not connected yet, and sends nothing."""
    texts = [value for value in values if isinstance(value, Text) and value.parts]
    if any(isinstance(value.parts[0], Hole) or split_origin(value)[0].parts for value in texts):
        return tuple(value for value in values if value != Text(()))
    return values


def _differ(values: Values) -> bool:
    """Tell whether objects of a class are made with different addresses, so that each object decides for itself."""
    texts = [value for value in values if isinstance(value, Text)]
    open_ = any(isinstance(value, Hole) and value.kind == "unknown" for value in values)
    return open_ or len({_behind_host(value) for value in texts}) > 1


def _behind_host(value: Text) -> tuple[str | Hole, ...]:
    """Return what follows the host, be it written or what the app is told when it runs (``$url/api``)."""
    path = split_origin(value)[1].parts
    return path[1:] if len(path) > 1 and isinstance(path[0], Hole) else path


def sender_of(it: Interpreter, receiver: Instance) -> Sender | None:
    """Return the client that a class of the project is by inheritance."""
    for name in it.project.ancestors(receiver.file, receiver.name):
        kind = "dio" if name == "DioMixin" else ""
        found = Sender(kind) if kind else library.sender_of_type(name)
        if found is None:
            continue
        bases: Values = ()
        construction.symbolic(
            it, receiver
        )  # what its constructors hand to the client is learnt, whoever makes it
        for place, item in it.project.lineage(receiver.file, receiver.name):
            bases = it.known.class_bases.get((place, item.name), ())
            own = next((f for f in item.fields if f.name == "baseUrl"), None)
            getter = next((m for m in item.methods if m.name == "baseUrl" and m.kind == "getter"), None)
            if not bases and found.kind == "connect" and own is not None:
                bases = variable(it, Frame(place, item.name, silent=True), (place, item.name), own)
            if not bases and found.kind == "connect" and getter is not None:
                silent = Frame(place, silent=True)
                bases = it.invoke(silent, ir.Name("baseUrl"), (place, item.name, getter), receiver, ())
            if bases:
                break
        return requests.based(found, bases)
    return None


def widget(it: Interpreter, frame: Frame) -> Instance | None:
    """Return the widget of a ``State<Widget>`` class."""
    item = it.project.class_at(frame.file, frame.class_name)
    if item is None or not item.parent_types:
        return None
    found = typed(it, frame.file, item.parent_types[0])
    return found if isinstance(found, Instance) else None
