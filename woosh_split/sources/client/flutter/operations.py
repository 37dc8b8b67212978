"""Operators of Dart; among its comparisons are the generic calls that the grammar takes for two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.forms import PASSED_OVER, SELECTORS, named_line, several

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.expressions import Expressions

_OPERATORS = {
    "additive_expression": "+",
    "logical_and_expression": "&&",
    "logical_or_expression": "||",
}


def operation(reader: Expressions, node: Node) -> ir.Expression:
    """Read an operator with what it is between; of a difference only the effects are kept."""
    groups: list[list[Node]] = [[]]
    operator = _OPERATORS.get(node.type, "")
    for child in node.children:
        if child.type in (
            "additive_operator",
            "equality_operator",
            "logical_and_operator",
            "logical_or_operator",
        ):
            groups.append([])
            operator = reader.text(child)
        elif child.type == "??":
            groups.append([])
            operator = "??"
        else:
            groups[-1].append(child)
    values = [reader.one(group) for group in groups]
    if len(values) < 2 or operator == "-":
        return several(values)
    result = values[0]
    for value in values[1:]:
        result = ir.Binary(operator, result, value)
    return result


def relational(reader: Expressions, node: Node) -> ir.Expression:
    """Read a comparison, or the generic call that the grammar takes for one."""
    call = _generic_call(reader, node)
    return call if call is not None else several(reader.all(node.children))


def _generic_call(reader: Expressions, node: Node) -> ir.Expression | None:
    parts = [child for child in node.children if child.type not in PASSED_OVER]
    if len(parts) < 3 or parts[0].type != "relational_expression" or reader.text(parts[1]) != ">":
        return None
    head = [child for child in parts[0].children if child.type not in PASSED_OVER]
    places = [p for p, child in enumerate(head) if child.type == "relational_operator"]
    if parts[2].type != "parenthesized_expression" or len(places) != 1 or reader.text(head[places[0]]) != "<":
        return None
    function = reader.one(head[: places[0]])
    line = parts[0].children[places[0]].start_point[0] + 1
    argument = ir.Argument("", reader.inner(parts[2]))
    reader.note(function, (argument,))
    types = ("".join(reader.text(child) for child in head[places[0] + 1 :]),)
    result: ir.Expression = ir.Call(function, (argument,), types, line)
    for selector in parts[3:]:
        if selector.type in SELECTORS:
            result = reader.selected(result, selector, line)
            line = named_line(selector) or line
    return result
