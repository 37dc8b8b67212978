"""How generated TypeScript is laid out: as prettier would with the settings of a new Nest project, in lines of at most 80 columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

WIDTH = 80

Literal = str | Sequence["Literal"] | Mapping[str, "Literal"]
"""Code as it stands, an array, or an object."""


def quoted(text: str) -> str:
    """Return a string literal in single quotes."""
    inner = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inner}'"


def import_of(names: Iterable[str], path: str, word: str = "import") -> str:
    """Return an import of names in braces, in the order of the alphabet; one name is never put into a line of its own."""
    ordered = sorted(names)
    line = f"{word} {{ {', '.join(ordered)} }} from {quoted(path)};"
    if len(ordered) == 1 or len(line) <= WIDTH:
        return line
    return "\n".join((f"{word} {{", *(f"  {each}," for each in ordered), f"}} from {quoted(path)};"))


def literal(value: Literal, head: str = "", tail: str = "", indent: str = "", force: bool = False) -> str:
    """Return a value after ``head`` and before ``tail``: in one line where it fits, else each part in its own.

    Arrays of objects and objects of objects are always opened; ``force`` opens others.
    """
    line = f"{indent}{head}{_flat(value)}{tail}"
    if isinstance(value, str) or not value or not (force or _opens(value) or len(line) > WIDTH):
        return line
    inner = f"{indent}  "
    if isinstance(value, Mapping):
        parts = [literal(each, f"{key}: ", ",", inner) for key, each in value.items()]
        return "\n".join((f"{indent}{head}{{", *parts, f"{indent}}}{tail}"))
    parts = [literal(each, "", ",", inner) for each in value]
    return "\n".join((f"{indent}{head}[", *parts, f"{indent}]{tail}"))


def _opens(value: Literal) -> bool:
    if isinstance(value, str):
        return False
    held = value.values() if isinstance(value, Mapping) else value
    return any(isinstance(each, Mapping) and each for each in held) or any(map(_opens, held))


def _flat(value: Literal) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        parts = ", ".join(f"{key}: {_flat(each)}" for key, each in value.items())
        return f"{{ {parts} }}" if parts else "{}"
    return f"[{', '.join(map(_flat, value))}]"
