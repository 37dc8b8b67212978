"""What the calls on a line are handed: texts, those of the constants and variables that they name included."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

TEXTS = ("template_string", "string")
_NAMES = ("identifier", "property_identifier", "shorthand_property_identifier")
_FUNCTIONS = (
    "method_definition", "function_declaration", "function_expression", "arrow_function",
    "generator_function_declaration", "generator_function",
)  # fmt: skip
_ASSIGNMENTS = ("assignment_expression", "augmented_assignment_expression")


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it in the order of the text; deep code must not exhaust the stack."""
    nodes = [node]
    while nodes:
        each = nodes.pop()
        yield each
        nodes.extend(reversed(each.children))


def calls_on(root: Node, row: int) -> list[Node]:
    """Return the calls whose name stands on a row, the innermost first."""
    found: list[Node] = []
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if not node.start_point[0] <= row <= node.end_point[0]:
            continue
        nodes.extend(node.children)
        if node.type == "call_expression":
            callee = node.child_by_field_name("function")
            if callee is not None:
                name = callee.children[-1] if callee.type == "member_expression" else callee
                if name.start_point[0] == row:
                    found.append(node)
    return sorted(found, key=lambda node: node.end_byte - node.start_byte)


def handed_nodes(root: Node, row: int) -> Iterator[Node]:
    """Yield all that stands in the arguments of the calls on a row, then in what the names among it were given.

    A name means what the innermost function around the call gives it, else what the file does.
    """
    named: dict[str, Node] = {}
    for call in calls_on(root, row):
        arguments = call.child_by_field_name("arguments")
        for node in walk(arguments) if arguments is not None else ():
            yield node
            if node.type in _NAMES:
                named.setdefault(_text(node), call)
    for name, call in named.items():
        for around in _around(call, root):
            given = list(_given(around, name))
            if given:
                yield from (node for value in given for node in walk(value))
                break


def _around(node: Node, root: Node) -> Iterator[Node]:
    """Yield the functions around a node, the innermost first, and the file last."""
    parent = node.parent
    while parent is not None:
        if parent.type in _FUNCTIONS:
            yield parent
        parent = parent.parent
    yield root


def _given(around: Node, name: str) -> Iterator[Node]:
    """Yield what a constant, variable or field of a name is given."""
    for node in walk(around):
        if node.type in ("variable_declarator", "public_field_definition"):
            target, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        elif node.type in _ASSIGNMENTS:
            target, value = node.child_by_field_name("left"), node.child_by_field_name("right")
        else:
            continue
        if target is not None and value is not None and _text(target).removeprefix("this.") == name:
            yield value


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
