"""TypeORM's changes of tables when an application starts: a service must not make them.

Its entities are a part of the whole: those of others are read models with fewer columns, and lie behind views. What it
took for a difference it would alter or drop, where its database user may; where it may not, it would not start.
"""

from __future__ import annotations

import re

from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.sources.code.typescript.outline import Outline, SchemaChange

_OFF = frozenset({b"false", b"undefined", b"null"})
_NAMES = re.compile(rb"(?<![\w$.])[A-Za-z_$][\w$]*")
_GLOBALS = frozenset(
    b"process Boolean String Number JSON true false undefined null typeof as boolean".split()
)
_STRINGS = re.compile(rb"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")


def kept_from_changing(content: bytes, outline: Outline) -> list[Edit]:
    """Return the edits by which a connection that changes tables, always or by its environment, never does."""
    return [
        Edit(
            each.start,
            each.end,
            _never(content, each),
            f"{each.option}: a service changes no tables when it starts",
        )
        for each in outline.schema_changes
        if each.connects and content[each.start : each.end] not in _OFF
    ]


def _never(content: bytes, change: SchemaChange) -> str:
    """Return ``false``, with the old value behind it where that is the only use of a name: compilers may refuse unused ones."""
    value = content[change.start : change.end]
    around = content[: change.start] + content[change.end :]
    names = set(_NAMES.findall(_STRINGS.sub(b"", value))) - _GLOBALS
    alone = any(
        len(re.findall(rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])", around)) < 2 for name in names
    )
    return f"false && ({value.decode('utf-8', 'replace')})" if alone else "false"
