"""What Dart does to texts and to addresses: ``Uri``, and the methods of ``String``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter.values import (
    Constant,
    Hole,
    Listed,
    Text,
    Value,
    Values,
    Word,
    concatenated,
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
    from woosh_split.sources.client.flutter.interpreter import Arguments

_SLASHES = re.compile(r"(\^?)\\?/([+*]?)(\$?)")
"""A pattern of slashes at an edge of a text (``RegExp(r'/+$')``), the only ones that addresses are tidied up with."""
_PLACE = re.compile(r"\{\w+\}|:\w+")
"""A place in a path's template, where one value is put in: that it could also be empty is no second path."""


def first(arguments: Arguments, place: int = 0) -> Values:
    """Return a positional argument, the first if nothing else is said."""
    positional = [values for name, values in arguments if not name]
    return positional[place] if place < len(positional) else ()


def named(arguments: Arguments, name: str) -> Values:
    """Return a named argument."""
    return next((values for key, values in arguments if key == name), ())


def plain_of(values: Values) -> str:
    """Return the first alternative as a text, empty where it is none."""
    return (plain(values[0]) or "") if values else ""


def uri(constructor: str, arguments: Arguments) -> Values | None:
    """Construct an address; None where nothing is known of it."""
    start = first(arguments)
    if constructor in ("parse", "tryParse", "encodeComponent", "encodeFull", "decodeComponent", "decodeFull"):
        return start or None
    if constructor in ("https", "http"):
        return concatenated([(Text((f"{constructor}://",)),), _hosts(start), _rooted(first(arguments, 1))])
    if constructor == "" and not arguments:
        return (Text(()),)
    if constructor == "":
        path = _rooted(named(arguments, "path"))
        segments = named(arguments, "pathSegments")
        if segments:
            path = tuple(_from_segments(value) for value in segments)
        host = named(arguments, "host")
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
        begin = known.parts[0] if known.parts else ""
        if isinstance(begin, str) and "://" in begin:
            known = text([begin.partition("://")[2], *known.parts[1:]])
        hidden = [Hole(part.name, "setting") if isinstance(part, Hole) else part for part in known.parts]
        found.append(text(hidden or [Hole("host", "setting")]))
    return tuple(found)


def _rooted(values: Values) -> Values:
    found: list[Value] = []
    for value in values:
        known = text_of(value)
        begin = known.parts[0] if known.parts else ""
        starts = (isinstance(begin, str) and (begin.startswith("/") or not begin)) or isinstance(begin, Hole)
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


def attribute(value: Text, name: str) -> Values:
    """Return a getter of a text or an address."""
    origin, path = split_origin(value)
    if name == "path":
        return (without_query(path),)
    if name == "pathSegments" and (known := plain(without_query(path))) is not None:
        return (Listed(tuple((Text((part,)),) for part in known.split("/") if part)),)
    if name == "origin":
        return (origin,) if origin.parts else (Hole(name, "setting"),)
    if name in ("host", "authority"):
        return (Hole(name, "setting"),)
    if name == "length" and (known := plain(value)) is not None:
        return (Text((str(len(known)),)),)
    if name in ("isEmpty", "isNotEmpty"):
        known = plain(value)
        if known is not None or any(isinstance(part, str) for part in value.parts):
            return (Word("true" if (not known and not value.parts) is (name == "isEmpty") else "false"),)
        return unknown(name)
    return unknown(name)


def call(value: Text, name: str, arguments: Arguments) -> Values | None:
    """Call a method of a text or an address; None where it is not one that is known."""
    if name in ("replaceAll", "replaceFirst"):
        if isinstance(pattern := first(arguments)[0] if first(arguments) else None, Constant):
            return (_without_slashes(value, pattern.name, first(arguments, 1)),)
        old = plain_of(first(arguments))
        news = first(arguments, 1)
        if old and _PLACE.fullmatch(old):
            news = tuple(new for new in news if plain(new) != "")[:1] if len(news) > 1 else news
        if old and news:
            return tuple(replaced(value, old, text_of(new), once=name == "replaceFirst") for new in news)
        return (value,)
    if name == "replace":
        return _uri_replace(value, arguments)
    if name in ("resolve", "resolveUri"):
        return tuple(resolved(value, text_of(other)) for other in first(arguments))
    if name == "split":
        separator = plain_of(first(arguments))
        return _split(value, separator) if separator else unknown(name)
    if name == "substring":
        return _part(value, plain_of(first(arguments)), first(arguments, 1))
    if name in ("toUpperCase", "toLowerCase"):
        known = plain(value)
        return (
            (value,)
            if known is None
            else (Text((known.upper() if name == "toUpperCase" else known.lower(),)),)
        )
    if name in ("startsWith", "endsWith", "contains"):
        return _tested(value, name, plain_of(first(arguments)))
    return None


def _split(value: Text, separator: str) -> Values:
    """Return ``path.split('/')``; what is not known is taken for a part of one piece."""
    pieces: list[list[str | Hole]] = [[]]
    for part in value.parts:
        if isinstance(part, Hole):
            pieces[-1].append(part)
            continue
        here, *more = part.split(separator)
        pieces[-1].append(here)
        pieces += [[each] for each in more]
    return (Listed(tuple((text(piece),) for piece in pieces)),)


def _without_slashes(value: Text, pattern: str, new: Values) -> Text:
    """Return the text without the slashes at its edge; as it is where the pattern is another."""
    found = _SLASHES.fullmatch(pattern)
    if found is None or plain_of(new) or not (found[1] or found[3]) or not value.parts:
        return value
    parts = list(value.parts)
    place = 0 if found[1] else -1
    edge = parts[place]
    if isinstance(edge, str):
        kept = edge.lstrip("/") if found[1] else edge.rstrip("/")
        single = edge.removeprefix("/") if found[1] else edge.removesuffix("/")
        parts[place] = kept if found[2] else single
    return text(parts)


def _part(value: Text, begin: str, end: Values) -> Values:
    """Return ``value.substring(begin, end)``, as far as it is known what is cut off."""
    first_part = value.parts[0] if value.parts else ""
    if not begin.isdigit() or (isinstance(first_part, str) and len(first_part) < int(begin)):
        return unknown("substring")
    stop = plain_of(end)
    known = plain(value)
    if known is not None and (not end or stop.isdigit()):
        return (Text((known[int(begin) : int(stop) if end else None],)),)
    parts = [first_part[int(begin) :], *value.parts[1:]] if isinstance(first_part, str) else list(value.parts)
    if not end or (parts and isinstance(parts[-1], Hole)):
        return (text(parts),)
    return unknown("substring")


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
    if segments := named(arguments, "pathSegments"):
        return tuple(text([*origin.parts, *_from_segments(item).parts]) for item in segments)
    if path := named(arguments, "path"):
        return tuple(text([*origin.parts, *text_of(item).parts]) for item in _rooted(path))
    if any(name in ("queryParameters", "query") for name, _ in arguments):
        return (without_query(value),)
    return (value,)


def joined_list(receiver: Listed, arguments: Arguments) -> Values:
    """Return ``list.join(separator)``."""
    separator = plain_of(first(arguments))
    if any(not values for values in receiver.values) or not receiver.values:
        return unknown("join")
    pieces: list[Values] = []
    for place, values in enumerate(receiver.values):
        if place:
            pieces.append((Text((separator,)),) if separator else (Text(()),))
        pieces.append(values)
    return concatenated(pieces)
