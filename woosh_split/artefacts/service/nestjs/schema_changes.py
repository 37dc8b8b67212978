"""TypeORM's changes of tables when an application starts: a service must not make them.

Its entities are a part of the whole: those of others are read models with fewer columns, and lie behind views. What it
took for a difference it would alter or drop, where its database user may; where it may not, it would not start.
"""

from __future__ import annotations

from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.sources.code.typescript.outline import Outline


def kept_from_changing(content: bytes, outline: Outline) -> list[Edit]:
    """Return the edits by which a connection that always changes tables never does."""
    return [
        Edit(each.start, each.end, "false", f"{each.option}: a service changes no tables when it starts")
        for each in outline.schema_changes
        if each.connects and content[each.start : each.end] == b"true"
    ]
