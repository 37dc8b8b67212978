"""Expressions of Dart that have one of several values: the conditional and the switch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.forms import NOTHING, several

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.expressions import Expressions


def conditional(reader: Expressions, node: Node) -> ir.Expression:
    """Read ``condition ? yes : no``."""
    groups: list[list[Node]] = [[]]
    for child in node.children:
        if child.type in ("?", ":") and not child.is_named:
            groups.append([])
        else:
            groups[-1].append(child)
    if len(groups) != 3:
        return several(reader.all(node.children))
    condition, yes, no = (reader.one(group) for group in groups)
    return ir.Choice(condition, yes, no)


def optional_element(reader: Expressions, node: Node) -> ir.Expression:
    """Read ``if (condition) element else element`` in a list: a choice, whose other side may be nothing at all."""
    kinds = [child.type for child in node.children]
    if "(" not in kinds or ")" not in kinds or "case" in kinds:
        return several(reader.all(node.children))
    begin, end = kinds.index("("), kinds.index(")")
    other = kinds.index("else", end) if "else" in kinds[end:] else len(kinds)
    condition, yes = reader.one(node.children[begin + 1 : end]), reader.one(node.children[end + 1 : other])
    return ir.Choice(condition, yes, reader.one(node.children[other + 1 :]))


def switch(reader: Expressions, node: Node) -> ir.Expression:
    """Read a switch that is an expression."""
    subject: ir.Expression = NOTHING
    cases: list[tuple[ir.Expression | None, ir.Expression]] = []
    for child in node.children:
        if child.type == "parenthesized_expression":
            subject = reader.inner(child)
        elif child.type == "switch_expression_case":
            arrow = next((p for p, part in enumerate(child.children) if part.type == "=>"), 0)
            result = reader.one(child.children[arrow + 1 :])
            cases.extend((label, result) for label in labels(reader, child.children[:arrow]))
    return ir.Cases(subject, tuple(cases))


def labels(reader: Expressions, nodes: Sequence[Node]) -> tuple[ir.Expression | None, ...]:
    """Read the patterns of a case: constants as expressions, None for what always matches, else what may match."""
    found: list[ir.Expression | None] = []
    for node in nodes:
        if node.type == "when":
            return (NOTHING,)
        if node.type == "constant_pattern":
            value = reader.inner(node)
            found.append(None if value == ir.Name("_") else value)
        elif node.is_named and not node.type.endswith(("_operator", "_builtin")) and node.type != "comment":
            found.append(NOTHING)
    return tuple(found) or (NOTHING,)
