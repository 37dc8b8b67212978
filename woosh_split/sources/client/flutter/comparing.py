"""When two values of the app are the same, and when a condition holds, as far as the code tells."""

from __future__ import annotations

from woosh_split.sources.client.flutter.values import (
    Constant,
    Hole,
    Instance,
    Options,
    Sender,
    Text,
    Value,
    Values,
    Word,
    plain,
)


def truth_of(values: Values) -> bool | None:
    """Tell whether a condition surely holds (True), surely not (False), or maybe (None)."""
    known = {value.name for value in values if isinstance(value, Word)}
    if len(values) == 1 and known == {"true"}:
        return True
    return False if len(values) == 1 and known == {"false"} else None


def same(first: Values, second: Values) -> bool | None:
    """Tell whether two values are surely the same (True), surely not (False), or maybe (None)."""
    if len(first) != 1 or len(second) != 1:
        if first and second and all(same((a,), (b,)) is False for a in first for b in second):
            return False
        return None
    a, b = first[0], second[0]
    if Word("null") in (a, b) and any(isinstance(value, Hole) and value.given for value in (a, b)):
        return False
    if isinstance(a, Hole) or isinstance(b, Hole):
        return None
    texts = plain(a), plain(b)
    if texts[0] is not None and texts[1] is not None:
        return texts[0] == texts[1]
    if isinstance(a, Word) and isinstance(b, Word | Text | Instance | Sender | Options):
        return a == b
    if isinstance(b, Word) and isinstance(a, Text | Instance | Sender | Options):
        return False
    names = constant_name(a), constant_name(b)
    return names[0] == names[1] if names[0] and names[1] else None


def constant_name(value: Value) -> str:
    """Return ``Enum.constant`` for a constant of an enum, and nothing for anything else."""
    if isinstance(value, Constant):
        return f"{value.class_name}.{value.name}"
    if isinstance(value, Instance) and value.fields:
        name = next((values for key, values in value.fields if key == "name"), ())
        known = plain(name[0]) if len(name) == 1 else None
        return f"{value.name}.{known}" if known else ""
    return ""
