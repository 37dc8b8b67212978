"""Names as they stand in the bytes to texts: equal names of all files are one text in memory."""

from __future__ import annotations

from sys import intern

_MOST = 200_000
"""Names kept: a table for a tree of any size, and no leak in a process that reads many."""


class _Names(dict[bytes, str]):
    """A name is decoded when it is met for the first time; after that it is one look-up."""

    def __missing__(self, name: bytes) -> str:
        if len(self) >= _MOST:
            self.clear()
        text = self[name] = intern(name.decode("utf-8", "replace"))
        return text


NAMES = _Names()
