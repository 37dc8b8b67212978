"""What the functions of the package ``class-transformer`` give: an object of the class that they are told."""

from __future__ import annotations

from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Instance, Items, each_value, join_values

_OF_CLASS = frozenset({"plainToInstance", "plainToClass", "deserialize"})
_LIST_OF_CLASS = "deserializeArray"
_OF_OBJECT = frozenset(
    {"plainToInstanceFromExist", "plainToClassFromExist", "instanceToInstance", "classToClass"}
)


def transformed(name: str, call: Call) -> Value:
    """Return what a function of the package gives; a list is made of a list."""
    if name in _OF_OBJECT:
        return call.arg(0)
    if name not in _OF_CLASS and name != _LIST_OF_CLASS:
        return UNKNOWN
    made = [Instance(each.decl) for each in each_value(call.arg(0)) if isinstance(each, ClassValue)]
    if not made:
        return UNKNOWN
    many = name == _LIST_OF_CLASS or any(isinstance(each, Items) for each in each_value(call.arg(1)))
    return Items(list(made), True) if many else join_values(list(made))
