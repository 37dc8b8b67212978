"""From an address with holes to the contract's path, or to the reason why it cannot be told.

Rules for a hole in the path:

- In a segment it makes that segment ``:param``.
- What follows ``?``, ``#`` or ``&`` is no path (``&``: a query that was put together in pieces).
- Glued behind a segment and named like a query (``query``, ``params``, ``queryString``, ...) it is the query.
- Where it may hold a whole path (``$baseUrl$path``, ``$baseUrl/$endpoint``) the caller, or a subclass, decides.
"""

from __future__ import annotations

import re
from typing import Protocol

from woosh_split.records import dataclass
from woosh_split.sources.client.flutter.values import Hole, Text, split_origin
from woosh_split.sources.client.routing import UNKNOWN

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_QUERY_WORDS = frozenset(
    {"query", "queries", "params", "qs", "querystring", "search", "filter", "filters", "pagination"}
)
_PATH_WORDS = frozenset(
    {"path", "endpoint", "url", "uri", "route", "api", "link", "href", "address", "end", "point"}
)
_WHOLE_WORDS = frozenset({"url", "uri", "endpoint", "link"})
_BASE_WORDS = frozenset({"base", "url", "uri", "host", "server", "origin", "domain"})
_RESOURCE_WORDS = frozenset(
    {"resource", "collection", "entity", "controller", "module", "service", "section", "table", "prefix", "suffix",
     "name", "action", "segment", "base", "method", "command", "location", "subpath", "part"}
)  # fmt: skip
_SENDS = re.compile(
    r"_*(get|post|put|patch|delete|request|fetch|send|call)(data|request|http|api|json|response)?", re.I
)
_TEMPLATE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Known:
    """The path of the address.

    ``hosted`` is set where it follows a base URL of the environment, which may end with a path of its own.
    """

    path: str
    hosted: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Whoever fills the hole decides; ``fallback`` is the path if nobody does, ``likely`` what a host would make it."""

    hole: Hole
    fallback: str | None
    reason: str
    likely: str | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """The address cannot be told from the code; ``likely`` is its path if what is unknown is a host.

    ``asked`` is the name in the code of what would have to be known.
    """

    reason: str
    likely: str | None = None
    asked: str = ""


Answer = Known | Open | Lost
_INNER = re.compile(r"^.*/https?:/+[^/]+")
"""What stands before the path of a whole address that was put behind a base: code asks first whether it is a whole one."""


class Filled(Protocol):
    """Tells whether some caller passes a written text for a hole.

    With ``segments`` one that holds a slash, with ``sending`` to a function whose name says that it does nothing but send.
    """

    def __call__(self, hole: Hole, *, segments: bool = False, sending: bool = False) -> bool:
        """Look at the arguments of all calls in the project."""
        ...


def path_of(address: Text, is_filled: Filled) -> Answer:
    """Return the path of an address."""
    origin, rest = split_origin(address)
    parts = list(rest.parts)
    if (hole := _behind_scheme(origin)) is not None:
        return _unknown_start(hole, [*origin.parts[1:], *parts], is_filled)
    if not origin.parts and parts and isinstance(parts[0], Hole):
        return _unknown_start(parts[0], parts, is_filled)
    if not origin.parts and parts and isinstance(parts[0], str):
        parts[0] = _without_bare_host(parts[0])
    answer = _read(parts, bool(origin.parts), is_filled)
    hosted = bool(origin.parts) and isinstance(origin.parts[0], Hole)
    return Known(_INNER.sub("", answer.path) or "/", hosted) if isinstance(answer, Known) else answer


def lost_at_start(path: Text) -> Lost | None:
    """Return the reason where what a path behind a base begins with is wanted and unknown: more than one segment of it."""
    first = path.parts[0] if path.parts else ""
    if not isinstance(first, Hole) or first.kind != "unknown" or not first.wanted:
        return None
    return Lost(f"the path ({_called(first)}) is only known when the app runs")


def begins_with_base(address: Text) -> bool:
    """Tell whether an address begins with what its name says is a base URL (``${base}orders``): nothing stands before it."""
    first = address.parts[0] if len(address.parts) > 1 else ""
    return isinstance(first, Hole) and bool(words_of(first.role or first.name) & _BASE_WORDS)


def _behind_scheme(origin: Text) -> Hole | None:
    """Return what stands for the host if its name says that it is more: ``https://$url``, as a person typed it in."""
    begin, hole = (*origin.parts, "", "")[:2]
    if not isinstance(hole, Hole) or not isinstance(begin, str) or not begin.endswith("://"):
        return None
    return hole if hole.kind != "setting" and words_of(f"{hole.role} {hole.name}") & _WHOLE_WORDS else None


def _unknown_start(hole: Hole, parts: list[str | Hole], is_filled: Filled) -> Answer:
    whole = len(parts) == 1
    wanted = "the whole address" if whole else "the base of the address"
    if hole.kind == "setting":
        return _read(parts[1:], True, is_filled)
    behind = _read(parts[1:], True, is_filled) if not whole else None
    likely = behind.path if isinstance(behind, Known) else None
    if hole.kind in ("parameter", "member"):
        reason = f"{wanted} is `{hole.name}`, and no caller gives it a text that is known"
        return Open(hole, None, reason, likely)
    reason = f"{wanted} ({_called(hole)}) is only known when the app runs"
    if isinstance(behind, Open):
        return Open(behind.hole, None, reason, behind.fallback)
    return Lost(reason, likely, hole.name)


def _called(hole: Hole) -> str:
    return f"`{hole.name}`" if hole.name else "an expression"


def _without_bare_host(start: str) -> str:
    """Leave out a host that is written without a scheme: ``10.0.2.2:3000/api`` or ``//host/api``."""
    if start.startswith("//"):
        end = start.find("/", 2)
        return start[end:] if end >= 0 else ""
    head, slash, tail = start.partition("/")
    name, _, port = head.partition(":")
    if slash and name and (port.isdigit() or (name.count(".") == 3 and name.replace(".", "").isdigit())):
        return "/" + tail
    return start


def _read(parts: list[str | Hole], has_origin: bool, is_filled: Filled) -> Answer:
    path = ""
    held: Open | None = None
    for place, part in enumerate(parts):
        if isinstance(part, str):
            cut = min((at for at in map(part.find, "?#&") if at >= 0), default=-1)
            if cut >= 0:
                path += part[:cut]
                break
            path += part
            continue
        following = parts[place + 1] if place + 1 < len(parts) else ""
        if is_query(part) and _ends_segment(path, following):
            break
        answer = _of_hole(part, path, following, has_origin, is_filled)
        if isinstance(answer, Lost):
            return answer
        if isinstance(answer, Open) and held is None:
            held = answer
        path += UNKNOWN if not answer or isinstance(answer, Open) else ""
    tidy = tidied(path)
    if held is not None:
        return Open(held.hole, tidy if held.fallback is not None else None, held.reason)
    return Known(tidy)


def _ends_segment(path: str, following: str | Hole) -> bool:
    after = isinstance(following, Hole) or following == "" or following.startswith(("?", "&", "#"))
    return after and bool(path) and not path.endswith("/")


def _of_hole(
    hole: Hole, path: str, following: str | Hole, has_origin: bool, is_filled: Filled
) -> Open | Lost | None:
    """Judge one hole: None where it is a plain part of a segment."""
    if hole.kind == "setting":
        return None
    segments = [part for part in path.split("/") if part]
    glued = bool(path) and not path.endswith("/")
    starts = not path or not segments
    words = words_of(hole.role or hole.name)
    pathlike = bool(words & _PATH_WORDS) and not words & {"id", "ids"}
    whole = bool(words) and (words <= _PATH_WORDS or _is_address(hole.role or hole.name))
    reason = f"the path comes from `{hole.name}`, and no caller gives it a text that is known"
    if hole.many:
        if hole.kind in ("parameter", "member"):
            return Open(hole, None, reason)
        return Lost(f"how many segments {_called(hole)} has is only known when the app runs")
    if hole.kind in ("parameter", "member"):
        if (glued and (pathlike or hole.wanted)) or (not path and has_origin):
            return Open(hole, None, reason)
        if glued and not pathlike:
            passed = _ends(following) and (is_filled(hole) or is_filled(hole, segments=True))
            by_class = hole.kind == "member"  # `/v3$base/$id`: the class of the object decides
            return Open(hole, "", reason) if passed or by_class else None
        if whole and _ends(following):
            return Open(hole, None, reason)
        if hole.kind == "member" and (starts or pathlike or words & _RESOURCE_WORDS):
            return Open(hole, "", reason)
        if (pathlike or starts or words & _RESOURCE_WORDS) and is_filled(hole):
            return Open(hole, None if pathlike and starts else "", reason)
        if pathlike and starts:
            return Open(hole, None, reason)
        passed = is_filled(hole, segments=True) or is_filled(hole, sending=True)
        if hole.kind == "parameter" and _ends(following) and passed:
            return Open(hole, "", reason)  # get('orders/$id'), whatever the parameter is called
        return None
    if hole.wanted and (glued or starts):
        return Lost(f"the path ({_called(hole)}) is only known when the app runs")
    if (whole and _ends(following)) or (not path and has_origin):
        return Lost(f"the path ({_called(hole)}) is only known when the app runs")
    return None


def _ends(following: str | Hole) -> bool:
    return isinstance(following, str) and (following == "" or following.startswith(("?", "#")))


def is_sending(function: str) -> bool:
    """Tell a wrapper by its name: ``get``, ``postData``; ``getUser`` asks for something of its own."""
    return _SENDS.fullmatch(function) is not None


def is_query(hole: Hole) -> bool:
    """Tell whether a hole's name says that it holds a query string."""
    words = words_of(hole.role or hole.name)
    return bool(words & _QUERY_WORDS) or "querystring" in (hole.role or hole.name).lower()


def _is_address(name: str) -> bool:
    """Tell ``uploadUrl``, which holds a whole address, from ``filePath``, which may be one segment."""
    return name.lower().endswith(("url", "uri", "endpoint", "href"))


def words_of(name: str) -> set[str]:
    """Return the words that a name is made of, in lower case."""
    return {word.lower() for word in _WORD.findall(name)}


def tidied(path: str) -> str:
    """Return the contract's form: one slash between segments, none at the end, ``:param`` for unknown segments."""
    segments = []
    for segment in path.split("/"):
        if segment:
            dynamic = UNKNOWN in segment or _TEMPLATE.search(segment)
            segments.append(UNKNOWN if dynamic else segment)
    return "/" + "/".join(segments)
