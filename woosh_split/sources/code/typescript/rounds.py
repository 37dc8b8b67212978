"""How often a loop is run: once for any of the items, or once for each where they are classes that are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from woosh_split.sources.code.typescript.parameters import Member, Parameter
from woosh_split.sources.code.typescript.references import ClassValue, EnumValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.values import (
    Either,
    Items,
    Literal,
    Record,
    Text,
    join_values,
    known_text,
)

MAX_ROUNDS = 200
"""So many rounds of one function are gone through one after the other: loops inside of loops multiply them."""


def rounds(iterable: Value, frame: Frame) -> Sequence[Value]:
    """Return what a loop's variable stands for, one after the other, in a function's reading.

    A loop over classes mostly registers one thing for each (a provider with a factory of its own, say), and what belongs to
    the one does not belong to the others.
    """
    if not _are_told_apart(iterable) or frame.rounds + len(iterable.values) > MAX_ROUNDS:
        return (_any_item(iterable),)
    frame.rounds += len(iterable.values)
    return tuple(iterable.values)


def _are_told_apart(iterable: Value) -> TypeGuard[Items]:
    """Tell a list of classes, of rows each of which names one, of files that each hold a statement, or of keys of such."""
    return (
        isinstance(iterable, Items)
        and len(iterable.values) > 1
        and (iterable.apart or _are_of_classes(iterable.values) or all(map(_is_file_of_sql, iterable.values)))
    )


def _are_of_classes(values: Sequence[Value]) -> bool:
    """Tell a list whose items are classes, or name one each; a file of entities exports texts and enums beside them."""
    return any(map(_names_a_class, values)) and all(_names_a_class(each) or _is_text(each) for each in values)


def without_texts(values: list[Value]) -> list[Value]:
    """Return what a filter leaves of a list in which texts stand beside classes: that is what people filter such lists for."""
    if not any(map(_names_a_class, values)):
        return values
    return [each for each in values if not _is_text(each)]


def _is_text(item: Value) -> bool:
    """Tell a text, an enum or a number, or a pair of such."""
    if isinstance(item, Items):
        return all(map(_is_text, item.values))
    return isinstance(item, Text | EnumValue | Literal)


def _names_a_class(item: Value) -> bool:
    if isinstance(item, Record):
        return any(isinstance(each, ClassValue) for each in item.fields.values())
    if isinstance(item, Items):
        return any(isinstance(each, ClassValue) for each in item.values)
    return isinstance(item, ClassValue)


def _is_file_of_sql(item: Value) -> bool:
    text = known_text(item)
    return text is not None and text.endswith(".sql")


def _any_item(iterable: Value) -> Value:
    """Return any of the items; one of what only a caller knows is its caller's to know too."""
    if isinstance(iterable, Items):
        return iterable.element()
    if isinstance(iterable, Either):
        return join_values([_any_item(each) for each in iterable.values])
    return Member(iterable, "0") if isinstance(iterable, Parameter | Member) else UNKNOWN
