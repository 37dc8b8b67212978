"""Reads pickles of our own values and nothing else: a cache may lie in a repository that a stranger wrote.

A pickle is a program that may call whatever it names. Here it may name only classes that hold values, and only ours:
data classes, named tuples and enumerations, none of which does anything when it is made.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

_ROOMS = ("woosh_split.model.", "woosh_split.sources.", "woosh_split.sql.", "woosh_split.check.")
"""Where kept values have their classes; importing any of these modules does nothing but define."""

_known: dict[tuple[str, str], type[Any]] = {}


def unpickled(blob: bytes | None) -> Any:
    """Return what a blob holds; one that is damaged, or names anything but our values, holds nothing."""
    if blob is None:
        return None
    try:
        return _Unpickler(io.BytesIO(blob)).load()
    except Exception:  # bytes that are not ours may fail in any way
        return None


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type[Any]:
        """Return a class of values.

        Raises:
            pickle.UnpicklingError: it is none.
        """
        found = _known.get((module, name))
        if found is None:
            found = _known[module, name] = self._class(module, name)
        return found

    def _class(self, module: str, name: str) -> type[Any]:
        # A dotted name would lead on to what a module imported, or to a method.
        if module.startswith(_ROOMS) and "__" not in module and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and _holds_values(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no class of kept values")


def _holds_values(kind: type[Any]) -> bool:
    return (
        is_dataclass(kind) or issubclass(kind, Enum) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
    )
