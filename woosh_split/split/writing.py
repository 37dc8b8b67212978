"""New values as YAML text: names as they are where YAML reads them so, quoted elsewhere."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

Value = Any
"""A text, a date, None, a list or a mapping of these."""


class OneLine(dict[str, Value]):
    """A mapping that is written on one line wherever it stands."""


class Noted(dict[str, Value]):
    """A mapping with a comment behind it, where it has a line of its own."""

    def __init__(self, values: dict[str, Value], note: str) -> None:
        super().__init__(values)
        self.note = "".join(
            each if each.isprintable() else each.encode("unicode_escape").decode() for each in note
        )


_PLAIN = re.compile(r"[A-Za-z_/.](?:[\w./$@+>-]|:(?=[\w/]))*", re.ASCII)
_NUMBERED = re.compile(r"[0-9]+[a-z]?-[a-z][a-z0-9-]*|(?=[0-9a-f]*[abcdf])[0-9a-f]{8}")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan", ".", "..."}


def scalar(value: str | date | None) -> str:
    """Return a single value as it stands in a file; what YAML would take for something else is quoted."""
    if value is None:
        return "null"
    if isinstance(value, date):
        return value.isoformat()
    plain = (_PLAIN.fullmatch(value) and value.lower() not in _WORDS) or _NUMBERED.fullmatch(value)
    if (plain and not re.match(r"[.]\d", value)) or value == ".":
        return value
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return _escaped(value)


def _escaped(value: str) -> str:
    """Return a text in double quotes; JSON would name a character beyond the first 65,536 by two, which YAML refuses."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(
        each if each.isprintable() else f"\\U{ord(each):08x}" if ord(each) > 0xFFFF else f"\\u{ord(each):04x}"
        for each in text
    )


def flow(value: Value) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


def _comment(value: Value) -> str:
    return f"  # {value.note}" if isinstance(value, Noted) and value.note else ""


def block(value: Value, indent: int) -> list[str]:
    """Return the lines of a list or mapping that is not empty; tuples and ``OneLine`` stay on one line."""
    margin = " " * indent
    if isinstance(value, list):
        return [f"{margin}- {flow(each)}{_comment(each)}" for each in value]
    lines: list[str] = []
    for key, each in value.items():
        if isinstance(each, (list, dict)) and each and not isinstance(each, OneLine):
            lines += [f"{margin}{scalar(key)}:", *block(each, indent + 2)]
        else:
            lines.append(f"{margin}{scalar(key)}: {flow(each)}")
    return lines
