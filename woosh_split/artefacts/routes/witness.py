"""Requests that show what a route takes, or what an engine does otherwise."""

from __future__ import annotations

import re

from woosh_split.artefacts.routes.match import ALL
from woosh_split.artefacts.routes.pattern import compiled
from woosh_split.model.routing import LITERAL, RouteEntry


def sample(entry: RouteEntry, router_header: str | None = None, *, value: str = "7") -> str:
    """Return a request that the route's pattern takes, as a person would type it."""
    text = ""
    for segment in entry.segments:
        if segment.kind == LITERAL:
            text += f"/{segment.text}"
        elif not segment.optional:
            text += f"/{_meeting(segment.pattern, value)}"
    method = "GET" if ALL in entry.methods else entry.methods[0]
    version = f" with {router_header}: {entry.versions[0]}" if router_header and entry.versions else ""
    return f"{method} {text or '/'}{version}"


_TEXTS = (
    "1",
    "a",
    "ab",
    "abc",
    "2027-06-30",
    "2027",
    "00000000-0000-4000-8000-000000000000",
    "a.b",
    "a-b",
    "a/b",
)


def _meeting(pattern: str | None, value: str) -> str:
    """Return a text that meets a pattern: one of a few that people use, or one of its own alternatives."""
    if pattern is None:
        return value
    expression = compiled(pattern, True)
    candidates = (value, *_TEXTS, *pattern.strip("()?:").split("|"), re.sub(r"\W+", "", pattern))
    return next((text for text in candidates if text and expression.fullmatch(text)), f"<{pattern}>")


def encoded_sample(entry: RouteEntry) -> str:
    """Return a path of the route with a letter of a literal encoded, empty where it has none."""
    path = sample(entry).split(" ", 1)[1]
    for segment in entry.segments:
        if segment.kind == LITERAL and segment.text[:1].isalpha():
            return path.replace(f"/{segment.text}", f"/%{ord(segment.text[0]):02X}{segment.text[1:]}", 1)
    return ""
