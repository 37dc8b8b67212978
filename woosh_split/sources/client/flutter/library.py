"""What Dart's own library and the usual packages do to values: ``Uri``, strings, settings, service locators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir, requests
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    Constant,
    Function,
    Hole,
    Instance,
    Listed,
    Options,
    Sender,
    Text,
    Value,
    Values,
    Word,
    concatenated,
    joined,
    plain,
    replaced,
    resolved,
    split_origin,
    text,
    text_of,
    unknown,
    without_query,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter

_SAME = frozenset(
    {
        "toString", "trim", "trimLeft", "trimRight", "normalizePath", "removeFragment", "timeout", "catchError",
        "whenComplete", "toList", "cast", "call", "clone", "copyWith", "obs", "value", "future",
    }
)  # fmt: skip
_HTTP_CLIENTS = frozenset(
    {"Client", "IOClient", "BrowserClient", "RetryClient", "InterceptedClient", "InterceptedHttp", "CupertinoClient",
     "CronetClient", "SentryHttpClient", "MockClient", "HttpClientWithMiddleware", "BaseClient"}
)  # fmt: skip
_SETTINGS = frozenset({"dotenv", "DotEnv", "FlutterConfig", "Platform", "GlobalConfiguration", "Env"})
_DIOS = frozenset({"Dio", "DioForNative", "DioForBrowser"})


def sender_of_type(name: str) -> Sender | None:
    """Return the client that a type of a well-known package is."""
    last = name.rpartition(".")[2]
    if last in _DIOS:
        return Sender("dio")
    if last in _HTTP_CLIENTS and last != "MockClient":
        return Sender("http")
    if last == "HttpClient":
        return Sender("io")
    if last in ("GetConnect", "GetHttpClient"):
        return Sender("connect")
    return None


def _first(arguments: Arguments, place: int = 0) -> Values:
    positional = [values for name, values in arguments if not name]
    return positional[place] if place < len(positional) else ()


def _named(arguments: Arguments, name: str) -> Values:
    return next((values for key, values in arguments if key == name), ())


def construct(
    it: Interpreter, frame: Frame, call: ir.Expression, name: str, constructor: str, arguments: Arguments
) -> Values | None:
    """Construct an object of a class that the project does not declare; None where nothing is known of it."""
    if name in _DIOS:
        bases = tuple(
            base for option in _first(arguments) if isinstance(option, Options) for base in option.bases
        )
        it.learnt.base("dio", bases)
        return (requests.based(Sender("dio"), bases),)
    if name in ("BaseOptions", "RequestOptions", "Options"):
        return (
            Options(_named(arguments, "baseUrl"), _named(arguments, "method"), _named(arguments, "path")),
        )
    if name in requests.REQUESTS:
        if _first(arguments, 1):
            requests.report(it, frame, call, _first(arguments), _first(arguments, 1), Sender("http"))
        return (Hole("request", requests.SENT),)
    if name == "ChopperClient":
        it.learnt.base("chopper", _named(arguments, "baseUrl"))
        return (Sender("chopper"),)
    if (known := sender_of_type(name)) is not None:
        return (known,)
    if name == "Uri":
        return _uri(constructor, arguments)
    if name == "StringBuffer":
        return _first(arguments) or (Text(()),)
    if name == "String" and constructor == "fromEnvironment":
        return _default(_named(arguments, "defaultValue"), arguments)
    if name in _SETTINGS and constructor in ("get", "maybeGet", "getString", "env"):
        return _default(_named(arguments, "fallback"), arguments)
    if name.endswith("Provider") and any(isinstance(value, Function) for value in _first(arguments)):
        return _first(arguments)
    return None


def _default(written: Values, arguments: Arguments) -> Values:
    """Return what a setting is if the environment does not say it; an empty text is not that."""
    if written and not all(plain(value) == "" for value in written):
        return written
    return (Hole(_plain(_first(arguments)), "setting"),)


def _plain(values: Values) -> str:
    return (plain(values[0]) or "") if values else ""


def _uri(constructor: str, arguments: Arguments) -> Values | None:
    first = _first(arguments)
    if constructor in ("parse", "tryParse", "encodeComponent", "encodeFull", "decodeComponent", "decodeFull"):
        return first or None
    if constructor in ("https", "http"):
        return concatenated([(Text((f"{constructor}://",)),), _hosts(first), _rooted(_first(arguments, 1))])
    if constructor == "" and not arguments:
        return (Text(()),)
    if constructor == "":
        path = _rooted(_named(arguments, "path"))
        segments = _named(arguments, "pathSegments")
        if segments:
            path = tuple(_from_segments(value) for value in segments)
        host = _named(arguments, "host")
        origin = concatenated([(Text(("https://",)),), _hosts(host)]) if host else (Text(()),)
        if not host and path == (Text(()),):
            return (Text(("?", Hole("query"))),)
        if not host:
            return tuple(
                Text(("/", *known.parts)) if isinstance(known.parts[0], Hole) else known
                for known in map(text_of, path)
                if known.parts
            )
        return concatenated([origin, path])
    return None


def _hosts(values: Values) -> Values:
    """Return hosts without a scheme, should one be written where only a host belongs."""
    found: list[Value] = []
    for value in values or (Hole("host"),):
        known = text_of(value)
        first = known.parts[0] if known.parts else ""
        if isinstance(first, str) and "://" in first:
            known = text([first.partition("://")[2], *known.parts[1:]])
        hidden = [Hole(part.name, "setting") if isinstance(part, Hole) else part for part in known.parts]
        found.append(text(hidden or [Hole("host", "setting")]))
    return tuple(found)


def _rooted(values: Values) -> Values:
    found: list[Value] = []
    for value in values:
        known = text_of(value)
        first = known.parts[0] if known.parts else ""
        starts = (isinstance(first, str) and (first.startswith("/") or not first)) or isinstance(first, Hole)
        found.append(known if starts else text(["/", *known.parts]))
    return tuple(found) or (Text(()),)


def _from_segments(value: Value) -> Text:
    if not isinstance(value, Listed):
        return Text(("/", Hole("segments")))
    parts: list[str | Hole] = []
    for values in value.values:
        if values == (Text(()),):
            continue
        parts.append("/")
        parts.extend(text_of(values[0]).parts if len(values) == 1 else (Hole(""),))
    return text(parts)


def attribute(receiver: Value, name: str) -> Values:
    """Return a getter of a value that is no object of the project."""
    match receiver:
        case Sender():
            if name == "options":
                return (Options(receiver.bases),)
            verb = requests.verb_of(receiver, name)
            if verb is not None:
                return (verb,)
            return receiver.bases if name == "baseUrl" and receiver.bases else (receiver,)
        case Options():
            return {"baseUrl": receiver.bases, "method": receiver.method, "path": receiver.path}.get(
                name
            ) or unknown(name)
        case Constant(_, constant):
            return (Text((constant,)),) if name == "name" else unknown(name)
        case Text():
            return _text_attribute(receiver, name)
        case Hole(kind="setting"):
            return (receiver,)
        case Listed(values) if name in ("first", "last"):
            return (values[0 if name == "first" else -1]) if values else unknown(name)
        case Hole(given=True) if name in ("isEmpty", "isNotEmpty"):
            return (Word("true" if name == "isNotEmpty" else "false"),)
        case Hole(kind="parameter" | "member") if name in ("isEmpty", "isNotEmpty"):
            return unknown(name)
        case Hole() if name == "requestOptions":
            return (Hole(name, requests.SENT),)
        case Hole(held, kind, owner):
            return (Hole(held if name == "value" else name, kind, owner),)
    return unknown(name)


def _text_attribute(value: Text, name: str) -> Values:
    origin, path = split_origin(value)
    if name == "path":
        return (without_query(path),)
    if name == "pathSegments" and (known := plain(without_query(path))) is not None:
        return (Listed(tuple((Text((part,)),) for part in known.split("/") if part)),)
    if name == "origin":
        return (origin,) if origin.parts else (Hole(name, "setting"),)
    if name in ("host", "authority"):
        return (Hole(name, "setting"),)
    if name in ("isEmpty", "isNotEmpty"):
        known = plain(value)
        if known is not None or any(isinstance(part, str) for part in value.parts):
            return (Word("true" if (not known and not value.parts) is (name == "isEmpty") else "false"),)
        return unknown(name)
    return unknown(name)


def call(
    it: Interpreter, frame: Frame, node: ir.Call, receiver: Value, name: str, arguments: Arguments
) -> Values:
    """Call a method of a value that is no object of the project."""
    if isinstance(receiver, Text):
        found = _text_call(receiver, name, arguments)
        if found is not None:
            return found
    if isinstance(receiver, Options) and name == "copyWith":
        return (
            Options(
                _named(arguments, "baseUrl") or receiver.bases,
                _named(arguments, "method") or receiver.method,
                _named(arguments, "path") or receiver.path,
            ),
        )
    if isinstance(receiver, Options) and name == "compose":
        return (requests.composed(receiver, _first(arguments), _first(arguments, 1)),)
    if isinstance(receiver, Listed) and name == "join":
        return _join(receiver, arguments)
    if isinstance(receiver, Listed) and name in ("where", "whereType", "nonNulls"):
        return (receiver,)
    if isinstance(receiver, Listed) and name in ("map", "forEach"):
        closures = [value for value in _first(arguments) if isinstance(value, Function)]
        if closures and receiver.values:
            made = (it.call_function(frame, node, closures[0], (("", each),)) for each in receiver.values)
            return (Listed(tuple(made)),)
    if name in ("watch", "read", "listen", "get", "put", "find", "call") or isinstance(receiver, Hole):
        given = [value for value in _first(arguments) if isinstance(value, Function | Instance | Sender)]
        if given and name in ("watch", "read"):
            return joined(*(_provided(it, frame, node, value) for value in given))
    typed = by_type(it, frame, node, arguments)
    if typed is not None:
        return typed
    if name in _SAME:
        return (receiver,)
    if isinstance(receiver, Hole) and (receiver.kind == "setting" or name.startswith("replace")):
        return (receiver,)
    if isinstance(receiver, Hole):
        return (Hole(name, receiver.kind, receiver.owner),)
    return unknown(name)


def _provided(it: Interpreter, frame: Frame, node: ir.Expression, value: Value) -> Values:
    """Return what a provider gives: the same to all who watch it, but for what it leaves open to them."""
    if not isinstance(value, Function):
        return (value,)
    key = ("provided", id(value.code))
    shared = not value.open and value.frame.outer is None and value.frame.this is None
    if shared and key in it.results:
        return it.results[key]
    shared = shared and frame.depth < 4 and len(it.busy) < 4
    found = it.call_function(frame, node, value, ((("", unknown("ref"))),))
    if shared:
        it.results[key] = found
    return found


def provided(it: Interpreter, file: int, name: str) -> Values:
    """Return what a generated Riverpod provider (``apiProvider``) gives: the function or class it is made from."""
    stem = name.removesuffix("Provider")
    if stem != name and (found := it.project.find(file, stem)) is not None:
        for entry in found[1]:
            if isinstance(entry, ir.Function):
                return (Function(entry, Frame(found[0])),)
    return unknown(name)


def _text_call(value: Text, name: str, arguments: Arguments) -> Values | None:
    if name in ("replaceAll", "replaceFirst"):
        old = _plain(_first(arguments))
        news = _first(arguments, 1)
        if old and news:
            return tuple(replaced(value, old, text_of(new), once=name == "replaceFirst") for new in news)
        return (value,)
    if name == "replace":
        return _uri_replace(value, arguments)
    if name in ("resolve", "resolveUri"):
        return tuple(resolved(value, text_of(other)) for other in _first(arguments))
    if name in ("toUpperCase", "toLowerCase"):
        known = plain(value)
        return (
            (value,)
            if known is None
            else (Text((known.upper() if name == "toUpperCase" else known.lower(),)),)
        )
    if name in ("startsWith", "endsWith", "contains"):
        return _tested(value, name, _plain(_first(arguments)))
    return None


def _tested(value: Text, name: str, wanted: str) -> Values:
    known = plain(value)
    if known is not None:
        return (Word("true" if getattr(known, _TESTS[name])(wanted) else "false"),)
    edge = value.parts[0 if name == "startsWith" else -1] if value.parts else ""
    if name != "contains" and isinstance(edge, str) and len(edge) >= len(wanted):
        return (Word("true" if getattr(edge, _TESTS[name])(wanted) else "false"),)
    if name == "startsWith" and isinstance(edge, str) and not wanted.startswith(edge):
        return (Word("false"),)
    if name == "contains" and any(isinstance(part, str) and wanted in part for part in value.parts):
        return (Word("true"),)
    return unknown(name)


_TESTS = {"startsWith": "startswith", "endsWith": "endswith", "contains": "__contains__"}


def _uri_replace(value: Text, arguments: Arguments) -> Values:
    origin, _ = split_origin(value)
    if not origin.parts and value.parts and isinstance(value.parts[0], Hole):
        origin = Text(value.parts[:1])
    if segments := _named(arguments, "pathSegments"):
        return tuple(text([*origin.parts, *_from_segments(item).parts]) for item in segments)
    if path := _named(arguments, "path"):
        return tuple(text([*origin.parts, *text_of(item).parts]) for item in _rooted(path))
    if any(name in ("queryParameters", "query") for name, _ in arguments):
        return (without_query(value),)
    return (value,)


def _join(receiver: Listed, arguments: Arguments) -> Values:
    separator = _plain(_first(arguments))
    if any(not values for values in receiver.values) or not receiver.values:
        return unknown("join")
    pieces: list[Values] = []
    for place, values in enumerate(receiver.values):
        if place:
            pieces.append((Text((separator,)),) if separator else (Text(()),))
        pieces.append(values)
    return concatenated(pieces)


def by_type(it: Interpreter, frame: Frame, node: ir.Expression, arguments: Arguments) -> Values | None:
    """Return what a service locator gives: the argument put in, or an object of the type asked for."""
    for value in _first(arguments):
        if isinstance(value, Instance | Sender) and isinstance(node, ir.Call) and _is_put(node):
            return _first(arguments)
    if isinstance(node, ir.Call) and len(node.types) == 1:
        typed = it.typed(frame.file, node.types[0])
        if typed is not None:
            return (typed,)
    return None


def _is_put(node: ir.Call) -> bool:
    return isinstance(node.function, ir.Get) and node.function.name in ("put", "putIfAbsent", "injectOrGet")


def write(it: Interpreter, frame: Frame, function: ir.Get, arguments: Arguments) -> bool:
    """Follow ``buffer.write(x)`` and ``list.add(x)`` on a local variable; tell whether it was one of them."""
    target = function.target
    if not isinstance(target, ir.Name) or function.name not in ("write", "writeln", "writeAll", "add"):
        return False
    scope: Frame | None = frame
    while scope is not None and target.name not in scope.variables:
        scope = scope.outer
    if scope is None:
        return False
    before = scope.variables[target.name]
    added = _first(arguments)
    if function.name == "add" and len(before) == 1 and isinstance(before[0], Listed):
        scope.variables[target.name] = (Listed((*before[0].values, added)),)
        return True
    if function.name.startswith("write") and all(isinstance(value, Text) for value in before):
        scope.variables[target.name] = concatenated([before, added])
        return True
    return False
