"""Getters that extensions add: by their name alone they may say what stands behind something unknown (``context.api``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from woosh_split.sources.client.flutter import ir

Added = tuple[int, ir.Class, ir.Function]
"""A getter with the extension that adds it, and the position of that one's file."""


def only_getters(files: Sequence[ir.DartFile]) -> dict[str, Added]:
    """Return the getters of extensions whose name no other getter and no field has."""
    names: Counter[str] = Counter()
    found: dict[str, Added] = {}
    for place, file in enumerate(files):
        for item in file.classes:
            names.update(entry.name for entry in item.fields)
            for code in item.methods:
                if code.kind == "getter" and code.body is not None:
                    names[code.name] += 1
                    if item.kind == "extension":
                        found[code.name] = (place, item, code)
    return {name: added for name, added in found.items() if names[name] == 1}
