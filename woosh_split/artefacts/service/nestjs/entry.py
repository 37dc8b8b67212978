"""The main file of a service: where the environment decides whether it listens, it always does."""

from __future__ import annotations

import re

from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.sources.code.typescript.outline import Outline

_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_ENVIRONMENT = "process.env"


def listening(content: bytes, outline: Outline) -> list[Edit]:
    """Return the edits by which a ``listen`` that hangs on the environment is done always.

    A serverless platform imports the file and calls its handler; a service is started by itself.
    """
    edits = []
    for start, end in outline.listening:
        condition = content[start:end].decode("utf-8", "replace")
        if _hangs_on_environment(condition, content.decode("utf-8", "replace")):
            edits.append(Edit(start, end, "true", f"a service always listens; here `{condition}` decided it"))
    return edits


def _hangs_on_environment(condition: str, text: str) -> bool:
    if "require.main" in condition:
        return False
    if _ENVIRONMENT in condition:
        return True
    return any(
        re.search(rf"\b(?:const|let|var)\s+{re.escape(name)}\b[^=\n]*=[^;\n]*process\.env", text)
        for name in _NAME.findall(condition)
    )


def listens(content: bytes) -> bool:
    """Tell whether a main file opens a port at all."""
    return b".listen(" in content
