"""Addresses that are no hazard although they name this machine: of browsers that are let in, and of other servers."""

from __future__ import annotations

import re
from typing import Any

_ORIGINS = re.compile(r"cors|origins?$|white_?list|allow_?list", re.I)
_PORT = re.compile(r"https?://[^\s/:'\"`]+:(\d+)")
_OTHER_SERVERS = frozenset(
    {"4566", "5601", "6333", "7700", "8108", "8983", "9200", "9300", "11434"}
)  # fmt: skip
"""Ports that search engines, clouds in a box and the like are known by: LocalStack to Ollama."""


def names_origins(name: str) -> bool:
    """Tell a name that says whose pages may ask: ``CORS_ORIGINS``, ``allowedOrigins``."""
    return bool(_ORIGINS.search(name))


def is_another_server(url: str) -> bool:
    """Tell the address of a server that is not the monolith by its well-known port."""
    match = _PORT.search(url)
    return match is not None and match[1] in _OTHER_SERVERS


def lets_browsers_in(node: tuple[Any, ...]) -> bool:
    """Tell an expression that gives a setting of allowed origins its value, or a default."""
    tag, size = node[0], len(node)
    if size == 2 and isinstance(tag, str) and isinstance(node[1], tuple):
        return names_origins(tag)  # a property of an object
    if tag == "let" and size == 4:
        return isinstance(node[1], str) and names_origins(node[1])
    if tag == "set" and size == 4:
        return _ends_so(node[1])
    if tag == "or" and size == 3:
        return _ends_so(node[1])
    if tag == "call" and size == 5:
        return any(_ends_so(each) for each in node[2])
    return False


def _ends_so(node: Any) -> bool:
    """Tell a name, a member, a text or a call with one that names origins: ``process.env.CORS_ORIGIN``."""
    if not isinstance(node, tuple) or not node:
        return False
    if node[0] in ("id", "str", "mem") and isinstance(node[-1], str):
        return names_origins(node[-1])
    if node[0] == "idx" and len(node) == 3:
        return _ends_so(node[2])
    if node[0] == "call" and len(node) == 5:
        return any(_ends_so(each) for each in node[2])
    return False
