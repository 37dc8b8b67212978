"""What code imports from the JSON files of the monolith: statements, say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.summary import OPAQUE, Expr
from woosh_split.sources.nesting import json_of

_STATEMENT = re.compile(r"(?i)\"\s*(select|insert|update|delete|replace|with|call)\s")
_MOST_VALUES = 5_000
"""So many values of a JSON file are read; whoever has more of them keeps no statements there."""


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A JSON file, or what stands there under a name."""

    path: str
    value: Expr


def json_file(path: str, document: Mapping[str, Any], name: str) -> JsonFile | None:
    """Return what a name means that is imported from a JSON file, None where it means nothing; ``*`` and ``default`` are all of it."""
    whole = name in ("*", "default")
    if not (whole or name in document):
        return None
    left = [_MOST_VALUES]
    value = _expression(document if whole else document[name], left)
    return JsonFile(path, value) if left[0] > 0 else None


def json_text(text: str) -> Expr:
    """Return what ``JSON.parse`` makes of a text with statements in it, :data:`OPAQUE` of any other, or where that is too long."""
    if _STATEMENT.search(text) is None:
        return OPAQUE
    try:
        document = json_of(text)
    except ValueError:
        return OPAQUE
    left = [_MOST_VALUES]
    value = _expression(document, left)
    return value if left[0] > 0 else OPAQUE


def _expression(value: Any, left: list[int]) -> Expr:
    left[0] -= 1
    if left[0] <= 0:
        return OPAQUE
    if isinstance(value, dict):
        return ("obj", tuple((key, _expression(each, left)) for key, each in value.items()))
    if isinstance(value, list):
        return ("arr", tuple(_expression(each, left) for each in value))
    if isinstance(value, str):
        return ("str", value)
    return ("lit", value) if value is None or isinstance(value, bool) else ("num", str(value))
