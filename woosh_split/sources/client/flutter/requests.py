"""What the HTTP libraries of Dart send: package:http, dart:io, Dio, GetConnect, and annotated clients."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.addresses import (
    Answer,
    Known,
    Lost,
    Open,
    begins_with_base,
    lost_at_start,
    path_of,
    words_of,
)
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.texts import first, named
from woosh_split.sources.client.flutter.values import (
    Constant,
    Hole,
    Instance,
    Options,
    Sender,
    Text,
    Value,
    Values,
    Verb,
    Word,
    concatenated,
    joined_address,
    plain,
    split_origin,
    text,
    unknown,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter

HTTP_VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "head": "HEAD",
    "read": "GET", "readBytes": "GET",
}  # fmt: skip
_PLAIN_VERBS = ("get", "post", "put", "patch", "delete", "head")
_IO_VERBS = {f"{verb}Url": verb.upper() for verb in _PLAIN_VERBS}
_DIO_VERBS = {
    **{verb: verb.upper() for verb in ("get", "post", "put", "patch", "delete", "head")},
    **{f"{verb}Uri": verb.upper() for verb in ("get", "post", "put", "patch", "delete", "head")},
    "download": "GET",
    "downloadUri": "GET",
}
_CONNECT_VERBS = {verb: verb.upper() for verb in ("get", "post", "put", "patch", "delete", "head")}
_VERBS = {
    "http": HTTP_VERBS, "io": _IO_VERBS, "dio": _DIO_VERBS, "connect": _CONNECT_VERBS, "chopper": _CONNECT_VERBS,
}  # fmt: skip
_BASED = ("dio", "connect", "chopper")
"""Clients that put a base URL before the path that they are given."""
REQUESTS = frozenset({"Request", "MultipartRequest", "StreamedRequest", "AbortableRequest"})
BASE_REQUESTS = frozenset({"BaseRequest", *REQUESTS})
"""What a class of the app's own extends to be a request."""
_CLIENT_WORDS = frozenset({"dio", "http", "client", "api", "rest", "network", "connect", "backend"})
"""What a name says of something that sends requests, and does not keep things under paths as a cache does."""
_UNTOLD = frozenset({"unknown", "parameter", "member"})
DIOS = frozenset({"Dio", "DioForNative", "DioForBrowser"})
"""The clients of package:dio, and what classes of the app's own extend to be one."""
OPTIONS = "RequestOptions"
"""What Dio's interceptors are handed: the request on its way, with the base URL of the client that sends it."""
SHARED_WORDS = {
    "read": ("package:http/",),
    "readBytes": ("package:http/",),
    "head": ("package:http/", "package:dio/", "package:get/"),
    "open": ("dart:io",),
}
"""Names that these packages send with, and that other packages use for other things."""
SENDING = frozenset(
    {*HTTP_VERBS, *_IO_VERBS, *_DIO_VERBS, *REQUESTS, "request", "requestUri", "fetch", "open", "openUrl"}
)
"""Every name that may send a request by itself."""
LOADERS = {
    "network": "url", "NetworkImage": "url", "CachedNetworkImage": "imageUrl", "CachedNetworkImageProvider": "url",
    "enqueue": "url",
}  # fmt: skip
"""What loads an image or a file by its address (``Image.network``, ``FlutterDownloader.enqueue``), and the address's name."""
CLIENTS = frozenset({"Dio", "BaseOptions", "ChopperClient", "getService", *LOADERS})
"""Calls that teach base URLs, or load something: whoever makes them is looked at, and not whoever calls that."""
SENT = "sent"
"""The kind of a hole that stands for a request, or for a part of one, that is counted where it was made."""
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
"""Verbs of HTTP."""


def is_http(uri: str) -> bool:
    """Tell whether an import is package:http or one that stands in for it."""
    return uri.startswith(("package:http/", "package:sentry/", "package:http_interceptor/"))


def is_bare(it: Interpreter, frame: Frame, name: str) -> bool:
    """Tell whether a bare call is a function of package:http, imported without a prefix."""
    return name in HTTP_VERBS and it.project.imports(frame.file, "package:http/http.dart")


def send(
    it: Interpreter, frame: Frame, call: ir.Call, sender: Sender, name: str, arguments: Arguments
) -> Values | None:
    """Report what a client's method sends; None where the method is no request."""
    verb = _VERBS.get(sender.kind, {}).get(name)
    positional = [values for key, values in arguments if not key]
    named = {key: values for key, values in arguments if key}
    if verb is not None:
        address = positional[0] if positional else named.get("url") or named.get("path") or ()
        if address:
            report(it, frame, call, (Text((verb,)),), address, sender)
        return unknown("response")
    if sender.kind == "dio" and name in ("request", "requestUri"):
        method = _method_of(named.get("options", ()))
        report(it, frame, call, method, positional[0] if positional else unknown(), sender)
        return unknown("response")
    if sender.kind == "dio" and name == "fetch":
        for option in positional[0] if positional else ():
            if isinstance(option, Options):
                own = Sender("dio", texts(option.bases)) if option.bases else sender
                report(it, frame, call, option.method or (Text(("GET",)),), option.path, own)
            elif isinstance(option, Hole):
                report(it, frame, call, (option,), (option,), sender)
        return unknown("response")
    if sender.kind == "connect" and name == "request":
        if len(positional) > 1:
            report(it, frame, call, positional[1], positional[0], sender)
        return unknown("response")
    if sender.kind == "io" and name == "openUrl" and len(positional) > 1:
        report(it, frame, call, positional[0], positional[1], sender)
        return unknown("response")
    if sender.kind == "io" and name == "open" and len(positional) > 3:
        report(it, frame, call, positional[0], _at_host(positional[1], positional[3]), sender)
        return unknown("response")
    if sender.kind == "io" and name in _PLAIN_VERBS and len(positional) > 2:
        method = (Text((name.upper(),)),)
        report(it, frame, call, method, _at_host(positional[0], positional[2]), sender)
        return unknown("response")
    return None


def _at_host(hosts: Values, paths: Values) -> Values:
    """Return the addresses of dart:io's ``get(host, port, path)``; of the host no path depends."""
    known = tuple(Text((f"http://{host}",)) for value in hosts if (host := plain(value)))
    return concatenated([known or (Hole("host", "setting"),), paths])


def made_of(it: Interpreter, frame: Frame, call: ir.Expression, given: Sequence[Values]) -> Hole:
    """Make a request that is sent later, and report it: package:http's has a verb and an address, Chopper's a base URL too."""
    method, address, base = given[0], given[1] if len(given) > 1 else (), given[2] if len(given) > 2 else ()
    held = tuple(value for sender in base if isinstance(sender, Sender) for value in sender.bases)
    if address:
        sender = based(Sender("chopper"), (*held, *base)) if base else Sender("http")
        report(it, frame, call, method, address, sender)
    return made(method)


def composed(options: Options, base: Values, path: Values) -> Options:
    """Return the request that ``Options.compose(base, path)`` makes: what the options say wins."""
    given = [value for value in base if isinstance(value, Options)]
    bases = tuple(each for option in given for each in option.bases)
    method = tuple(verb for option in given for verb in option.method)
    return Options(options.bases or bases, options.method or method, path)


def is_address(argument: tuple[str, Values]) -> bool:
    """Tell whether a function that somebody handed over is called with an address or a path."""
    name, values = argument
    for value in values:
        if isinstance(value, Text) and not name and value.parts:
            first = value.parts[0]
            if split_origin(value)[0].parts or (isinstance(first, str) and first.startswith("/")):
                return True
    return False


def made(methods: Values) -> Hole:
    """Return a request that was made and is counted where it was: handed on, it still tells its verb."""
    verbs = {_verb(method) for method in methods}
    return Hole("request", SENT, role=next(iter(verbs)) or "" if len(verbs) == 1 else "")


def suspect(
    it: Interpreter, frame: Frame, call: ir.Call, receiver: Hole, name: str, arguments: Arguments
) -> None:
    """Tell of what looks like a request (``api.dio.get('/orders')``), where nothing is known of what sends it."""
    if (
        name not in _PLAIN_VERBS
        or receiver.kind not in _UNTOLD
        or not words_of(receiver.name) & _CLIENT_WORDS
    ):
        return
    address = (
        next((value for value in arguments[0][1] if isinstance(value, Text)), None) if arguments else None
    )
    if address is None or not is_address(arguments[0]):
        return
    answer = path_of(address, it.is_filled)
    path = answer.path if isinstance(answer, Known) else None
    it.emit(
        frame, call, name.upper(), Lost(f"`{receiver.name}` sends it, which the app does not declare", path)
    )


def load(it: Interpreter, frame: Frame, call: ir.Expression, name: str, arguments: Arguments) -> None:
    """Note an address that a widget or a downloader loads: it counts if the backend has a route for it.

    Most are files that somebody else serves, and nobody wants to be told of these.
    """
    for value in named(arguments, LOADERS[name]) or first(arguments):
        answer = path_of(value, it.is_filled) if isinstance(value, Text) else None
        path = (
            answer.path if isinstance(answer, Known) else answer.likely if isinstance(answer, Lost) else None
        )
        if path is not None:
            it.emit(frame, call, "GET", Lost("", path))


def verb_of(sender: Sender, name: str) -> Verb | None:
    """Return a client's method as a value."""
    return Verb(sender, name) if name in _VERBS.get(sender.kind, {}) else None


def _method_of(options: Values) -> Values:
    found: list[Value] = []
    for option in options:
        if isinstance(option, Options):
            found.extend(option.method or (Text(("GET",)),))
        elif isinstance(option, Word):
            found.append(Text(("GET",)))
        else:
            found.append(option)
    return tuple(found) or (Text(("GET",)),)


def texts(values: Values) -> tuple[Text, ...]:
    """Return the texts among values."""
    return tuple(value for value in values if isinstance(value, Text))


def report(
    it: Interpreter, frame: Frame, node: ir.Expression, methods: Values, addresses: Values, sender: Sender
) -> None:
    """Report a request for every combination of verb and address that it may have.

    A wrapper's own alternative to what its callers give (``path.isEmpty ? '/' : path``) is left out.
    """
    if any(isinstance(value, Hole) and value.kind == SENT for value in addresses):
        it.settle(frame, node)
        return
    told = tuple(value for value in addresses if not isinstance(value, Word)) or unknown()
    told = tuple(_at_base(it, value) for value in told)
    answers = list(dict.fromkeys(answer for address in told for answer in _answers(it, address, sender)))
    if any(isinstance(answer, Open) for answer in answers):
        answers = [answer for answer in answers if not isinstance(answer, Known)]
    for method in methods:
        verb = _verb(method)
        for answer in answers:
            if verb is not None or not isinstance(answer, Known):
                it.emit(frame, node, verb, answer)
            else:
                it.emit(frame, node, None, _verb_unknown(method))


def _at_base(it: Interpreter, address: Value) -> Value:
    """Put Dio's base URL where an address begins with that of a request on its way (``options.baseUrl``).

    Where clients differ in it, nobody knows which of them sent the request.
    """
    first = address.parts[0] if isinstance(address, Text) and address.parts else None
    if not isinstance(address, Text) or not isinstance(first, Hole):
        return address
    if (first.kind, first.name) != (SENT, "baseUrl"):
        return address
    bases = [base for base in texts(it.known.bases.get("dio", ())) if not is_open(base)]
    rest = text(address.parts[1:])
    if len({split_origin(base)[1] for base in bases}) == 1:
        return joined_address(bases[0], rest)
    return text((replace(first, kind="unknown" if bases else "setting"), *rest.parts))


def _verb(method: Value) -> str | None:
    name = method.name if isinstance(method, Constant) else plain(method)
    if isinstance(method, Instance) and method.fields:
        name = next((plain(values[0]) for key, values in method.fields if key == "name" and values), None)
    verb = name.upper() if name else ""
    return verb if verb in METHODS else None


def _verb_unknown(method: Value) -> Answer:
    hole = method
    if isinstance(method, Text) and len(method.parts) == 1 and isinstance(method.parts[0], Hole):
        hole = method.parts[0]
    if isinstance(hole, Hole) and hole.kind in ("parameter", "member"):
        return Open(hole, None, f"the verb comes from `{hole.name}`, and no caller gives one that is known")
    return Lost("the verb is only known when the app runs")


def _answers(it: Interpreter, address: Value, sender: Sender) -> Iterable[Answer]:
    if isinstance(address, Hole):
        alone = sender.kind in _BASED  # what stands alone behind a base is a path, whatever its name
        address = Text((replace(address, wanted=True) if alone else address,))
    if not isinstance(address, Text):
        return [Lost("the address is not a text that can be followed")]
    own, _ = split_origin(address)
    starts_open = bool(address.parts) and isinstance(address.parts[0], Hole)
    if own.parts or sender.kind not in _BASED:
        answer = path_of(address, it.is_filled)
        return [_unsendable(answer)] if isinstance(answer, Known) and _is_relative(address) else [answer]
    if (lost := lost_at_start(address)) is not None:
        return [lost]
    own_bases = tuple(_at_base(it, base) for base in sender.bases)
    bases = texts(own_bases) or texts(it.known.bases.get(sender.kind, ()))
    bases = tuple(base for base in bases if not is_open(base)) or bases
    found: dict[Answer, None] = {}
    if starts_open and begins_with_base(address):
        bases = ()
    for base in bases or (Text(()),):
        whole = joined_address(base, address) if base.parts or not starts_open else address
        found[path_of(whole, it.is_filled)] = None
    if len(found) > 1 and not sender.bases:
        reason = "the client could be any of several with different base URLs"
        return [Lost(reason, each.path if isinstance(each, Known) else None) for each in found]
    return found


def _is_relative(address: Text) -> bool:
    """Tell whether an address names no host, be it one that the environment knows."""
    first = address.parts[0] if address.parts else ""
    if not isinstance(first, str) or "://" in first or first.startswith("//"):
        return False
    host, slash, _ = first.partition("/")
    return not host or not (slash and (":" in host or "." in host))


def _unsendable(answer: Known) -> Lost:
    """Judge a path without a host: package:http and dart:io send none, so somebody completes it on the way."""
    return Lost("the address names no host, and whoever puts one before it is not seen", answer.path)


def is_open(base: Text) -> bool:
    """Tell whether a base begins with something that is not known."""
    return bool(base.parts) and isinstance(base.parts[0], Hole)


def based(sender: Sender, values: Values) -> Sender:
    """Return the client with base URLs."""
    told = tuple(text([v]) if isinstance(v, Hole) else v for v in values if isinstance(v, Text | Hole))
    return Sender(sender.kind, tuple(value for value in told if isinstance(value, Text)))
