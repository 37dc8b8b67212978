"""What schema a dump was taken from, as far as it says so."""

from __future__ import annotations

import re

_HEAD = 200_000
SYSTEM = frozenset({"mysql", "sys", "information_schema", "performance_schema"})
_PATTERNS = (
    re.compile(r"^[ \t]*USE[ \t]+(?:`((?:[^`\n]|``)+)`|([\w$]+))[ \t]*;", re.IGNORECASE | re.MULTILINE),
    re.compile(
        r"^[ \t]*CREATE[ \t]+(?:DATABASE|SCHEMA)\b[^`;\n]*?(?:`((?:[^`\n]|``)+)`|\bEXISTS[ \t]+([\w$]+)|([\w$]+)[ \t]*;)",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(r"^--[ \t]+Database:[ \t]+(?:`((?:[^`\n]|``)+)`|([\w$]+))[ \t]*$", re.MULTILINE),
    re.compile(r"^--[ \t]+Host:.*[ \t]Database:[ \t]+([\w$]+)[ \t]*$", re.MULTILINE),
)


def schema_names(dump: str) -> tuple[str, ...]:
    """Return the schemas that the dump names, sorted: by USE, by CREATE DATABASE, or in what its writer says above it.

    The first of these that says anything decides.
    """
    head = dump[:_HEAD]
    for pattern in _PATTERNS:
        found = {
            next(group for group in match.groups() if group).replace("``", "`")
            for match in pattern.finditer(head)
        }
        found = {name for name in found if name.lower() not in SYSTEM}
        if found:
            return tuple(sorted(found))
    return ()
