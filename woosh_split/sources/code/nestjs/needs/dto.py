"""Shapes that handlers take and give: DTO classes with their validators, interfaces, aliases and enums of a file."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from woosh_split.model.service_code import ANYTHING, Rule, Shape, ShapeField, ShapeType
from woosh_split.sources.code.nestjs.needs.syntax import Source, arguments, decorator_call, line_of
from woosh_split.sources.code.nestjs.needs.types import read_fields, read_shape_type

_CLASSES = frozenset({"class_declaration", "abstract_class_declaration"})
_MAPPED = {"PartialType": "partial", "PickType": "pick", "OmitType": "omit", "IntersectionType": "all"}


def read_shapes(root: Node, source: Source) -> Iterator[Shape]:
    """Yield the shapes that stand at the top of a file; those of namespaces and functions are of no handler."""
    for node in root.named_children:
        inner = node.child_by_field_name("declaration") if node.type == "export_statement" else node
        if inner is None:
            continue
        kind = inner.type
        name = source.text(inner.child_by_field_name("name"))
        if kind in _CLASSES:
            yield _class(inner, name, source)
        elif kind == "interface_declaration":
            body = inner.child_by_field_name("body")
            fields = read_fields(body, source) if body is not None else ANYTHING
            yield Shape(name, source.path, line_of(inner), fields, tuple(_extended(inner, source)))
        elif kind == "type_alias_declaration":
            yield Shape(name, source.path, line_of(inner), _alias(inner, source))
        elif kind == "enum_declaration":
            yield Shape(name, source.path, line_of(inner), _enum(inner, source))


def _alias(node: Node, source: Source) -> ShapeType:
    return read_shape_type(node.child_by_field_name("value"), source)


def _enum(node: Node, source: Source) -> ShapeType:
    """Return the union of an enum's values; a computed one makes anything of it."""
    values: list[ShapeType] = []
    following: int | None = 0
    body = node.child_by_field_name("body")
    for each in body.named_children if body is not None else ():
        if each.type == "comment":
            continue
        if each.type == "enum_assignment":
            value = source.literal(each.child_by_field_name("value"))
            if value is None:
                return ANYTHING
            values.append(("lit", value))
            following = value + 1 if isinstance(value, int) else None
        elif following is None:
            return ANYTHING
        else:
            values.append(("lit", following))
            following += 1
    return ("union", tuple(values))


def _extended(node: Node, source: Source) -> Iterator[ShapeType]:
    for clause in node.named_children:
        if clause.type == "extends_type_clause":
            for each in clause.named_children:
                yield read_shape_type(each, source)


def _class(node: Node, name: str, source: Source) -> Shape:
    fields: list[ShapeField] = []
    body = node.child_by_field_name("body")
    pending: list[Node] = []
    for child in body.named_children if body is not None else ():
        if child.type == "decorator":
            pending.append(child)
        elif child.type == "public_field_definition":
            field = _field(child, pending, source)
            if field is not None:
                fields.append(field)
            pending = []
        elif child.type == "method_definition":
            if any(each.type == "get" for each in child.children):
                getter = source.text(child.child_by_field_name("name"))
                returned = read_shape_type(child.child_by_field_name("return_type"), source)
                fields.append(ShapeField(getter, returned, True, (Rule("get"),)))
            pending = []
    return Shape(name, source.path, line_of(node), ("obj", tuple(fields)), _parents(node, source))


def _field(node: Node, pending: list[Node], source: Source) -> ShapeField | None:
    if any(
        child.type in ("static", "accessibility_modifier") and source.text(child) not in ("public",)
        for child in node.children
    ):
        return None
    above = [*pending, *(each for each in node.named_children if each.type == "decorator")]
    rules = tuple(_rule(each, source) for each in above)
    typed = next((each for each in node.named_children if each.type == "type_annotation"), None)
    value = node.child_by_field_name("value")
    type_ = read_shape_type(typed, source) if typed is not None else _of_value(value, source)
    optional = any(child.type == "?" for child in node.children) or value is not None
    return ShapeField(source.text(node.child_by_field_name("name")).strip("'\""), type_, optional, rules)


def _of_value(node: Node | None, source: Source) -> ShapeType:
    value = source.literal(node)
    if isinstance(value, bool):
        return ("prim", "boolean")
    if isinstance(value, int | float):
        return ("prim", "number")
    return ("prim", "string") if isinstance(value, str) else ANYTHING


def _rule(node: Node, source: Source) -> Rule:
    """Read a decorator; ``() => Item`` and a bare name are handed on as ``(name, text, ())``."""
    name, call = decorator_call(node, source)
    return Rule(name, tuple(_given(each, source) for each in arguments(call)))


def _given(node: Node, source: Source) -> object:
    if node.type == "arrow_function":
        body = node.child_by_field_name("body")
        return _given(body, source) if body is not None else None
    if node.type == "identifier":
        return ("name", source.text(node), ())
    if node.type == "array" and node.named_children and node.named_children[0].type == "identifier":
        return ("arr", _given(node.named_children[0], source))
    if (
        node.type == "call_expression"
        and source.text(node.child_by_field_name("function")) == "Object.values"
    ):
        given = arguments(node)
        return _given(given[0], source) if given else None
    if node.type == "object":
        pairs = []
        for pair in node.named_children:
            if pair.type != "pair":
                continue
            key = source.text(pair.child_by_field_name("key")).strip("'\"")
            value = pair.child_by_field_name("value")
            pairs.append((key, _given(value, source) if value is not None else None))
        return ("options", tuple(pairs))
    if node.type == "regex":
        pattern = source.text(node.child_by_field_name("pattern"))
        return ("regex", pattern)
    value = source.literal(node)
    # Marked, since ``IsIn(['name', 'date'])`` would be taken for a type otherwise.
    return ("values", value) if isinstance(value, tuple) else value


def _parents(node: Node, source: Source) -> tuple[ShapeType, ...]:
    for heritage in node.named_children:
        if heritage.type != "class_heritage":
            continue
        for clause in heritage.named_children:
            if clause.type == "extends_clause":
                return (_parent(clause.child_by_field_name("value"), source),)
    return ()


def _parent(node: Node | None, source: Source) -> ShapeType:
    """Read what a class extends: a name, or ``PartialType(CreateDto)`` and its like, nested too."""
    if node is None:
        return ANYTHING
    if node.type in ("identifier", "member_expression"):
        return ("name", source.text(node), ())
    if node.type == "as_expression":
        return _parent(node.named_children[0], source)
    if node.type != "call_expression":
        return ANYTHING
    tag = _MAPPED.get(source.text(node.child_by_field_name("function")))
    given = arguments(node)
    if tag is None or not given:
        return ANYTHING
    if tag == "all":
        return ("all", tuple(_parent(each, source) for each in given))
    inner = _parent(given[0], source)
    if tag == "partial":
        return ("partial", inner)
    keys = given[1] if len(given) > 1 else None
    while keys is not None and keys.type == "as_expression":
        keys = keys.named_children[0]
    names = source.literal(keys)
    return (tag, inner, names) if isinstance(names, tuple) else ANYTHING
