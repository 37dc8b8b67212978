"""What RE2 cannot read: Envoy and Traefik compile their expressions with it, or with Go's, which is the same language."""

from __future__ import annotations

import re

from woosh_split.model.routing import RouteEntry

_LACKS = re.compile(r"\(\?(?:[=!>(]|<[=!]|P=)|\\[1-9ZUN]|\\k<|[*+?}]\+|\{\d*,?\d{4,}")


def re2_lacks(entry: RouteEntry) -> str:
    """Return what of a route RE2 does not know, empty where it reads all of it."""
    for segment in entry.segments:
        if segment.pattern is not None and _LACKS.search(segment.pattern):
            return f"RE2 does not know the pattern {segment.pattern}"
    return ""
