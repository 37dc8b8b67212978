"""Small questions put to a syntax tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tree_sitter import Node

from woosh_split.sources.code.typescript.strings import unescape

_NUMBER = re.compile(r"-?\d[\d_]*(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's path and bytes."""

    path: str
    content: bytes

    def text(self, node: Node | None) -> str:
        """Return what a node covers, "" for no node."""
        return self.content[node.start_byte : node.end_byte].decode("utf-8", "replace") if node else ""

    def string(self, node: Node | None) -> str | None:
        """Return the value of a string literal, None for anything else."""
        if node is None:
            return None
        if node.type == "string":
            return unescape(self.text(node)[1:-1])
        if node.type == "template_string" and not any(
            c.type == "template_substitution" for c in node.children
        ):
            return unescape(self.text(node)[1:-1])
        return None

    def literal(self, node: Node | None) -> Any:
        """Return a string, number, boolean or a tuple of them; None for anything else."""
        if node is None:
            return None
        found = self.string(node)
        if found is not None:
            return found
        text = self.text(node)
        if node.type in ("number", "unary_expression") and _NUMBER.fullmatch(text):
            plain = text.replace("_", "")
            return float(plain) if "." in plain else int(plain)
        if node.type in ("true", "false"):
            return node.type == "true"
        if node.type == "array":
            items = tuple(self.literal(each) for each in node.named_children if each.type != "comment")
            return items if None not in items else None
        return None


def line_of(node: Node) -> int:
    """Return the line at which a node starts, from 1."""
    return node.start_point[0] + 1


def arguments(call: Node | None) -> list[Node]:
    """Return a call's arguments."""
    found = call.child_by_field_name("arguments") if call is not None else None
    if found is None or found.type != "arguments":
        return []
    return [each for each in found.named_children if each.type != "comment"]


def decorator_call(node: Node, source: Source) -> tuple[str, Node | None]:
    """Return a decorator's name (its last part) and its call, None for a decorator without arguments."""
    inner = next((each for each in node.named_children if each.type != "comment"), None)
    if inner is None:
        return "", None
    if inner.type == "call_expression":
        return source.text(inner.child_by_field_name("function")).rpartition(".")[2], inner
    return source.text(inner).rpartition(".")[2], None
