"""Operators of Dart; among its comparisons are the generic calls that the grammar takes for two of them."""

from __future__ import annotations

from collections.abc import Iterator
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
_LISTS = frozenset({"parenthesized_expression", "record_literal"})
_ASSOCIATIVE = frozenset({"+", "&&", "||"})
_MOST_IN_A_ROW = 8
_CLOSING = frozenset({"relational_operator", "shift_operator"})


def operation(reader: Expressions, node: Node) -> ir.Expression:
    """Read an operator with what it is between; of a difference of more than two only the effects are kept.

    The grammar binds ``?`` more tightly than the operators, and ``||`` no less than ``&&``: what stands without
    parentheses at the end is put right.
    """
    groups: list[list[Node]] = [[]]
    operator = _OPERATORS.get(node.type, "")
    for child in _in_a_row(node):
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
    last = values[-1]
    node = groups[-1][0] if groups[-1] else node
    if isinstance(last, ir.Choice) and node.type != "parenthesized_expression":
        condition = _rebound(operator, [*values[:-1], last.condition], node)
        return ir.Choice(condition, last.yes, last.no)
    return _rebound(operator, values, node)


def _in_a_row(node: Node) -> Iterator[Node]:
    """Yield operands and operators: of ``a && b && c`` the grammar makes ``a && (b && c)``, however long it is."""
    while True:
        *before, last = node.children
        yield from before
        if last.type != node.type or not _is_row(last):
            break
        node = last
    yield last


def _is_row(node: Node) -> bool:
    if node.type == "additive_expression":
        return all(child.text == b"+" for child in node.children if child.type == "additive_operator")
    return node.type in ("logical_and_expression", "logical_or_expression")


def _rebound(operator: str, values: list[ir.Expression], node: Node) -> ir.Expression:
    if node.type == "conditional_expression":
        node = node.children[0]
    last = values[-1]
    if operator == "&&" and node.type == "logical_or_expression" and isinstance(last, ir.Binary):
        return ir.Binary("||", _chained(operator, [*values[:-1], last.left]), last.right)
    return _chained(operator, values)


def _chained(operator: str, values: list[ir.Expression]) -> ir.Expression:
    if operator == "-" and len(values) == 2:
        return ir.Binary(operator, *values)
    if len(values) < 2 or operator == "-":
        return several(values)
    if len(values) > _MOST_IN_A_ROW and operator in _ASSOCIATIVE:
        # Generated classes compare all of their fields in one expression: a row as deep as it is long could not be followed.
        half = len(values) // 2
        return ir.Binary(operator, _chained(operator, values[:half]), _chained(operator, values[half:]))
    result = values[0]
    for value in values[1:]:
        result = ir.Binary(operator, result, value)
    return result


def unary(reader: Expressions, node: Node) -> ir.Expression:
    """Read what a prefix operator stands before; ``!x`` is ``x == false``."""
    first = node.children[0] if node.children else None
    if first is None or first.type != "prefix_operator":
        return reader.inner(node)
    value = reader.one(node.children[1:])
    return ir.Binary("==", value, ir.Name("false")) if reader.text(first) == "!" else several((value,))


def relational(reader: Expressions, node: Node) -> ir.Expression:
    """Read a comparison, or the generic call that the grammar takes for one."""
    call = _generic_call(reader, node)
    return call if call is not None else several(reader.all(node.children))


def _generic_call(reader: Expressions, node: Node) -> ir.Expression | None:
    parts = _told(node)
    if len(parts) < 3 or parts[0].type != "relational_expression" or reader.text(parts[1]) != ">":
        return None
    head = _told(parts[0])
    places = [p for p, child in enumerate(head) if child.type == "relational_operator"]
    if parts[2].type not in _LISTS or len(places) != 1 or reader.text(head[places[0]]) != "<":
        return None
    types = ("".join(reader.text(child) for child in head[places[0] + 1 :]),)
    return _called(reader, head[: places[0]], types, head[places[0]], parts[2:])


def split_call(reader: Expressions, left: Node, right: Node) -> ir.Expression | None:
    """Read a generic call that the grammar takes for two elements of a list: ``a.get<Map<K``, ``V>>(url)``."""
    if left.type != "relational_expression" or right.type not in (
        "relational_expression",
        "shift_expression",
    ):
        return None
    head = _told(left)
    while head and head[0].type == "relational_expression":
        head = [*_told(head[0]), *head[1:]]
    places = [p for p, child in enumerate(head) if child.type == "relational_operator"]
    rest = _told(right)
    close = next((p for p, part in enumerate(rest) if part.type in _CLOSING), len(rest))
    if not places or any(reader.text(head[place]) != "<" for place in places) or close + 1 >= len(rest):
        return None
    if reader.text(rest[close]).strip(">") or rest[close + 1].type not in _LISTS:
        return None
    first, last = "".join(reader.text(child) for child in head[places[0] + 1 :]), reader.text(rest[0])
    types = (first, last) if len(places) == 1 else (f"{first},{last}{'>' * (len(places) - 1)}",)
    return _called(reader, head[: places[0]], types, head[places[0]], rest[close + 1 :])


def _called(
    reader: Expressions, head: list[Node], types: tuple[str, ...], opening: Node, rest: list[Node]
) -> ir.Expression:
    function = reader.one(head)
    line = opening.start_point[0] + 1
    arguments = tuple(_arguments(reader, rest[0]))
    reader.note(function, arguments)
    result: ir.Expression = ir.Call(function, arguments, types, line)
    for selector in rest[1:]:
        if selector.type in SELECTORS:
            result = reader.selected(result, selector, line)
            line = named_line(selector) or line
    return result


def _arguments(reader: Expressions, node: Node) -> Iterator[ir.Argument]:
    """Read arguments that look like something in parentheses, or, with a comma behind, like a record."""
    name = ""
    pending: list[Node] = []
    for child in node.children[1:]:
        if child.type == "label":
            name = reader.text(child.children[0])
        elif child.type in (",", ")"):
            if pending:
                yield ir.Argument(name, reader.one(pending))
            name, pending = "", []
        else:
            pending.append(child)


def _told(node: Node) -> list[Node]:
    return [child for child in node.children if child.type not in PASSED_OVER]
