"""The parts of the database's address that a connection has as texts of the code: ``type: 'mysql', host: 'localhost'``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from woosh_split.sources.code.typescript.syntax import nodes

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
_AROUND = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"}
)
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
    found = [part for each in nodes(root) if each.type == "object" for part in _of_connection(each, text)]
    return tuple(
        each._replace(start=each.start + mark, end=each.end + mark) for each in sorted(found, key=_place)
    )


def _place(part: FixedPart) -> int:
    return part.start


def _of_connection(node: Node, text: Callable[[Node], str]) -> Iterator[FixedPart]:
    values: dict[str, Node] = {}
    for pair in node.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None:
            values[text(key).strip("'\"")] = _bare(value)
    kind = values.get("type")
    if kind is None or _literal(kind, text) not in _KINDS or {"name", "replication"} & values.keys():
        return
    for option, role in ROLES.items():
        value = values.get(option)
        literal = _literal(value, text) if value is not None else None
        if value is not None and literal is not None:
            yield FixedPart(role, value.start_byte, value.end_byte, literal)
    host = values.get("host")
    spread = any(each.type == "spread_element" for each in node.named_children)
    if host is not None and _literal(host, text) is not None and "port" not in values and not spread:
        end = next(each.end_byte for each in node.named_children if _holds(each, host))
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


def _bare(value: Node) -> Node:
    while value.type in _AROUND and value.named_children:
        value = value.named_children[0]
    return value
