"""Keys that tell values apart which are made of others, and may hold themselves."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from woosh_split.sources.code.typescript.root import Value

MAX_KEY_DEPTH = 8
"""How deep values are told apart: nothing that is handed to a function is read deeper than this."""
MAX_KEY_PARTS = 1_000
"""Of about so many parts a key is made: lists that hold each other many times over would never be through."""


class _UnderWay:
    """The values whose keys are being put together, outermost first, and how many parts the outermost one has so far."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.parts = 0


_UNDER_WAY = _UnderWay()


def key_of_parts(whole: Value, parts: Sequence[Value]) -> Hashable:
    """Return the keys of what a value is made of.

    A value that is met again within itself is told by how far above it stands; what lies deeper than the code that looks, or
    beyond so many parts, is left out.
    """
    around = _UNDER_WAY.values
    if not around:
        _UNDER_WAY.parts = 0
    elif len(around) > MAX_KEY_DEPTH or _UNDER_WAY.parts > MAX_KEY_PARTS:
        return "..."
    else:
        for above, each in enumerate(reversed(around)):
            if each is whole:
                return ("within", above)
    _UNDER_WAY.parts += 1 + len(parts)
    around.append(whole)
    try:
        return tuple([each.key() for each in parts])
    finally:
        around.pop()
