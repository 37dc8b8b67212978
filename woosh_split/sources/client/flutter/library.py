"""What Dart's own library and the usual packages do to values: ``Uri``, strings, settings, service locators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import injection, ir, requests, services, texts
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    Constant,
    Family,
    Function,
    Hole,
    Instance,
    Listed,
    Mapped,
    Options,
    Sender,
    Text,
    Value,
    Values,
    Word,
    concatenated,
    joined,
    plain,
    unknown,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter

_SAME = frozenset(
    {
        "toString", "trim", "trimLeft", "trimRight", "normalizePath", "removeFragment", "timeout", "catchError",
        "whenComplete", "toList", "cast", "call", "clone", "copyWith", "obs", "value", "future",
    }
)  # fmt: skip
_OF_LISTS = frozenset({"map", "where", "whereType", "nonNulls", "skip", "take", "reversed"})
"""What gives elements of a list again, as many or fewer."""
_OF_MAPS = frozenset(
    {"keys", "values", "entries", "length", "isEmpty", "isNotEmpty", "hashCode", "runtimeType"}
)
"""What a map has as any map has; other members are the fields of a record."""
_HTTP_CLIENTS = frozenset(
    {"Client", "IOClient", "BrowserClient", "RetryClient", "InterceptedClient", "InterceptedHttp", "CupertinoClient",
     "CronetClient", "SentryHttpClient", "MockClient", "HttpClientWithMiddleware", "BaseClient"}
)  # fmt: skip
_SETTINGS = frozenset({"dotenv", "DotEnv", "FlutterConfig", "Platform", "GlobalConfiguration", "Env"})
_READERS = frozenset({"watch", "read", "reader"})
_LOADING = frozenset({("Image", "network"), ("FlutterDownloader", "enqueue")})


def sender_of_type(name: str) -> Sender | None:
    """Return the client that a type of a well-known package is."""
    last = name.rpartition(".")[2]
    if last in requests.DIOS:
        return Sender("dio")
    if last in _HTTP_CLIENTS and last != "MockClient":
        return Sender("http")
    if last == "HttpClient":
        return Sender("io")
    if last in ("GetConnect", "GetHttpClient"):
        return Sender("connect")
    if last == "ChopperClient":
        return Sender("chopper")
    return None


def construct(
    it: Interpreter, frame: Frame, call: ir.Expression, name: str, constructor: str, arguments: Arguments
) -> Values | None:
    """Construct an object of a class that the project does not declare; None where nothing is known of it."""
    if (name, constructor) in _LOADING or (name in requests.LOADERS and not constructor):
        requests.load(it, frame, call, constructor or name, arguments)
        return None
    if name == "RegExp":
        return (Constant(name, texts.plain_of(texts.first(arguments))),)
    if name in requests.DIOS:
        bases = tuple(
            base for option in texts.first(arguments) if isinstance(option, Options) for base in option.bases
        )
        it.learnt.base("dio", bases)
        return (requests.based(Sender("dio"), bases),)
    if name in ("BaseOptions", "RequestOptions", "Options"):
        return (
            Options(
                texts.named(arguments, "baseUrl"),
                texts.named(arguments, "method"),
                texts.named(arguments, "path"),
            ),
        )
    if name in requests.REQUESTS:
        return (requests.made_of(it, frame, call, [values for key, values in arguments if not key] or [()]),)
    if name == "ChopperClient":
        return (services.client(it, texts.named(arguments, "baseUrl"), texts.named(arguments, "services")),)
    if (known := sender_of_type(name)) is not None:
        return (known,)
    if name == "Uri":
        return texts.uri(constructor, arguments)
    if name == "StringBuffer":
        return texts.first(arguments) or (Text(()),)
    if name == "String" and constructor == "fromEnvironment":
        return _default(texts.named(arguments, "defaultValue"), arguments)
    if name in _SETTINGS and constructor in ("get", "maybeGet", "getString", "env"):
        return _default(texts.named(arguments, "fallback"), arguments)
    if name.endswith("Provider"):
        return _provider(constructor, arguments)
    return None


def _provider(constructor: str, arguments: Arguments) -> Values | None:
    """Return what makes a provider's value; that of a family is handed what the family is called with, too."""
    made = texts.first(arguments)
    if not any(isinstance(value, Function) for value in made):
        return None
    if constructor != "family":
        return made
    return tuple(Family(value) if isinstance(value, Function) else value for value in made)


def _default(written: Values, arguments: Arguments) -> Values:
    """Return what a setting is if the environment does not say it; an empty text is not that."""
    if written and not all(plain(value) == "" for value in written):
        return written
    return (Hole(texts.plain_of(texts.first(arguments)), "setting"),)


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
            return texts.attribute(receiver, name)
        case Hole(kind="setting"):
            return (receiver,)
        case Mapped(pairs) if name not in _OF_MAPS:
            held = (values for keys, values in pairs if any(plain(key) == name for key in keys))
            return next(held, None) or unknown(name)
        case Listed() if name == "nonNulls":
            return (_without_nulls(receiver),)
        case Listed(values) if name in ("first", "last"):
            return (values[0 if name == "first" else -1]) if values else unknown(name)
        case Hole(given=True) if name in ("isEmpty", "isNotEmpty"):
            return (Word("true" if name == "isNotEmpty" else "false"),)
        case Hole(kind="parameter" | "member") if name in ("isEmpty", "isNotEmpty"):
            return unknown(name)
        case Hole() if name == "requestOptions":
            return (Hole(name, requests.SENT),)
        case Hole(kind=requests.SENT, role=verb) if name == "method" and verb in requests.METHODS:
            return (Text((verb,)),)
        case Hole(role=requests.OPTIONS) if name == "baseUrl":
            return (Hole(name, requests.SENT),)
        case Hole(held, kind, owner):
            return (Hole(held if name == "value" else name, kind, owner),)
    return unknown(name)


def call(
    it: Interpreter, frame: Frame, node: ir.Call, receiver: Value, name: str, arguments: Arguments
) -> Values:
    """Call a method of a value that is no object of the project."""
    if isinstance(receiver, Text):
        found = texts.call(receiver, name, arguments)
        if found is not None:
            return found
    if isinstance(receiver, Options):
        made = _of_options(receiver, name, arguments)
        if made is not None:
            return made
    if isinstance(receiver, Constant) and receiver.class_name.endswith("Provider"):
        provider = _provider(name, arguments)  # `Provider.autoDispose.family(...)`
        if provider is not None:
            return provider
    if isinstance(receiver, Listed):
        listed = _of_list(it, frame, node, receiver, name, arguments)
        if listed is not None:
            return listed
    if name in ("watch", "read", "listen", "get", "put", "find", "call") or isinstance(receiver, Hole):
        read = read_of(it, frame, node, name, arguments)
        if read is not None:
            return read
    injection.registered(it, frame, node, name, arguments)
    typed = by_type(it, frame, node, arguments)
    if typed is not None:
        return typed
    if name in _SAME:
        return (receiver,)
    return (
        _of_hole(it, frame, node, receiver, name, arguments) if isinstance(receiver, Hole) else unknown(name)
    )


def read_of(
    it: Interpreter, frame: Frame, node: ir.Expression, name: str, arguments: Arguments
) -> Values | None:
    """Return what a provider gives to whoever reads it, be it through a reader that was handed on (``_read(provider)``)."""
    if name.lstrip("_") not in _READERS:
        return None
    given = [value for value in texts.first(arguments) if isinstance(value, Function | Instance | Sender)]
    if given:
        return joined(*(_provided(it, frame, node, value) for value in given))
    unknown_ones = [
        value for value in texts.first(arguments) if isinstance(value, Hole) and value.kind == "unknown"
    ]
    return tuple(unknown_ones) or None


def _of_options(receiver: Options, name: str, arguments: Arguments) -> Values | None:
    """Call a method of a request's options, None for one that is of no matter."""
    if name == "copyWith":
        changed = Options(
            texts.named(arguments, "baseUrl") or receiver.bases,
            texts.named(arguments, "method") or receiver.method,
            texts.named(arguments, "path") or receiver.path,
        )
        return (changed,)
    if name == "compose":
        return (requests.composed(receiver, texts.first(arguments), texts.first(arguments, 1)),)
    return None


def _of_list(
    it: Interpreter, frame: Frame, node: ir.Call, receiver: Listed, name: str, arguments: Arguments
) -> Values | None:
    """Call a method of a list whose elements are known, None for one that is of no matter."""
    if name == "join":
        return texts.joined_list(receiver, arguments)
    if name == "whereType":
        return (_without_nulls(receiver),)
    if name == "where":
        return (receiver,)
    if name in ("map", "forEach"):
        closures = [value for value in texts.first(arguments) if isinstance(value, Function)]
        if closures and receiver.values:
            made = (it.call_function(frame, node, closures[0], (("", each),)) for each in receiver.values)
            return (Listed(tuple(made)),)
    return None


def _of_hole(
    it: Interpreter, frame: Frame, node: ir.Call, receiver: Hole, name: str, arguments: Arguments
) -> Values:
    """Call a method of a value that is not known: what only shapes a text leaves it what it is."""
    if receiver.kind == "setting" or name.startswith(("replace", "substring")) or name in _OF_LISTS:
        return (receiver,)
    if name == "split":
        return (replace(receiver, many=True),)
    requests.suspect(it, frame, node, receiver, name, arguments)
    return (Hole(name, receiver.kind, receiver.owner),)


def _without_nulls(listed: Listed) -> Listed:
    """Return what ``nonNulls`` and ``whereType<String>()`` leave of a list."""
    left = (tuple(value for value in values if value != Word("null")) for values in listed.values)
    return Listed(tuple(values for values in left if values))


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


def by_type(it: Interpreter, frame: Frame, node: ir.Expression, arguments: Arguments) -> Values | None:
    """Return what a service locator gives: the argument put in, or an object of the type asked for."""
    if located := injection.located(it, arguments):
        return located
    for value in texts.first(arguments):
        if isinstance(value, Instance | Sender) and isinstance(node, ir.Call) and _is_put(node):
            return texts.first(arguments)
    if isinstance(node, ir.Call) and len(node.types) == 1:
        typed = it.typed(frame.file, node.types[0])
        if typed is not None:
            return (typed,)
    return None


def _is_put(node: ir.Call) -> bool:
    return isinstance(node.function, ir.Get) and node.function.name in ("put", "putIfAbsent", "injectOrGet")


def write(it: Interpreter, frame: Frame, function: ir.Get, arguments: Arguments) -> bool:
    """Follow ``buffer.write(x)`` and ``list.add(x)`` on a local variable or in a cascade; tell whether it was one of them."""
    target = function.target
    if not isinstance(target, ir.Name) or function.name not in ("write", "writeln", "writeAll", "add"):
        return False
    cascaded = target.name == ".." and bool(frame.cascade)
    scope = frame if cascaded else frame.holding(target.name)
    if scope is None:
        return False
    before = frame.cascade[-1] if cascaded else scope.variables[target.name]
    added = texts.first(arguments)
    if function.name == "writeAll":
        lists = (value for value in added if isinstance(value, Listed))
        added = joined(*(texts.joined_list(each, arguments[1:]) for each in lists)) or unknown()
    after = before
    if function.name == "add" and len(before) == 1 and isinstance(before[0], Listed):
        after = (Listed((*before[0].values, added)),)
    elif function.name.startswith("write") and before and all(isinstance(value, Text) for value in before):
        after = concatenated([before, added])
    else:
        return False
    if cascaded:
        frame.cascade[-1] = after
    else:
        scope.variables[target.name] = after
    return True
