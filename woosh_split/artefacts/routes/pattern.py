"""The pattern of one route as a regular expression, which JavaScript, PCRE, RE2 and Python read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from woosh_split.model.routing import LITERAL, WILDCARD, RouteEntry, Router, RoutingTable, Segment

_ANY = "[^/]+"
_NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z_])")
_NAMED = re.compile(r"\(\?P?<[A-Za-z_]\w*>")
_CODE = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})")
_SPECIAL = re.compile(r"[.^$*+?()\[\]{}|\\]")


def pattern_of(segments: Iterable[Segment], router: Router) -> str:
    """Return the expression that a whole path must meet; letters' case is left to the one who asks.

    A Fastify that ignores last slashes takes one off before it compares: what a wildcard takes is never nothing then.
    """
    bare = router.engine == "fastify" and not router.strict_slash
    text = ""
    for segment in segments:
        if segment.kind == LITERAL:
            piece = quoted(segment.text)
        elif segment.kind == WILDCARD:
            piece = f"(?:{segment.pattern})" if segment.pattern else ".+" if bare else ".*"
        else:
            piece = f"(?:{segment.pattern})" if segment.pattern else _ANY
        text += f"(?:/{piece})?" if segment.optional else f"/{piece}"
    if not text:
        return "/" if router.strict_slash else "//?" if bare else "/?"
    return text if router.strict_slash else f"{text}/?"


def unread_patterns(table: RoutingTable) -> Iterator[tuple[RouteEntry, str]]:
    """Yield the routes with a pattern that is no regular expression, or one that JavaScript alone reads, and why."""
    for entry in table.routes:
        for segment in entry.segments:
            if segment.pattern is not None:
                try:
                    compiled(segment.pattern, True)
                except re.error as error:
                    yield entry, str(error)
                    break


def quoted(text: str) -> str:
    """Return a text as a regular expression that means itself, in every dialect."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def spelled(text: str) -> str:
    """Return an expression for a text whose every character may be encoded; it is to be compared without case.

    To decode a path first is no way: what has a malformed encoding somewhere else in it is not decoded at all.
    """
    return "".join(f"(?:{char}|%{ord(char):02x}|%{ord(char.upper()):02x})" for char in text)


def unnamed(pattern: str) -> str:
    """Return a pattern for engines: groups without names and characters by two digits, as every dialect spells them."""
    return _CODE.sub(_by_two_digits, _NAMED.sub("(?:", pattern))


def _by_two_digits(found: re.Match[str]) -> str:
    """Return an escape; beyond ASCII there is nothing in a path, and a range up to there ends with ASCII."""
    return found[0] if found[1] is None else f"\\x{min(int(found[1], 16), 0x7F):02x}"


@cache
def compiled(pattern: str, case_sensitive: bool) -> re.Pattern[str]:
    """Return a pattern as Python runs it.

    Raises:
        re.error: it is none, or JavaScript means something by it that Python does not know.
    """
    flags = re.ASCII | re.DOTALL | (0 if case_sensitive else re.IGNORECASE)
    return re.compile(_NAMED_GROUP.sub("(?P<", pattern), flags)
