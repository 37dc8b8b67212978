"""What an object takes over of another one: ``{ ...other }`` and ``Object.assign(object, other)``."""

from __future__ import annotations

from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Record


def spread_into(record: Record, value: Value) -> None:
    """Put what a value holds into an object, which may hold more from then on where that is not all known."""
    record.open = record.open or not isinstance(value, Record) or value.open
    if not isinstance(value, Record):
        record.spread.append(value)
    elif value is not record:
        record.fields.update(value.fields)
        record.spread.extend(value.spread)
        for each in value.others:
            record.keep(each)
