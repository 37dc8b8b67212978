"""Texts in the app's code that begin with a server's address, and which requests are built of each.

A request's path is all that facts keep of it. Which text its address comes from is told by the interpreter itself: each
text gets a part of a path that stands nowhere else, the app is read again, and the paths show where it went.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tree_sitter import Node, Parser

from woosh_split.model.code import ClientCall
from woosh_split.sources.client.flutter.declarations import language, read_dart
from woosh_split.sources.client.flutter.link import link_client
from woosh_split.sources.client.flutter.values import ORIGIN_MARK
from woosh_split.sources.code.typescript.depth import READING_FRAMES, room
from woosh_split.sources.parsing import parsed

_ORIGIN = re.compile(rb"(?:https?|wss?)://([^/?#'\"\s$\\]*)", re.IGNORECASE)
_OPENING = re.compile(rb"r?(?:'''|\"\"\"|'|\")")
_HOST = re.compile(rb"[^/?#'\"\s$\\]+")


@dataclass(frozen=True, slots=True)
class OriginText:
    """Scheme, host and port as they stand in a string, at bytes ``start`` to ``end`` of a file.

    ``whole`` is False where the host, or a part of it, is put in when the app runs. ``name`` is the variable that the
    string is the value of, empty elsewhere. Of ``Uri.https('host', '/path')`` the text is only the host, ``bare``;
    ``origin`` has its scheme all the same. ``mark`` is the byte at which the path begins.
    """

    file: str
    line: int
    start: int
    end: int
    origin: str
    mark: int
    name: str = ""
    whole: bool = True
    bare: bool = False


def origin_texts(source: bytes, file: str) -> tuple[OriginText, ...]:
    """Return the strings of a Dart file that begin with an address, in the order of the file."""
    text = b"   " + source[3:] if source.startswith(b"\xef\xbb\xbf") else source
    if b"://" not in text and b"Uri" not in text:
        return ()
    try:
        with room(READING_FRAMES):
            return tuple(_found(parsed(Parser(language()), text).root_node, text, file))
    except RecursionError:
        return ()


def _found(node: Node, source: bytes, file: str) -> Iterator[OriginText]:
    if node.type == "string_literal":
        opening = _OPENING.match(source, node.start_byte)
        start = opening.end() if opening else node.start_byte
        match = _ORIGIN.match(source, start)
        if match and match.end() <= node.end_byte:
            yield _whole(match, node, source, file)
            return
        scheme = _scheme(node, source)
        host = _HOST.match(source, start)
        if scheme and host:
            path = _path_beside(node)
            beside = None if path is None else _OPENING.match(source, path.start_byte)
            origin = f"{scheme}://{host[0].decode('utf-8', 'replace')}"
            closed = source[host.end() : host.end() + 1] in (b"'", b'"')
            yield OriginText(
                file, node.start_point[0] + 1, start, host.end(), origin, beside.end() if beside else -1, "",
                closed and beside is not None, True,
            )  # fmt: skip
        return
    for child in node.children:
        yield from _found(child, source, file)


def _scheme(node: Node, source: bytes) -> str | None:
    """Return https or http for the first argument of ``Uri.https`` or ``Uri.http``, None for any other string."""
    argument = node.parent
    arguments = argument.parent if argument is not None and argument.type == "argument" else None
    if argument is None or arguments is None or arguments.named_children[0] != argument:
        return None
    called: Node | None = arguments.prev_named_sibling
    if arguments.parent is not None and arguments.parent.type == "argument_part" and arguments.parent.parent:
        called = arguments.parent.parent.prev_named_sibling
    of = called.prev_named_sibling if called is not None else None
    if called is None or of is None or _text(of, source) != "Uri":
        return None
    name = _text(called, source).lstrip(". ")
    return name if name in ("http", "https") else None


def _text(node: Node, source: bytes) -> str:
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _whole(match: re.Match[bytes], node: Node, source: bytes, file: str) -> OriginText:
    goes_on = source[match.end() : match.end() + 1] in (b"$", b"\\")
    return OriginText(
        file,
        node.start_point[0] + 1,
        match.start(),
        match.end(),
        match[0].decode("utf-8", "replace"),
        match.end(),
        _name(node, source),
        bool(match[1]) and not goes_on,
    )


def _path_beside(node: Node) -> Node | None:
    """Return the string that is the next argument of a call, None where it is something else."""
    argument = node.parent
    following = argument.next_named_sibling if argument is not None else None
    if following is None or following.named_child_count != 1:
        return None
    found = following.named_children[0]
    return found if found.type == "string_literal" else None


def _name(node: Node, source: bytes) -> str:
    """Return the variable that a string is the whole value of."""
    parent = node.parent
    if parent is None or parent.type not in ("static_final_declaration", "initialized_identifier"):
        return ""
    first = parent.children[0]
    return _text(first, source)


def uses_of(
    sources: Mapping[str, bytes], texts: Sequence[OriginText], paths: Iterable[str]
) -> dict[ClientCall, tuple[int, ...]]:
    """Return for each call of the app the positions of the texts that its address begins with; none: not known.

    ``sources`` are the app's files, ``paths`` those of them that are read.
    """
    marked = dict(sources)
    for file in sources:
        own = [(index, text) for index, text in enumerate(texts) if text.file == file and text.whole]
        data = sources[file]
        for index, text in sorted(own, key=lambda each: each[1].mark, reverse=True):
            slash = (
                "" if data[text.mark : text.mark + 1] in (b"/", b"?", b"'", b'"') or not text.bare else "/"
            )
            data = data[: text.mark] + f"/~ws{index}~{slash}".encode() + data[text.mark :]
        marked[file] = data
    calls, _ = link_client([read_dart(marked[path], path) for path in paths], ())
    found: dict[ClientCall, set[int]] = {}
    for call in calls:
        marks = [int(each) for each in ORIGIN_MARK.findall(call.path)]
        plain = ClientCall(call.method, ORIGIN_MARK.sub("", call.path) or "/", None, call.file, call.line)
        found.setdefault(plain, set()).update(marks[:1])
    return {call: tuple(sorted(marks)) for call, marks in found.items()}
