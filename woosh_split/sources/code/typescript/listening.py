"""The conditions on which a main file opens a port: its own ``if``, and every one on the way to the function that does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node

_OPENS = ".listen("
_FUNCTIONS = frozenset({"function_declaration", "function_expression", "arrow_function", "method_definition"})
_LEAVES = frozenset({"return_statement", "throw_statement"})
_BLOCKS = frozenset({"program", "statement_block"})


class Condition(NamedTuple):
    """The place of a condition, without parentheses, in bytes; ``wanted`` is what it must be for the port to open."""

    start: int
    end: int
    wanted: bool


def conditions(root: Node, text: Callable[[Node], str]) -> tuple[Condition, ...]:
    """Return what decides whether a file listens, in the order of the file.

    ``if (a) listen()`` and ``a && listen()`` want it true, ``if (a) return;`` before ``listen()`` and an ``else`` want
    it false. An ``if`` that listens in both branches decides nothing, nor does one that listens in neither.
    """
    if _OPENS not in text(root):
        return ()
    return tuple(sorted(_found(root, _Opening(root, text))))


class _Opening:
    """Tells whether a piece of code opens a port: by itself, or by a call of a function of this file that does."""

    def __init__(self, root: Node, text: Callable[[Node], str]) -> None:
        self._text = text
        self._names: set[str] = set()
        functions = list(_named_functions(root, text))
        while more := {name for name, body in functions if name not in self._names and self(body)}:
            self._names |= more

    def __call__(self, node: Node) -> bool:
        if not self._names and _OPENS not in self._text(node):
            return False
        return any(map(self._opens, _done_here(node)))

    def _opens(self, node: Node) -> bool:
        if node.type != "call_expression":
            return False
        called = node.child_by_field_name("function")
        if called is None:
            return False
        if called.type == "member_expression":
            name = called.child_by_field_name("property")
            return name is not None and self._text(name) == "listen"
        return called.type == "identifier" and self._text(called) in self._names


def _found(root: Node, opens: _Opening) -> Iterator[Condition]:
    pending = [root]
    while pending:
        node = pending.pop()
        pending += node.named_children
        if node.type in ("if_statement", "ternary_expression"):
            condition = node.child_by_field_name("condition")
            then, other = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
            if condition is None or then is None:
                continue
            first, second = opens(then), other is not None and opens(other)
            if other is None and _always_leaves(then):
                # What stands behind an `if` that leaves is its other branch.
                second = any(opens(each) for each in _after(node))
            if first != second:
                yield _condition(condition, first)
        elif node.type == "binary_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            operator = node.child_by_field_name("operator")
            if left is None or right is None or operator is None or operator.type not in ("&&", "||"):
                continue
            if opens(right):
                yield _condition(left, operator.type == "&&")


def _condition(node: Node, wanted: bool) -> Condition:
    bare = 1 if node.type == "parenthesized_expression" else 0
    return Condition(node.start_byte + bare, node.end_byte - bare, wanted)


def _after(node: Node) -> Iterator[Node]:
    if node.parent is not None and node.parent.type in _BLOCKS:
        following = node.next_named_sibling
        while following is not None:
            yield following
            following = following.next_named_sibling


def _always_leaves(node: Node) -> bool:
    if node.type == "statement_block":
        statements = [each for each in node.named_children if each.type != "comment"]
        return bool(statements) and statements[-1].type in _LEAVES
    return node.type in _LEAVES


def _done_here(node: Node) -> Iterator[Node]:
    """Yield a piece of code and all in it, but for declared functions: they are done where they are called."""
    pending = [node]
    while pending:
        each = pending.pop()
        yield each
        pending += [
            child for child in each.named_children if child.type not in ("function_declaration", "class_body")
        ]


def _named_functions(root: Node, text: Callable[[Node], str]) -> Iterator[tuple[str, Node]]:
    pending = [root]
    while pending:
        node = pending.pop()
        pending += node.named_children
        name = node.child_by_field_name("name")
        value = node if node.type == "function_declaration" else None
        if node.type == "variable_declarator":
            value = node.child_by_field_name("value")
        if name is None or name.type != "identifier" or value is None or value.type not in _FUNCTIONS:
            continue
        body = value.child_by_field_name("body")
        if body is not None:
            yield text(name), body
