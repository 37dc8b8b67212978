"""The main file of a service: one that only listens where it is no serverless function always listens."""

from __future__ import annotations

import re

from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.sources.code.typescript.outline import Outline

_GUARDED = re.compile(rb"\bif\s*\(([^(){};]*process\.env[^(){};]*)\)\s*\{?[^{}]*?\.listen\(", re.DOTALL)


def listening(content: bytes, outline: Outline) -> list[Edit]:
    """Return the edits by which a ``listen`` that hangs on the environment is done always."""
    return [
        Edit(*match.span(1), "true", "a service always listens; the environment decided it here")
        for match in _GUARDED.finditer(content)
        if not outline.broken
    ]


def listens(content: bytes) -> bool:
    """Tell whether a main file opens a port at all."""
    return b".listen(" in content
