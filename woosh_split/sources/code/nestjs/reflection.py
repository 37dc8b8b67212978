"""Where code asks for the metadata that decorators left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from woosh_split.sources.code.typescript.summary import Expr

REFLECTOR = frozenset({"get", "getAll", "getAllAndOverride", "getAllAndMerge"})
"""Methods of Nest's ``Reflector``."""


def asked_keys(node: Any, readers: frozenset[str] = REFLECTOR) -> Iterator[Expr]:
    """Yield the keys that code asks for: the first arguments of ``reflector.get(...)`` and its siblings."""
    if not isinstance(node, tuple):
        return
    if len(node) == 5 and node[0] == "call" and node[1][0] == "mem" and node[1][2] in readers and node[2]:
        yield node[2][0]
    for child in node:
        yield from asked_keys(child, readers)
