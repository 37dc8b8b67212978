"""Clients whose methods are annotations (Retrofit, Chopper): what each is sent with, and what it sends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir, requests
from woosh_split.sources.client.flutter.addresses import Lost, path_of
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    Instance,
    Listed,
    Sender,
    Text,
    Values,
    joined_address,
    plain,
    resolved,
    split_origin,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter

ANNOTATIONS = frozenset({"RestApi", "ChopperApi"})
"""What says of a class that its methods are written for it by a generator."""


def annotated(it: Interpreter, file: int, item: ir.Class) -> None:
    """Report the methods of a Retrofit or Chopper client, whose annotations are the source."""
    kind = next((a for a in item.annotations if a.name in ("RestApi", "ChopperApi")), None)
    if kind is None:
        return
    frame = Frame(file, item.name, Instance(file, item.name))
    own = next((it.evaluate(frame, a.value) for a in kind.arguments if a.name == "baseUrl"), ())
    if kind.name == "RestApi":
        base = _retrofit_bases(it, file, item, own)
    else:
        given = _given_bases(it, file, item) or _known_bases(it, "chopper")
        base = tuple(joined_address(b, p) for b in given for p in requests.texts(own) or (Text(()),))
    for method in item.methods:
        for annotation in method.annotations:
            if method.body is None and not any(parameter.url for parameter in method.parameters):
                _annotation(it, frame, annotation, base)
            elif method.body is None and annotation.name.upper() in requests.METHODS:
                node = ir.Call(ir.Name(f"@{annotation.name}"), annotation.arguments, (), annotation.line)
                reason = "the whole address is what the caller gives for `@Url`"
                it.emit(frame, node, annotation.name.upper(), Lost(reason))


def _annotation(it: Interpreter, frame: Frame, annotation: ir.Annotation, base: tuple[Text, ...]) -> None:
    """Report ``@GET('/path')``, or ``@Method('VERB', '/path')``, whose verb may be any word."""
    verb: str | None = annotation.name.upper()
    places = [a for a in annotation.arguments if a.name in ("", "path")]
    if verb == "METHOD":
        written = [it.evaluate(frame, a.value) for a in places[:1]]
        verb = next((plain(value) or None for values in written for value in values), None)
        places = places[1:]
    elif verb not in requests.METHODS:
        return
    paths = it.evaluate(frame, places[0].value) if places else ()
    node = ir.Call(ir.Name(f"@{annotation.name}"), annotation.arguments, (), annotation.line)
    for path in requests.texts(paths) or (Text(()),):
        for answer in dict.fromkeys(path_of(whole, it.is_filled) for whole in _wholes(base, path)):
            if verb is None:
                it.emit(frame, node, None, Lost("the verb is only known when the app runs"))
            else:
                it.emit(frame, node, verb.upper(), answer)


def _wholes(bases: tuple[Text, ...], path: Text) -> Iterable[Text]:
    own, _ = split_origin(path)
    if own.parts:
        return [path]
    return [joined_address(base, path) for base in bases or (Text(()),)]


def _retrofit_bases(it: Interpreter, file: int, item: ir.Class, own: Values) -> tuple[Text, ...]:
    given = requests.texts(it.known.constructed.get((file, item.name), {}).get("baseUrl", ()))
    written = requests.texts(own)
    bases = _dio_bases(it, file, item)
    chosen = given or written
    if not chosen:
        return bases
    return tuple(  # as `_combineBaseUrls` of the generated class does: a path with a slash replaces Dio's
        base if split_origin(base)[0].parts or requests.is_open(base) else resolved(outer, base)
        for base in chosen
        for outer in (bases or (Text(()),))
    )


def _dio_bases(it: Interpreter, file: int, item: ir.Class) -> tuple[Text, ...]:
    return _given_bases(it, file, item) or _known_bases(it, "dio")


def _given_bases(it: Interpreter, file: int, item: ir.Class) -> tuple[Text, ...]:
    """Return the bases of the clients that objects of the class are made with."""
    given = it.known.constructed.get((file, item.name), {})
    senders = (value for values in given.values() for value in values if isinstance(value, Sender))
    return tuple(dict.fromkeys(base for sender in senders for base in sender.bases))


def _known_bases(it: Interpreter, kind: str) -> tuple[Text, ...]:
    return requests.texts(it.known.bases.get(kind, ())) or (Text(()),)


def client(it: Interpreter, bases: Values, listed: Values) -> Sender:
    """Return a client of Chopper, and note the services that are listed as its own."""
    it.learnt.base("chopper", bases)
    made = requests.based(Sender("chopper"), bases)
    for value in listed:
        for service in (
            (each for group in value.values for each in group) if isinstance(value, Listed) else ()
        ):
            if isinstance(service, Instance):
                it.learnt.construct((service.file, service.name), {"client": (made,)})
    return made


def generated(it: Interpreter, frame: Frame, name: str, arguments: Arguments) -> Values | None:
    """Construct the class that a generator writes for a service: ``_$Orders(client)`` is an ``Orders``."""
    found = it.project.find_class(frame.file, name.removeprefix("_").removeprefix("$"))
    if not name.startswith("_") or found is None or not is_service(found[1]):
        return None
    place, item = found
    clients = tuple(value for _, values in arguments for value in values if isinstance(value, Sender))
    if clients:
        it.learnt.construct((place, item.name), {"client": clients})
    return (Instance(place, item.name),)


def asked_for(it: Interpreter, frame: Frame, sender: Sender, types: tuple[str, ...]) -> Values | None:
    """Return the service that ``client.getService<Orders>()`` gives."""
    found = it.project.find_class(frame.file, types[0]) if len(types) == 1 else None
    if found is None:
        return None
    it.learnt.construct((found[0], found[1].name), {"client": (sender,)})
    return (Instance(found[0], found[1].name),)


def is_service(item: ir.Class) -> bool:
    """Tell whether a generator writes the methods of a class."""
    return any(annotation.name in ANNOTATIONS for annotation in item.annotations)
