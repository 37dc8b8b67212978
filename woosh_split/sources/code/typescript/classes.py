"""Classes to the tuples of a summary."""

from __future__ import annotations

from collections.abc import Container

from tree_sitter import Node

from woosh_split.sources.code.typescript.bodies import read_decorator, read_function
from woosh_split.sources.code.typescript.expressions import READERS, read_expression, text_of
from woosh_split.sources.code.typescript.summary import OPAQUE, Class, Expr, Field, Function, Method, Type
from woosh_split.sources.code.typescript.types import read_type, read_type_arguments, read_type_parameters


def read_class(
    node: Node, source: bytes, name: str, decorators: tuple[Expr, ...] = (), ignored: Container[str] = ()
) -> Class:
    """Read a class.

    ``decorators`` are those that stand before ``export``. ``ignored`` names decorators of members that can
    carry no fact (validation, documentation).
    """
    own: list[Expr] = list(decorators)
    extends: Expr | None = None
    extends_types: tuple[Type, ...] = ()
    implements: tuple[Type, ...] = ()
    for child in node.named_children:
        if child.type == "decorator":
            own.append(read_decorator(child, source))
        elif child.type == "class_heritage":
            for clause in child.named_children:
                if clause.type == "extends_clause":
                    extends = read_expression(clause.child_by_field_name("value"), source)
                    extends_types = read_type_arguments(clause.child_by_field_name("type_arguments"), source)
                elif clause.type == "implements_clause":
                    implements = tuple(read_type(each, source) for each in clause.named_children)
    fields, methods, constructor = _members(node.child_by_field_name("body"), source, ignored)
    return Class(
        name,
        node.start_point[0] + 1,
        node.type == "abstract_class_declaration",
        tuple(own),
        read_type_parameters(node.child_by_field_name("type_parameters"), source),
        extends,
        extends_types,
        implements,
        fields,
        methods,
        constructor,
    )


def _members(
    body: Node | None, source: bytes, ignored: Container[str]
) -> tuple[tuple[Field, ...], tuple[Method, ...], Function | None]:
    fields: list[Field] = []
    methods: list[Method] = []
    constructor: Function | None = None
    pending: list[Expr] = []
    for child in body.named_children if body is not None else ():
        kind = child.type
        if kind == "decorator":
            _add_decorator(child, source, ignored, pending)
        elif kind == "public_field_definition":
            field = _field(child, source, ignored, pending)
            pending = []
            if field.value is not None and field.value[0] == "fn":
                # A function in a field is a method in all that matters: its name, its ``this``, its callers.
                function = field.value[1]._replace(name=field.name)
                methods.append(Method(function, "method", field.decorators, field.static, field.line))
            else:
                fields.append(field)
        elif kind in ("method_definition", "abstract_method_signature", "method_signature"):
            method = _method(child, source, tuple(pending))
            pending = []
            if method is None:
                continue
            if method.function.name == "constructor":
                constructor = method.function if kind == "method_definition" else constructor
            elif kind == "method_definition" or kind == "abstract_method_signature":
                methods.append(method)
    return tuple(fields), tuple(methods), constructor


def _add_decorator(node: Node, source: bytes, ignored: Container[str], into: list[Expr]) -> None:
    inner = next((child for child in node.named_children if child.type != "comment"), None)
    if inner is None:
        return
    name = inner.child_by_field_name("function") if inner.type == "call_expression" else inner
    if name is not None and name.type == "identifier" and text_of(name, source) in ignored:
        return
    into.append(read_expression(inner, source))


def _field(node: Node, source: bytes, ignored: Container[str], pending: list[Expr]) -> Field:
    decorators = list(pending)
    static = optional = False
    name: Node | None = None
    type_node: Node | None = None
    value: Expr | None = None
    assigned = False
    for child in node.children:
        kind = child.type
        if kind == "decorator":
            _add_decorator(child, source, ignored, decorators)
        elif kind == "static":
            static = True
        elif kind == "?":
            optional = True
        elif kind == "type_annotation":
            type_node = child
        elif kind == "=":
            assigned = True
        elif child.is_named and kind not in _MODIFIERS:
            if assigned:
                value = read_expression(child, source)
            elif name is None:
                name = child
    text = ""
    if type_node is not None and decorators:
        text = next((text_of(c, source) for c in type_node.named_children if c.type != "comment"), "")
    return Field(
        text_of(name, source).strip("'\"") if name is not None else "",
        read_type(type_node, source),
        value,
        tuple(decorators),
        static,
        (name or node).start_point[0] + 1,
        text,
        optional,
    )


_MODIFIERS = frozenset({"accessibility_modifier", "override_modifier", "comment", "readonly", "declare"})


def _method(node: Node, source: bytes, decorators: tuple[Expr, ...]) -> Method | None:
    name = node.child_by_field_name("name")
    if name is None:
        return None
    kind, static = "method", False
    for child in node.children:
        if child.type in ("get", "set"):
            kind = child.type
        elif child.type == "static":
            static = True
        elif child.type in ("property_identifier", "statement_block", "formal_parameters"):
            break
    function = read_function(node, source, text_of(name, source).strip("'\""))
    abstract = node.type == "abstract_method_signature"
    return Method(function, kind, decorators, static, name.start_point[0] + 1, abstract)


def _class_expression(node: Node, source: bytes) -> Expr:
    name = node.child_by_field_name("name")
    if node.child_by_field_name("body") is None:
        return OPAQUE
    return ("cls", read_class(node, source, text_of(name, source) if name is not None else ""))


for _kind in ("class", "class_declaration", "abstract_class_declaration"):
    READERS[_kind] = _class_expression
