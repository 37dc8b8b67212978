"""Routes that sign people in, as their paths tell: ``POST /auth/login``, ``/sign-in``, ``/authenticate``."""

from __future__ import annotations

import re

from woosh_split.model.code import Route

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SIGN_IN = frozenset({"login", "signin", "logon", "authenticate"})


def signs_in(route: Route) -> bool:
    """Tell a route whose last segment says so, in one word or in two."""
    segment = route.path.rstrip("/").rpartition("/")[2]
    parts = [word.lower() for word in _WORD.findall(segment)]
    return route.method == "POST" and not _SIGN_IN.isdisjoint([*parts, "".join(parts)])
