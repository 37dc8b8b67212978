"""Written values of Dart: strings with what stands inside them, lists, sets and maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.forms import NOTHING, several, unescaped
from woosh_split.sources.client.flutter.operations import split_call

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.expressions import Expressions

_QUOTES = frozenset({"'", '"', "'''", '"""', "r'", 'r"', "r'''", 'r"""'})


def string(reader: Expressions, node: Node) -> ir.Expression:
    """Read a string, or several side by side, with the expressions that stand inside."""
    parts: list[str | ir.Expression] = []
    opened = ""
    start = 0
    for child in node.children:
        kind = child.type
        if kind in _QUOTES and not opened:
            opened, start = kind, child.end_byte
            continue
        if kind in _QUOTES:
            _literal(reader, parts, start, child.start_byte)
            opened = ""
        elif kind == "template_substitution" and opened:
            _literal(reader, parts, start, child.start_byte)
            parts.append(reader.one([part for part in child.children if part.is_named]))
            start = child.end_byte
        elif kind == "escape_sequence" and not opened.startswith("r"):
            _literal(reader, parts, start, child.start_byte)
            parts.append(unescaped(reader.text(child)))
            start = child.end_byte
    joined: list[str | ir.Expression] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return ir.Text(tuple(joined))


def _literal(reader: Expressions, parts: list[str | ir.Expression], start: int, end: int) -> None:
    if end > start:
        parts.append(reader.source[start:end].decode("utf-8", "replace"))


def collection(reader: Expressions, node: Node) -> ir.Expression:
    """Read a list, set or map."""
    pairs = [child for child in node.children if child.type == "pair"]
    if not pairs:
        return ir.Items(tuple(_elements(reader, node.children)))
    found = tuple(_pair(reader, pair) for pair in pairs)
    others = several(reader.all(child for child in node.children if child.type != "pair"))
    return ir.Pairs((*found, (NOTHING, others)) if others != NOTHING else found)


def _elements(reader: Expressions, nodes: Sequence[Node]) -> Iterator[ir.Expression]:
    start = place = 0
    while place + 2 < len(nodes):
        call = split_call(reader, nodes[place], nodes[place + 2])
        if call is None:
            place += 1
            continue
        yield from reader.all(nodes[start:place])
        yield call
        start = place = place + 3
    yield from reader.all(nodes[start:])


def repeated(reader: Expressions, node: Node) -> ir.Expression:
    """Read ``for (final x in xs) element`` in a list, as ``...xs.map((x) => element)``; of other loops what they hold."""
    parts = next((child for child in node.children if child.type == "for_loop_parts"), None)
    kinds = [child.type for child in parts.children] if parts is not None else []
    place = kinds.index("in") if "in" in kinds else 0
    if parts is None or not place or kinds[place - 1] != "identifier":
        return several(reader.all(node.children))
    end = node.children.index(parts)
    values = reader.one(parts.children[place + 1 :])
    element = reader.one(node.children[end + 1 :])
    parameter = ir.Parameter(reader.text(parts.children[place - 1]), "", False)
    line = node.start_point[0] + 1
    closure = ir.Closure((parameter,), (ir.Return(element),), line)
    return ir.Spread(ir.Call(ir.Get(values, "map"), (ir.Argument("", closure),), (), line))


def _pair(reader: Expressions, node: Node) -> tuple[ir.Expression, ir.Expression]:
    colon = next((place for place, child in enumerate(node.children) if child.type == ":"), 0)
    return reader.one(node.children[:colon]), reader.one(node.children[colon + 1 :])
