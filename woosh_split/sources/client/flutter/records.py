"""Records: ``(path: '/orders', auth: true)`` and ``('GET', '/orders')``, and the patterns that take them apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.expressions import Expressions


def record(reader: Expressions, node: Node) -> ir.Expression:
    """Read a record as a map of its fields, of which the first without a name is ``$1``."""
    pairs: list[tuple[ir.Expression, ir.Expression]] = []
    places = 0
    fields = [child.children for child in node.children if child.type == "record_field"]
    for parts in fields or [node.children[1:-1]]:  # the grammar sees no field where there is but one
        label = next((child for child in parts if child.type == "label"), None)
        places += label is None
        name = f"${places}" if label is None else reader.text(label).rstrip(": ")
        value = reader.one([child for child in parts if child != label])
        pairs.append((ir.Text((name,)), value))
    return ir.Pairs(tuple(pairs))


def taken_apart(reader: Expressions, pattern: Node, whole: str) -> Iterator[ir.Let]:
    """Yield the variables of ``final (verb, path: where) = ...``, of which ``whole`` is the name of the value."""
    if pattern.type != "record_pattern":
        return
    places = 0
    inside = pattern.children[1:-1]
    for is_comma, group in groupby(inside, key=lambda child: child.type == ","):
        if is_comma:
            continue
        parts = list(group)
        colon = next((p for p, child in enumerate(parts) if child.type == ":"), None)
        variable = reader.text(parts[-1]).rpartition(" ")[2]
        if colon is None:
            places += 1
        field = f"${places}" if colon is None else reader.text(parts[0]) if colon else variable
        if variable.isidentifier() and variable != "_":
            yield ir.Let(variable, "", ir.Get(ir.Name(whole), field))
