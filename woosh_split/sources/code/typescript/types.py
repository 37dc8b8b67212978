"""Type annotations to the small type tuples of a summary."""

from __future__ import annotations

from tree_sitter import Node

from woosh_split.sources.code.typescript.names import NAMES, REFERENCES
from woosh_split.sources.code.typescript.summary import Type

ANY_KEY = "*"
"""What the type of a dictionary says of all its keys: ``{ [id: number]: Order }``."""
_PLAIN = frozenset(
    {"array_type", "tuple_type", "literal_type", "template_literal_type", "object_type", "function_type"}
)


def read_type(node: Node | None, source: bytes) -> Type:
    """Read a type node, or the annotation (``: T``) around one."""
    if node is None:
        return None
    reader = _READERS.get(node.type)
    return reader(node, source) if reader else None


def is_plain_type(node: Node, source: bytes) -> bool:
    """Tell a type that is no Promise, whatever its names mean: a text, a list, an object, ``void``, or one of several such."""
    children = node.named_children
    if node.type in ("type_annotation", "parenthesized_type", "readonly_type"):
        return bool(children) and is_plain_type(children[-1], source)
    if node.type == "union_type":
        return all(is_plain_type(each, source) for each in children if each.type != "comment")
    if node.type == "predefined_type":
        return source[node.start_byte : node.end_byte] not in (b"any", b"unknown", b"object")
    return node.type in _PLAIN


def read_type_arguments(node: Node | None, source: bytes) -> tuple[Type, ...]:
    """Read ``<A, B>``."""
    if node is None or node.type != "type_arguments":
        return ()
    return tuple(read_type(child, source) for child in node.named_children if child.type != "comment")


def read_type_parameters(node: Node | None, source: bytes) -> tuple[str, ...]:
    """Read the names of ``<T extends X, U = Y>``."""
    if node is None:
        return ()
    names = []
    for child in node.named_children:
        name = child.child_by_field_name("name")
        if name is not None:
            names.append(_text(name, source))
    return tuple(names)


def _text(node: Node, source: bytes) -> str:
    return NAMES[source[node.start_byte : node.end_byte]]


def _inner(node: Node, source: bytes) -> Type:
    children = node.named_children
    return read_type(children[-1], source) if children else None


def _reference(node: Node, source: bytes) -> Type:
    return REFERENCES[source[node.start_byte : node.end_byte]]


def _generic(node: Node, source: bytes) -> Type:
    name = node.child_by_field_name("name")
    if name is None:
        return None
    return (
        "ref",
        _text(name, source),
        read_type_arguments(node.child_by_field_name("type_arguments"), source),
    )


def _array(node: Node, source: bytes) -> Type:
    item = _inner(node, source)
    return ("arr", item) if item else None


def _union(node: Node, source: bytes) -> Type:
    members: list[Type] = []
    closed = True
    for child in node.named_children:
        member = read_type(child, source)
        if member is None:
            closed = closed and child.type in ("literal_type", "comment")  # null and undefined
            continue
        members.extend(member[1] if member[0] == "union" else (member,))
    if not closed:  # among all strings, those that are named say nothing
        members = [each for each in members if each is not None and each[0] != "litt"]
    if not members:
        return None
    return members[0] if len(members) == 1 else ("union", tuple(members))


def _object(node: Node, source: bytes) -> Type:
    return ("objt", read_members(node, source))


def read_members(node: Node, source: bytes) -> tuple[tuple[str, Type], ...]:
    """Read the properties of an object type or interface body whose type says more than a primitive."""
    members = []
    for child in node.named_children:
        if child.type == "index_signature":
            item = read_type(child.child_by_field_name("type"), source)
            if item is not None:
                members.append((ANY_KEY, item))
        if child.type not in ("property_signature", "method_signature"):
            continue
        name = child.child_by_field_name("name")
        if name is None:
            continue
        field = "type" if child.type == "property_signature" else "return_type"
        member = read_type(child.child_by_field_name(field), source)
        if member is not None:
            members.append((_text(name, source), member))
    return tuple(members)


def _typeof(node: Node, source: bytes) -> Type:
    children = node.named_children
    return ("typeof", _text(children[0], source)) if children else None


def _indexed(node: Node, source: bytes) -> Type:
    """Read ``(typeof X)[number]`` and ``(typeof X)[keyof typeof X]``: anything that a constant holds."""
    held, *index = node.named_children
    while held.type == "parenthesized_type" and held.named_children:
        held = held.named_children[0]
    of = _typeof(held, source) if held.type == "type_query" else None
    if of is None or len(index) != 1:
        return None
    every = _text(index[0], source) == "number" or _keys(index[0], source) == ("keyof", of[1])
    return ("each", of[1]) if every else None


def _keys(node: Node, source: bytes) -> Type:
    """Read ``keyof typeof X``: the names that a constant has."""
    inner = node.named_children[0] if node.type == "index_type_query" and node.named_children else None
    of = _typeof(inner, source) if inner is not None and inner.type == "type_query" else None
    return ("keyof", of[1]) if of is not None else None


def _literal(node: Node, source: bytes) -> Type:
    text = _text(node, source)
    return None if text in ("null", "undefined") else ("litt", text)


_READERS = {
    "type_annotation": _inner,
    "type_identifier": _reference,
    "nested_type_identifier": _reference,
    "generic_type": _generic,
    "array_type": _array,
    "readonly_type": _inner,
    "parenthesized_type": _inner,
    "union_type": _union,
    "intersection_type": _union,
    "object_type": _object,
    "type_query": _typeof,
    "literal_type": _literal,
    "lookup_type": _indexed,
    "index_type_query": _keys,
}
