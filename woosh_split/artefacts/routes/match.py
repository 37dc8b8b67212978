"""Who answers a request: the table compiled to a trie that answers as the monolith's own router does.

Express takes the first route in order of registration whose method and path match; it compares the path as it was sent,
undecoded, so that ``%6de`` is not ``me``, two slashes are not one and ``..`` is a segment like any other. Fastify decodes
first and takes the most special route: a literal before a parameter with a pattern, before a parameter, before a wildcard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from woosh_split.artefacts.routes.pattern import compiled
from woosh_split.model.routing import LITERAL, WILDCARD, RouteEntry, Router, RoutingTable, Segment

ALL = "ALL"
FASTIFY = "fastify"
_NEVER = 1 << 60
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_RESERVED = frozenset(b"#$&+,/:;=?@%")
"""What Fastify leaves encoded in a path."""


@dataclass(slots=True)
class _Node:
    """One position in the trie. ``least`` is the first rank in or below it."""

    literals: dict[str, _Node] = field(default_factory=dict)
    dynamic: dict[str, tuple[re.Pattern[str] | None, _Node]] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)
    rests: list[tuple[re.Pattern[str] | None, int]] = field(default_factory=list)
    least: int = _NEVER


class Matcher:
    """The routes of a table, ready to answer."""

    __slots__ = ("_fold", "_root", "entries", "router")

    def __init__(self, table: RoutingTable) -> None:
        self.router = table.router
        self.entries = tuple(
            sorted((each for each in table.routes if each.meets_requests), key=lambda each: each.order)
        )
        self._fold = not table.router.case_sensitive
        self._root = _Node()
        for rank, entry in enumerate(self.entries):
            self._insert(self._root, entry.segments, rank)

    def find(self, method: str, target: str, headers: Mapping[str, str] | None = None) -> RouteEntry | None:
        """Return the route that answers a request, None where no route does and the monolith says so.

        ``target`` is the request's, as it was sent; ``headers`` tell the version where the router asks for one.
        """
        path = path_of(target)
        version = version_of(headers or {}, self.router)
        best = _NEVER
        for each in self._spellings(path):
            if self.router.engine == FASTIFY:
                best = self._most_special(self._root, each, 0, method, version)
            else:
                best = self._first(self._root, each, 0, method, version, best)
        return None if best == _NEVER else self.entries[best]

    def _spellings(self, path: str) -> Iterator[_Path]:
        """Yield the path, and the path without its last slash where that makes no difference.

        Fastify takes the slash off before it compares, so that ``/files/*`` does not take ``/files/`` then.
        """
        text = decoded_path(path) if self.router.engine == FASTIFY else path
        if text is None or not text.startswith("/"):
            return
        if self.router.engine == FASTIFY:
            bare = not self.router.strict_slash and len(text) > 1 and text.endswith("/")
            yield _Path.of(text[:-1] if bare else text, self._fold)
            return
        yield _Path.of(text, self._fold)
        if not self.router.strict_slash and len(text) > 2 and text.endswith("/"):
            yield _Path.of(text[:-1], self._fold)

    def _insert(self, node: _Node, segments: tuple[Segment, ...], rank: int) -> None:
        node.least = min(node.least, rank)
        if not segments:
            if rank not in node.ends:
                node.ends.append(rank)
            return
        segment, following = segments[0], segments[1:]
        if segment.optional:
            self._insert(node, following, rank)
        pattern = None if segment.pattern is None else compiled(segment.pattern, not self._fold)
        if segment.kind == WILDCARD:
            node.rests.append((pattern, rank))
            return
        if segment.kind == LITERAL:
            text = _folded(segment.text) if self._fold else segment.text
            child = node.literals.setdefault(text, _Node())
        else:
            child = node.dynamic.setdefault(segment.pattern or "", (pattern, _Node()))[1]
        self._insert(child, following, rank)

    def _first(
        self, node: _Node, path: _Path, depth: int, method: str, version: str | None, best: int
    ) -> int:
        """Return the lowest rank that answers, or ``best`` where none is lower."""
        if node.least >= best:
            return best
        for pattern, rank in node.rests:
            if rank < best and path.leaves(depth, pattern) and self._serves(rank, method, version):
                best = rank
        if depth == len(path.parts):
            # A strict router keeps its slash: `/:id?` takes the empty path then, and not `/`.
            bare = not depth and self.router.strict_slash
            for rank in node.ends:
                if (
                    rank < best
                    and self._serves(rank, method, version)
                    and not (bare and self.entries[rank].segments)
                ):
                    best = rank
            return best
        literal = node.literals.get(path.folded[depth])
        if literal is not None:
            best = self._first(literal, path, depth + 1, method, version, best)
        part = path.parts[depth]
        for pattern, child in node.dynamic.values():
            if child.least < best and part and (pattern is None or pattern.fullmatch(part)):
                best = self._first(child, path, depth + 1, method, version, best)
        return best

    def _most_special(self, node: _Node, path: _Path, depth: int, method: str, version: str | None) -> int:
        """Return the rank that is found where literals come first, wildcards last."""
        if depth == len(path.parts):
            found = [rank for rank in node.ends if self._serves(rank, method, version)]
            if found:
                return min(found)
        else:
            literal = node.literals.get(path.folded[depth])
            part = path.parts[depth]
            children = [] if literal is None else [literal]
            for strict in (True, False):
                children += [
                    child
                    for pattern, child in node.dynamic.values()
                    if part
                    and (pattern is not None) is strict
                    and (pattern is None or pattern.fullmatch(part))
                ]
            for child in children:
                rank = self._most_special(child, path, depth + 1, method, version)
                if rank != _NEVER:
                    return rank
        rests = [
            rank
            for pattern, rank in node.rests
            if path.leaves(depth, pattern) and self._serves(rank, method, version)
        ]
        return min(rests, default=_NEVER)

    def _serves(self, rank: int, method: str, version: str | None) -> bool:
        entry = self.entries[rank]
        return serves_method(entry, method) and serves_version(entry, version, self.router)


@dataclass(frozen=True, slots=True)
class _Path:
    """A path in its parts; the root has none. ``folded`` are the parts as literals are compared with them."""

    text: str
    parts: list[str]
    folded: list[str]

    @classmethod
    def of(cls, text: str, fold: bool) -> _Path:
        parts = [] if text == "/" else text[1:].split("/")
        return cls(text, parts, [_folded(part) for part in parts] if fold else parts)

    def leaves(self, depth: int, pattern: re.Pattern[str] | None) -> bool:
        """Whether something may be left behind the slash at a depth, and meets the pattern."""
        if depth >= len(self.parts) and depth:
            return False
        return pattern is None or pattern.fullmatch("/".join(self.parts[depth:])) is not None


def path_of(target: str) -> str:
    """Return the path of a request target; an absolute one's host is no part of it."""
    path = target.split("?", 1)[0].split("#", 1)[0]
    if path.startswith("/") or "://" not in path:
        return path
    slash = path.find("/", path.index("://") + 3)
    return path[slash:] if slash >= 0 else "/"


def serves_method(entry: RouteEntry, method: str) -> bool:
    """Whether a route answers a method: GET answers HEAD as well, ALL every method."""
    return method in entry.methods or ALL in entry.methods or (method == "HEAD" and "GET" in entry.methods)


def serves_version(entry: RouteEntry, version: str | None, router: Router) -> bool:
    """Whether a route answers a version; one without versions answers all of them."""
    return not entry.versions or router.version_header is None or version in entry.versions


def version_of(headers: Mapping[str, str], router: Router) -> str | None:
    """Return the version that a request's headers ask for."""
    if router.version_header is None:
        return None
    wanted = router.version_header.lower()
    return next((value.strip() for name, value in headers.items() if name.lower() == wanted), None)


def decoded_path(path: str) -> str | None:
    """Return a path as Fastify compares it: decoded but for reserved characters, None where it is not UTF-8."""

    def decoded(found: re.Match[str]) -> str:
        data = bytes.fromhex(found[0].replace("%", ""))
        text = ""
        run = bytearray()
        for byte in data:
            if byte in _RESERVED:
                text += run.decode() + f"%{byte:02X}"
                run.clear()
            else:
                run.append(byte)
        return text + run.decode()

    try:
        text = _ESCAPES.sub(decoded, path)
    except UnicodeDecodeError:
        return None
    return None if re.search(r"%(?![0-9A-Fa-f]{2})", text) else text


_UPPER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _folded(text: str) -> str:
    """Return a text with ASCII's capitals made small: paths are ASCII as they are sent."""
    return text.translate(_UPPER)
