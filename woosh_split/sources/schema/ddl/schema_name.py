"""What schema a dump was taken from, as far as it says so."""

from __future__ import annotations

import re

_HEAD = 200_000
SYSTEM = frozenset({"mysql", "sys", "information_schema", "performance_schema"})
_USE = re.compile(r"^[ \t]*USE[ \t]+(?:`((?:[^`\n]|``)+)`|([\w$]+))[ \t]*;", re.IGNORECASE | re.MULTILINE)
_PATTERNS = (
    _USE,
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
    return next(filter(None, (_named(dump, pattern) for pattern in _PATTERNS)), ())


def used_schemas(dump: str) -> tuple[str, ...]:
    """Return the schemas that the dump makes the present one (``USE``), sorted: tables without a schema lie in these."""
    return _named(dump, _USE)


def _named(dump: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    found = {
        next(group for group in match.groups() if group).replace("``", "`")
        for match in pattern.finditer(dump[:_HEAD])
    }
    return tuple(sorted(name for name in found if name.lower() not in SYSTEM))
