"""What an object takes over of another one: ``{ ...other }`` and ``Object.assign(object, other)``."""

from __future__ import annotations

from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Either, Record, join_values


def spread_into(record: Record, value: Value) -> None:
    """Put what a value holds into an object, which may hold more from then on where that is not all known.

    The object itself among the alternatives adds nothing: whoever asks for a member would go round in a circle.
    """
    record.open = record.open or not isinstance(value, Record) or value.open
    if not isinstance(value, Record):
        if isinstance(value, Either) and _asks(value, record):
            value = join_values([each for each in value.values if not _asks(each, record)])
        record.spread.append(value)
    elif value is not record:
        record.fields.update(value.fields)
        record.spread.extend(each for each in value.spread if not _asks(each, record))
        for each in value.others:
            record.keep(each)


def _asks(value: Value, record: Record) -> bool:
    """Tell whether a value that is asked for a member asks an object in its turn."""
    seen = {id(value)}
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if found is record:
            return True
        parts = (
            found.values if isinstance(found, Either) else found.spread if isinstance(found, Record) else ()
        )
        for each in parts:
            if id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)
    return False
