"""Which route of the backend would really answer a request: Express's rules, on path patterns.

Express tries its routes in the order of registration and takes the first that matches, so a literal segment may
be caught by a parameter that was registered before it. The table keeps the routes in a trie, because there may be
thousands of routes and calls; whatever does not fit a trie (a wildcard in the middle) is matched one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field

from woosh_split.model.code import Route
from woosh_split.records import dataclass

UNKNOWN = ":param"
"""A client's segment whose text is only known when the app runs."""

_PLACEHOLDER = "\0"
_PARAMETER = re.compile(r":(\w+)(\((?:[^()\\]|\\.|\([^()]*\))*\))?")
_WILDCARD = re.compile(r"^(\*\w*|\(\.\*\)|:\w+\(\.\*\)|:\w+\*)$")


@dataclass(slots=True)
class _Node:
    """One position in the trie; ranks are positions in the order of registration."""

    literals: dict[str, _Node] = field(default_factory=dict)
    dynamic: dict[str, tuple[re.Pattern[str] | None, _Node]] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)


_FEWEST = 5
"""Fewer routes than these say nothing of what they have in common."""


class RouteTable:
    """The backend's routes, ready to answer "who serves this verb and path?".

    ``prefix`` is what nearly all of them begin with, empty where that is nothing: a health check stands outside.
    """

    __slots__ = ("_general", "_root", "_routes", "prefix")

    def __init__(self, routes: Iterable[Route]) -> None:
        answering = (route for route in routes if route.kind != "websocket")
        self._routes = tuple(sorted(answering, key=lambda route: route.order))
        self.prefix = _common_prefix([_segments(route.path) for route in self._routes])
        self._root = _Node()
        self._general: list[tuple[int, re.Pattern[str]]] = []
        for rank, route in enumerate(self._routes):
            for path in _variants(route.path):
                self._insert(rank, _segments(path))

    def answer(self, method: str, path: str) -> Route | None:
        """Return the first registered route that serves ``method`` on ``path``, where ``:param`` is any value.

        An unknown value is never taken for a literal of the route: ``/orders/:param`` is not ``/orders/today``.
        """
        wanted = method.upper()
        segments = _segments(path)
        ranks = {rank for rank in _matches(self._root, segments, 0) if self._serves(rank, wanted)}
        if self._general:
            text = "/" + "/".join(_PLACEHOLDER if part == UNKNOWN else part for part in segments)
            ranks.update(r for r, p in self._general if self._serves(r, wanted) and p.fullmatch(text))
        return self._routes[min(ranks)] if ranks else None

    def _serves(self, rank: int, method: str) -> bool:
        served = self._routes[rank].method
        return served in ("ALL", method) or (method == "HEAD" and served == "GET")

    def _insert(self, rank: int, segments: list[str]) -> None:
        if any("*" in part and not _WILDCARD.match(part) for part in segments) or any(
            _WILDCARD.match(part) for part in segments[:-1]
        ):
            self._general.append((rank, _whole_pattern(segments)))
            return
        node = self._root
        for part in segments:
            if _WILDCARD.match(part):
                node.rest.append(rank)
                return
            if ":" in part or "(" in part:
                pattern = _segment_pattern(part)
                key = pattern.pattern if pattern else ":"
                node = node.dynamic.setdefault(key, (pattern, _Node()))[1]
            else:
                node = node.literals.setdefault(part.casefold(), _Node())
        node.ends.append(rank)


def _common_prefix(paths: list[list[str]]) -> str:
    """Return the written segments that nine routes of ten begin with."""
    prefix = ""
    depth = 0
    while len(paths) >= _FEWEST:
        firsts = Counter(path[depth] for path in paths if len(path) > depth)
        segment, number = max(firsts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        if number * 10 < len(paths) * 9 or any(mark in segment for mark in ":*("):
            break
        prefix += f"/{segment}"
        paths = [path for path in paths if len(path) > depth and path[depth] == segment]
        depth += 1
    return prefix


def _segments(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _matches(node: _Node, segments: list[str], depth: int) -> Iterator[int]:
    if depth < len(segments) or depth == 0:
        yield from node.rest
    if depth == len(segments):
        yield from node.ends
        return
    part = segments[depth]
    if part != UNKNOWN and (child := node.literals.get(part.casefold())) is not None:
        yield from _matches(child, segments, depth + 1)
    for pattern, following in node.dynamic.values():
        if part == UNKNOWN or pattern is None or pattern.fullmatch(part):
            yield from _matches(following, segments, depth + 1)


def _variants(path: str) -> Iterator[str]:
    """Spell out the optional parts: ``/a/:id?`` and ``/a{/:id}`` are two paths each."""
    if brace := re.search(r"\{([^{}]*)\}", path):
        head, tail = path[: brace.start()], path[brace.end() :]
        yield from _variants(head + tail)
        yield from _variants(head + brace.group(1) + tail)
        return
    parts = _segments(path)
    for place, part in enumerate(parts):
        if part.endswith("?") and part.startswith(":"):
            yield from _variants("/" + "/".join(parts[:place] + parts[place + 1 :]))
            yield from _variants("/" + "/".join([*parts[:place], part[:-1], *parts[place + 1 :]]))
            return
    yield path


def _segment_pattern(part: str) -> re.Pattern[str] | None:
    """Return the pattern of one dynamic segment, or None where any text will do."""
    if re.fullmatch(r":\w+", part):
        return None
    return _compiled(_translated(part))


def _whole_pattern(segments: list[str]) -> re.Pattern[str]:
    text = "".join(r"/.*" if _WILDCARD.match(part) else "/" + _translated(part) for part in segments)
    return _compiled(text)


def _translated(part: str) -> str:
    pieces: list[str] = []
    place = 0
    for found in _PARAMETER.finditer(part):
        pieces.append(_literal(part[place : found.start()]))
        own = found.group(2)
        pieces.append(f"(?:{own[1:-1]}|{_PLACEHOLDER})" if own and _is_valid(own) else "[^/]+?")
        place = found.end()
    pieces.append(_literal(part[place:]))
    return "".join(pieces)


def _literal(text: str) -> str:
    if text.startswith("(") and _is_valid(text):
        return text
    return ".*".join(re.escape(piece) for piece in text.split("*"))


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _is_valid(text: str) -> bool:
    """Tell whether JavaScript's pattern is also one of Python's; if not, any text is let through."""
    try:
        re.compile(text)
    except re.error:
        return False
    return True
