"""Where a service finds the database: its account and schema are its own, and those of the code are the monolith's."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.sources.code.typescript.addresses import FixedPart
from woosh_split.sources.code.typescript.outline import Outline

NAMES = {
    "host": "TYPEORM_HOST",
    "port": "TYPEORM_PORT",
    "user": "TYPEORM_USERNAME",
    "password": "TYPEORM_PASSWORD",
    "database": "TYPEORM_DATABASE",
    "url": "TYPEORM_URL",
}
"""The names of the environment for what the monolith's code has as a text. No cluster sets any of them by itself, as
Kubernetes does DATABASE_PORT where a service is called database."""


def where_told(content: bytes, outline: Outline) -> list[Edit]:
    """Return the edits by which a connection asks the environment for what stands in the code, and takes that without."""
    return list(_edits(content, outline.addresses))


def _edits(content: bytes, parts: Iterable[FixedPart]) -> Iterable[Edit]:
    for part in parts:
        written = content[part.start : part.end].decode("utf-8", "replace")
        asked = f"process.env['{NAMES[part.role]}'] || {written or part.value}"
        told = f"Number({asked})" if part.role == "port" else asked
        if not written:
            told = f", port: {told}"
        why = f"a service's {part.role} of the database is what {NAMES[part.role]} says; here it stands in the code"
        yield Edit(part.start, part.end, told, why)
