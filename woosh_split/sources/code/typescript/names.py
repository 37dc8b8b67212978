"""Names as they stand in the bytes to what a summary holds of them: equal ones of all files are one object in memory."""

from __future__ import annotations

from sys import intern
from typing import Any

_MOST = 200_000
"""Names kept: a table for a tree of any size, and no leak in a process that reads many."""


class _Names(dict[bytes, str]):
    """A name is decoded when it is met for the first time; after that it is one look-up."""

    def __missing__(self, name: bytes) -> str:
        if len(self) >= _MOST:
            self.clear()
        text = self[name] = intern(name.decode("utf-8", "replace"))
        return text


class _Wrapped(dict[bytes, tuple[Any, ...]]):
    """The tuple around a name: ``(tag, name, *rest)``."""

    def __init__(self, tag: str, *rest: Any) -> None:
        super().__init__()
        self._tag, self._rest = tag, rest

    def __missing__(self, name: bytes) -> tuple[Any, ...]:
        if len(self) >= _MOST:
            self.clear()
        found = self[name] = (self._tag, NAMES[name], *self._rest)
        return found


NAMES = _Names()
IDENTIFIERS = _Wrapped("id")
"""The expression ``(id, name)``."""
REFERENCES = _Wrapped("ref", ())
"""The type ``(ref, name, ())``."""
