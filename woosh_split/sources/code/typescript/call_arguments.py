"""What the calls on a line are handed: texts, those of the constants and variables that they name included."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from woosh_split.sources.code.typescript.syntax import nodes

TEXTS = ("template_string", "string")
_NAMES = ("identifier", "shorthand_property_identifier")
_FUNCTIONS = (
    "method_definition", "function_declaration", "function_expression", "arrow_function",
    "generator_function_declaration", "generator_function",
)  # fmt: skip
_ASSIGNMENTS = ("assignment_expression", "augmented_assignment_expression")


def calls_on(root: Node, row: int) -> list[Node]:
    """Return the calls whose name stands on a row, the innermost first."""
    found: list[Node] = []
    # A call that goes beyond the row is around the smallest node that spans it, or in there.
    spanning = root.descendant_for_point_range((row, 0), (row + 1, 0)) or root
    nodes = [spanning]
    while nodes:
        node = nodes.pop()
        if not node.start_point[0] <= row <= node.end_point[0]:
            continue
        nodes.extend(node.children)
        if _is_call_on(node, row):
            found.append(node)
    around = spanning.parent
    while around is not None:
        if _is_call_on(around, row):
            found.append(around)
        around = around.parent
    return sorted(found, key=lambda node: node.end_byte - node.start_byte)


def _is_call_on(node: Node, row: int) -> bool:
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    if callee is None:
        return False
    name = callee.children[-1] if callee.type == "member_expression" else callee
    return name.start_point[0] == row


def handed_nodes(root: Node, row: int) -> Iterator[Node]:
    """Yield all that stands in the arguments of the calls on a row, then in what the names among it were given.

    A name means what the innermost function around the call gives it, else what the file does outside of all functions; a
    member (``this.sql``, ``Texts.ORDERS``) is a field of any class.
    """
    named: dict[str, Node] = {}
    members: dict[str, None] = {}
    for call in calls_on(root, row):
        arguments = call.child_by_field_name("arguments")
        for node in nodes(arguments) if arguments is not None else ():
            yield node
            if node.type in _NAMES:
                named.setdefault(_text(node), call)
            elif node.type == "property_identifier" and _is_member(node):
                members.setdefault(_text(node))
    for name, call in named.items():
        for around in _around(call, root):
            given = list(_given(around, name))
            if given:
                yield from (node for value in given for node in nodes(value))
                break
    for name in members:
        yield from (node for value in _fields(root, name) for node in nodes(value))


def _around(node: Node, root: Node) -> Iterator[Node]:
    """Yield the functions around a node, the innermost first, and the file last."""
    parent = node.parent
    while parent is not None:
        if parent.type in _FUNCTIONS:
            yield parent
        parent = parent.parent
    yield root


def _is_member(node: Node) -> bool:
    return node.parent is not None and node.parent.type == "member_expression"


def _given(around: Node, name: str) -> Iterator[Node]:
    """Yield what a constant or variable is given in a function, or in a file outside of all functions."""
    nodes = [around]
    while nodes:
        node = nodes.pop()
        if node.type == "variable_declarator":
            yield from _if_named(node, "name", name, "value")
        elif node.type in _ASSIGNMENTS:
            yield from _if_named(node, "left", name, "right")
        inside = around.parent is not None or node.type not in _FUNCTIONS
        nodes.extend(reversed(node.children if inside else ()))


def _fields(root: Node, name: str) -> Iterator[Node]:
    """Yield what the fields of a name are given, where they are declared or assigned."""
    for node in nodes(root):
        if node.type == "public_field_definition":
            yield from _if_named(node, "name", name, "value")
        elif node.type in _ASSIGNMENTS:
            yield from _if_named(node, "left", f"this.{name}", "right")


def _if_named(node: Node, field: str, name: str, value: str) -> Iterator[Node]:
    target, given = node.child_by_field_name(field), node.child_by_field_name(value)
    if target is not None and given is not None and _text(target) == name:
        yield given


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
