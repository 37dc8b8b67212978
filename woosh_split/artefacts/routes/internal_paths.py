"""Paths below ``/_internal`` are between services: whoever stands in front of them answers 404 for each of their spellings."""

from __future__ import annotations

import re
from posixpath import normpath
from urllib.parse import unquote

_INTERNAL = re.compile(r"/+_internal(?:[/;?]|$)", re.IGNORECASE)


def is_internal(path: str) -> bool:
    """Whether a path (without its query) leads to what is between services, in any spelling that the gateway takes for it."""
    plain = unquote(path).replace("\\", "/")
    return any(_INTERNAL.match(each) for each in (plain, normpath(f"/{plain.lstrip('/')}")))
