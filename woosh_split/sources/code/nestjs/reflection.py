"""Where code asks for the metadata that decorators left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.summary import Expr

REFLECTOR = frozenset({"get", "getAll", "getAllAndOverride", "getAllAndMerge"})
"""Methods of Nest's ``Reflector``."""


def asked_keys(node: Any, readers: frozenset[str] = REFLECTOR) -> Iterator[Expr]:
    """Yield the keys that code asks for: the first arguments of ``reflector.get(...)`` and its siblings."""
    for each in nodes(node):
        if len(each) == 5 and each[0] == "call" and each[1][0] == "mem" and each[1][2] in readers and each[2]:
            yield each[2][0]
