"""Conditions that may choose a decorator, ``if (verb === 'POST') return Post(path);``: only of these the test is kept."""

from __future__ import annotations

import re

from tree_sitter import Node

from woosh_split.sources.code.typescript.expressions import READERS, has_call, read_expression
from woosh_split.sources.code.typescript.summary import OPAQUE, Expr

_DECORATES = re.compile(rb"(?<![.\w])(?<!new )[A-Z]\w*\(")
"""A call as that of a decorator is written."""
_CLASS = re.compile(rb"(?:\breturn|[^=!<>]=)\s+\(?(?:abstract\s+)?(?:class\b|[A-Z]\w*\b(?!\s*[.(<]))")
"""A class that is returned or assigned."""
_NAME = re.compile(rb"[A-Z]")
"""How the name of a decorator begins."""
_EQUAL = {"===": True, "==": True, "!==": False, "!=": False}
_TESTING = frozenset({*_EQUAL, "&&", "||"})
_JOINED = {"&&": "and", "||": "or"}
_PATH = re.compile(rb"(?i)path|url|public|open|skip|exclu|allow|white_?list")
_SIMPLE = frozenset(
    {
        "identifier", "member_expression", "string", "true", "false", "null", "undefined", "number", "call_expression",
        "subscript_expression", "template_string",
    }
)  # fmt: skip


def may_choose_decorator(node: Node, source: bytes) -> bool:
    """Tell whether decorators may be put together in what a condition chooses."""
    return _DECORATES.search(source, node.start_byte, node.end_byte) is not None


def asks_for_path(node: Node | None, source: bytes) -> bool:
    """Tell whether a condition may ask for the path of a request: that of a guard, say, which some paths are open to."""
    return node is not None and _PATH.search(source, node.start_byte, node.end_byte) is not None


def may_choose_class(node: Node, source: bytes) -> bool:
    """Tell whether a class may be what a condition chooses: the base class that a function makes for another one."""
    return _CLASS.search(source, node.start_byte, node.end_byte) is not None


def read_condition(node: Node | None, source: bytes) -> Expr:
    """Read a condition that compares two plain values, asks for one or denies another, or is made of such; any other is OPAQUE."""
    if node is None:
        return OPAQUE
    kind = node.type
    if kind == "parenthesized_expression":
        return read_condition(
            next((each for each in node.named_children if each.type != "comment"), None), source
        )
    if kind == "unary_expression" and source[node.start_byte] == ord("!"):
        inner = read_condition(node.child_by_field_name("argument"), source)
        return inner if inner is OPAQUE else ("not", inner)
    if kind == "binary_expression":
        operator = node.child_by_field_name("operator")
        joined = _JOINED.get(operator.type) if operator is not None else None
        if joined is not None:
            parts = [read_condition(node.child_by_field_name(each), source) for each in ("left", "right")]
            return OPAQUE if parts[0] is OPAQUE and parts[1] is OPAQUE else (joined, *parts)
        equal = _EQUAL.get(operator.type) if operator is not None else None
        sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        if equal is None or not all(side is not None and side.type in _SIMPLE for side in sides):
            return OPAQUE
        return ("cmp", equal, *(read_expression(side, source) for side in sides))
    return read_expression(node, source) if kind in _SIMPLE else OPAQUE


def _and(node: Node, source: bytes) -> Expr:
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type in _TESTING and asks_for_path(node, source):
        test = read_condition(node, source)
        if test is not OPAQUE:
            return test
    found = _binary(node, source)
    is_and = operator is not None and operator.type == "&&"
    return (
        ("and", *found[1:]) if is_and and found[0] == "or" and may_choose_decorator(node, source) else found
    )


def _conditional(node: Node, source: bytes) -> Expr:
    test = node.child_by_field_name("condition")
    chosen = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
    named = any(each is not None and _NAME.match(source, each.start_byte, each.end_byte) for each in chosen)
    asked = read_condition(test, source) if named or may_choose_decorator(node, source) else OPAQUE
    if asked is OPAQUE and test is not None and has_call(test, source):
        asked = read_expression(test, source)
    return (
        "cond",
        asked,
        *(read_expression(each, source) for each in chosen),
    )


_binary = READERS["binary_expression"]
READERS["binary_expression"] = _and
READERS["ternary_expression"] = _conditional
