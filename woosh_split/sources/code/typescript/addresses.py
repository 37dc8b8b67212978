"""The parts of the database's address that a connection has as texts of the code: ``type: 'mysql', host: 'localhost'``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from woosh_split.sources.code.typescript.syntax import AROUND, bare, nodes

ROLES = {
    "host": "host",
    "port": "port",
    "username": "user",
    "password": "password",
    "database": "database",
    "url": "url",
}
"""TypeORM's options, each with the part of the address that it is."""
_KINDS = frozenset({"mysql", "mariadb"})
_SEEN = re.compile(r"['\"`](?:mysql|mariadb)['\"`]")
_USUAL_PORT = "3306"


class FixedPart(NamedTuple):
    """One part of an address, with the place of its value in bytes; a port that nobody wrote is empty there.

    ``value`` is the text or number that the running program hands to the driver.
    """

    role: str
    start: int
    end: int
    value: str


def fixed_parts(root: Node, text: Callable[[Node], str], mark: int = 0) -> tuple[FixedPart, ...]:
    """Return what connections to MySQL have in the code, in its order; ``mark`` is what stands before it in the file.

    A connection with a name is a second one, and one with replicas has several addresses: one name of the environment
    would be wrong for them.
    """
    if not _SEEN.search(text(root)):
        return ()
    objects = [_Options(each, text) for each in nodes(root) if each.type == "object"]
    bases = {each.bound for each in objects if each.connects and each.bound}
    found = [
        part
        for each in objects
        if each.connects or bases & each.spread
        for part in _of_connection(each, text)
    ]
    return tuple(
        each._replace(start=each.start + mark, end=each.end + mark) for each in sorted(found, key=_place)
    )


def _place(part: FixedPart) -> int:
    return part.start


class _Options:
    """An object of the code: its values by key, the names that it spreads, and the constant that it is, if any."""

    def __init__(self, node: Node, text: Callable[[Node], str]) -> None:
        self.node = node
        self.values: dict[str, Node] = {}
        spread = []
        for each in node.named_children:
            key, value = each.child_by_field_name("key"), each.child_by_field_name("value")
            if key is not None and value is not None:
                self.values[text(key).strip("'\"")] = bare(value)
            elif each.type == "spread_element":
                spread.append(text(each).removeprefix("...").strip())
        self.spread = frozenset(spread)
        kind = self.values.get("type")
        self.connects = kind is not None and _literal(kind, text) in _KINDS
        self.bound = _constant(node, text) if self.connects else ""


def _constant(node: Node, text: Callable[[Node], str]) -> str:
    parent = node.parent
    while parent is not None and parent.type in AROUND:
        parent = parent.parent
    name = parent.child_by_field_name("name") if parent is not None else None
    bound = parent is not None and parent.type == "variable_declarator" and name is not None
    return text(name) if bound and name is not None else ""


def _of_connection(options: _Options, text: Callable[[Node], str]) -> Iterator[FixedPart]:
    values = options.values
    if {"name", "replication"} & values.keys():
        return
    for option, role in ROLES.items():
        value = values.get(option)
        literal = _literal(value, text) if value is not None else None
        if value is not None and literal is not None:
            yield FixedPart(role, value.start_byte, value.end_byte, literal)
    host = values.get("host")
    if host is not None and _literal(host, text) is not None and "port" not in values and not options.spread:
        end = next(each.end_byte for each in options.node.named_children if _holds(each, host))
        yield FixedPart("port", end, end, _USUAL_PORT)


def _literal(value: Node, text: Callable[[Node], str]) -> str | None:
    told = text(value)
    if value.type == "number":
        return told if told.isdecimal() else None
    plain = value.type == "string" or (
        value.type == "template_string"
        and all(each.type != "template_substitution" for each in value.named_children)
    )
    return told[1:-1] if plain and "\\" not in told else None


def _holds(pair: Node, value: Node) -> bool:
    return pair.start_byte <= value.start_byte and value.end_byte <= pair.end_byte
