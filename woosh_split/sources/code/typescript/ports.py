"""The ports that a main file opens whatever the environment says: ``app.listen(3000)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tree_sitter import Node

from woosh_split.sources.code.typescript.syntax import nodes

_OPENS = ".listen("
_WRITES = frozenset({"assignment_expression", "augmented_assignment_expression", "update_expression"})
_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})


class FixedPort(NamedTuple):
    """The place of a port that is a number of the code, or a name of one, in bytes."""

    start: int
    end: int
    number: str


def fixed_ports(root: Node, text: Callable[[Node], str]) -> tuple[FixedPort, ...]:
    """Return the ports that ``listen`` is given as numbers, in the order of the file.

    None where several things listen (a second server for HTTPS, say): one number for all of them would be wrong.
    """
    if _OPENS not in text(root):
        return ()
    every = list(nodes(root))
    calls = [found for found in (_call(each, text) for each in every) if found is not None]
    if len({receiver for receiver, _ in calls}) != 1:
        return ()
    found = ((port, _number(port, every, text)) for _, port in calls)
    return tuple(
        sorted(
            FixedPort(port.start_byte, port.end_byte, number) for port, number in found if number is not None
        )
    )


def _call(node: Node, text: Callable[[Node], str]) -> tuple[str, Node] | None:
    """Return who listens, and the port that it is given, where the node is such a call."""
    if node.type != "call_expression":
        return None
    called, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if (
        called is None
        or arguments is None
        or called.type != "member_expression"
        or not arguments.named_children
    ):
        return None
    name, receiver = called.child_by_field_name("property"), called.child_by_field_name("object")
    if name is None or receiver is None or text(name) != "listen":
        return None
    first = arguments.named_children[0]
    if first.type == "object":
        for pair in first.named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if key is not None and value is not None and text(key) == "port":
                first = value
    return text(receiver), first


def _number(port: Node, every: list[Node], text: Callable[[Node], str]) -> str | None:
    if port.type == "number":
        return text(port)
    if port.type != "identifier":
        return None
    name = text(port)
    values = []
    for each in every:
        if each.type in _WRITES and name in (text(child) for child in each.named_children[:1]):
            return None
        if each.type in _PARAMETERS and text(each.named_children[0]) == name:
            return None
        if each.type == "variable_declarator" and text(each.named_children[0]) == name:
            values.append(each.child_by_field_name("value"))
    value = values[0] if len(values) == 1 else None
    return text(value) if value is not None and value.type == "number" else None
