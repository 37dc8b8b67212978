"""Type annotations to the types of :mod:`woosh_split.model.service_code`, names left as they are written.

A name that is written in the file is ``(name, text, arguments)`` here; :mod:`.linking` turns it into a ``ref`` or into
what is known of it.
"""

from __future__ import annotations

from tree_sitter import Node

from woosh_split.model.service_code import ANYTHING, ShapeField, ShapeType
from woosh_split.sources.code.nestjs.needs.syntax import Source

_PRIMITIVES = frozenset({"string", "number", "boolean", "bigint"})


def read_shape_type(node: Node | None, source: Source) -> ShapeType:
    """Read a type node, or the annotation around one."""
    if node is None:
        return ANYTHING
    kind = node.type
    inner = [each for each in node.named_children if each.type != "comment"]
    if kind in ("type_annotation", "parenthesized_type", "readonly_type"):
        return read_shape_type(inner[-1], source) if inner else ANYTHING
    if kind == "predefined_type":
        text = source.text(node)
        return ("prim", text) if text in _PRIMITIVES else ANYTHING
    if kind in ("type_identifier", "nested_type_identifier"):
        return ("name", source.text(node), ())
    if kind == "generic_type":
        name = node.child_by_field_name("name") or inner[0]
        given = next((each for each in inner if each.type == "type_arguments"), None)
        types = tuple(read_shape_type(each, source) for each in given.named_children) if given else ()
        return ("name", source.text(name), types)
    if kind == "array_type":
        return ("arr", read_shape_type(inner[0], source)) if inner else ANYTHING
    if kind == "tuple_type":
        types = tuple(read_shape_type(each, source) for each in inner)
        return ("arr", types[0] if len(set(types)) == 1 else ANYTHING)
    if kind in ("union_type", "intersection_type"):
        return _members(node, source, "union" if kind == "union_type" else "all")
    if kind == "literal_type":
        return _literal(inner[0] if inner else None, source)
    if kind in ("object_type", "interface_body"):
        return read_fields(node, source)
    if kind == "template_literal_type":
        return ("prim", "string")
    return ANYTHING


def _members(node: Node, source: Source, tag: str) -> ShapeType:
    members: list[ShapeType] = []
    for each in node.named_children:
        if each.type == "comment":
            continue
        member = read_shape_type(each, source)
        members.extend(member[1] if member[0] == tag else (member,))
    return (tag, tuple(members))


def _literal(node: Node | None, source: Source) -> ShapeType:
    if node is None or node.type == "undefined":
        return ("undefined",)
    if node.type == "null":
        return ("lit", None)
    value = source.literal(node)
    return ("lit", value) if value is not None else ANYTHING


def read_fields(node: Node, source: Source) -> ShapeType:
    """Read the members of an object type or of an interface's body."""
    fields: list[ShapeField] = []
    for each in node.named_children:
        if each.type == "index_signature":
            typed = each.child_by_field_name("type")
            return ("map", read_shape_type(typed, source))
        if each.type != "property_signature":
            continue
        name = source.text(each.child_by_field_name("name")).strip("'\"")
        optional = any(child.type == "?" for child in each.children)
        fields.append(ShapeField(name, read_shape_type(each.child_by_field_name("type"), source), optional))
    return ("obj", tuple(fields))
