"""Expressions of the syntax tree to the tuples of a summary.

What cannot carry a fact (no call, no name, no string that anybody could use) is cut off early: walking every
node of a file would cost more than parsing it.
"""

from __future__ import annotations

from collections.abc import Callable
from sys import intern

from tree_sitter import Node

from woosh_split.sources.code.typescript.names import IDENTIFIERS, NAMES
from woosh_split.sources.code.typescript.strings import unescape
from woosh_split.sources.code.typescript.summary import OPAQUE, STEP, Expr
from woosh_split.sources.code.typescript.types import read_type, read_type_arguments

Reader = Callable[[Node, bytes], Expr]

_THIS: Expr = ("this",)
_SUPER: Expr = ("super",)
_NUMERIC = ("num", "ari", "id", "mem")
_UNDEFINED: Expr = ("id", "undefined")


def read_expression(node: Node | None, source: bytes) -> Expr:
    """Read one expression; what carries nothing is :data:`OPAQUE`."""
    if node is None:
        return OPAQUE
    reader = READERS.get(node.type)
    if reader is not None:
        return reader(node, source)
    return _anything(node, source)


def text_of(node: Node, source: bytes) -> str:
    """Return a node's own text; the same words come again and again, and are kept once."""
    return intern(source[node.start_byte : node.end_byte].decode("utf-8", "replace"))


def has_call(node: Node, source: bytes) -> bool:
    """Tell cheaply whether a call, a function or a template may stand in a node."""
    start, end = node.start_byte, node.end_byte
    return source.find(b"(", start, end) >= 0 or source.find(b"`", start, end) >= 0


def _anything(node: Node, source: bytes) -> Expr:
    if not has_call(node, source):
        return OPAQUE
    parts = tuple(
        part
        for part in (read_expression(child, source) for child in node.named_children)
        if part is not OPAQUE and part[0] not in ("str", "num", "lit", "rex")
    )
    return ("any", parts) if parts else OPAQUE


def _identifier(node: Node, source: bytes) -> Expr:
    return IDENTIFIERS[source[node.start_byte : node.end_byte]]


def _member(node: Node, source: bytes) -> Expr:
    # Children by position: looking a field up by its name costs five times as much, and this is the hot path.
    children = node.children
    target, name = children[0], children[-1]
    reader = READERS.get(target.type)
    return (
        "mem",
        reader(target, source) if reader is not None else _anything(target, source),
        NAMES[source[name.start_byte : name.end_byte]],
    )


def _subscript(node: Node, source: bytes) -> Expr:
    target = read_expression(node.child_by_field_name("object"), source)
    index = read_expression(node.child_by_field_name("index"), source)
    if target == _THIS and index[0] == "str":  # `this['users']` gets around a modifier: the same field
        return ("mem", target, intern(index[1]))
    return ("idx", target, index)


def read_arguments(node: Node | None, source: bytes) -> tuple[Expr, ...]:
    """Read the expressions of an argument list or an array."""
    if node is None:
        return ()
    found = []
    for child in node.named_children:
        kind = child.type
        if kind != "comment":
            reader = READERS.get(kind)
            found.append(reader(child, source) if reader is not None else _anything(child, source))
    return tuple(found)


def _call(node: Node, source: bytes) -> Expr:
    children = node.children
    function, arguments = children[0], children[-1]
    form = function.type
    reader = READERS.get(form)
    callee = reader(function, source) if reader is not None else _anything(function, source)
    if callee[0] == "wait":  # `await a.b<T>(c)` is parsed as a call of what is waited for
        callee = callee[1]
    place = function.children[-1] if form == "member_expression" and callee[0] == "mem" else function
    line = place.start_point[0] + 1
    form = arguments.type
    if form != "arguments":
        if form == "template_string":
            return ("tag", callee, _template(arguments, source), line)
        return ("call", callee, (), line, ())
    types = read_type_arguments(children[1], source) if len(children) > 2 else ()
    return ("call", callee, read_arguments(arguments, source), line, types)


def _new(node: Node, source: bytes) -> Expr:
    callee = read_expression(node.child_by_field_name("constructor"), source)
    types = read_type_arguments(node.child_by_field_name("type_arguments"), source)
    arguments = read_arguments(node.child_by_field_name("arguments"), source)
    return ("new", callee, arguments, node.start_point[0] + 1, types)


def _string(node: Node, source: bytes) -> Expr:
    return ("str", unescape(source[node.start_byte + 1 : node.end_byte - 1].decode("utf-8", "replace")))


def _template(node: Node, source: bytes) -> Expr:
    start, end = node.start_byte + 1, node.end_byte - 1
    if source.find(b"${", start, end) < 0:  # asking a node for its children costs more than all the rest
        return ("str", unescape(source[start:end].decode("utf-8", "replace")))
    parts: list[str | Expr] = []
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        if child.start_byte > start:
            parts.append(unescape(source[start : child.start_byte].decode("utf-8", "replace")))
        inner = next((each for each in child.named_children if each.type != "comment"), None)
        parts.append(read_expression(inner, source))
        start = child.end_byte
    if end > start:
        parts.append(unescape(source[start:end].decode("utf-8", "replace")))
    if not any(isinstance(part, tuple) for part in parts):
        return ("str", "".join(part for part in parts if isinstance(part, str)))
    return ("tpl", tuple(parts))


def _number(node: Node, source: bytes) -> Expr:
    return ("num", text_of(node, source).replace("_", ""))


def _unary(node: Node, source: bytes) -> Expr:
    """Read a negative number; any other operator says nothing of its operand."""
    operand = node.child_by_field_name("argument")
    if operand is not None and operand.type == "number" and source[node.start_byte] == ord("-"):
        return ("num", "-" + text_of(operand, source).replace("_", ""))
    return _anything(node, source)


def _array(node: Node, source: bytes) -> Expr:
    return ("arr", read_arguments(node, source))


def _spread(node: Node, source: bytes) -> Expr:
    """Read ``...items``; ``...(full && { relations })`` is the object or nothing, whatever the condition is worth."""
    inner = next((child for child in node.named_children if child.type != "comment"), None)
    while inner is not None and inner.type == "parenthesized_expression" and inner.named_children:
        inner = inner.named_children[0]
    operator = inner.child_by_field_name("operator") if inner is not None else None
    if inner is None or operator is None or operator.type != "&&":
        return ("spread", read_expression(inner, source))
    left, right = (read_expression(inner.child_by_field_name(each), source) for each in ("left", "right"))
    return ("spread", ("cond", left, right, ("id", "undefined")))


def read_key(node: Node, source: bytes) -> str | Expr:
    """Read the key of a property: text, or an expression when it is computed."""
    kind = node.type
    if kind == "property_identifier":
        return NAMES[source[node.start_byte : node.end_byte]]
    if kind == "string":
        key: str = _string(node, source)[1]
        return key
    if kind == "computed_property_name":
        children = node.named_children
        inner = read_expression(children[0] if children else None, source)
        return str(inner[1]) if inner[0] == "str" else inner
    return text_of(node, source)


def _object(node: Node, source: bytes) -> Expr:
    pairs: list[tuple[str | Expr | None, Expr]] = []
    for child in node.named_children:
        kind = child.type
        if kind == "pair":
            parts = child.children
            key, value = parts[0], parts[-1]
            reader = READERS.get(value.type)
            pairs.append(
                (
                    NAMES[source[key.start_byte : key.end_byte]]
                    if key.type == "property_identifier"
                    else read_key(key, source),
                    reader(value, source) if reader is not None else _anything(value, source),
                )
            )
        elif kind == "shorthand_property_identifier":
            name = text_of(child, source)
            pairs.append((name, ("id", name)))
        elif kind == "spread_element":
            pairs.append((None, _spread(child, source)[1]))
        elif kind == "method_definition":
            name_node = child.child_by_field_name("name")
            if name_node is not None:
                pairs.append(_method(child, name_node, source))
    return ("obj", tuple(pairs))


def _method(node: Node, name: Node, source: bytes) -> tuple[str | Expr | None, Expr]:
    """Read a method of an object; what a setter does is under a name that nothing asks for."""
    key = read_key(name, source)
    function = READERS["arrow_function"](node, source)
    if source.startswith(b"get", node.start_byte) and any(each.type == "get" for each in node.children):
        return (key, ("get", function[1]))
    if source.startswith(b"set", node.start_byte) and any(each.type == "set" for each in node.children):
        return (f"set {key}", function)
    return (key, function)


def _inner(node: Node, source: bytes) -> Expr:
    for child in node.named_children:
        if child.type != "comment":
            return read_expression(child, source)
    return OPAQUE


def _await(node: Node, source: bytes) -> Expr:
    """Read what is waited for: of a member of a plain name where, since an entity may load it then."""
    found = _inner(node, source)
    plain = found[0] == "mem" and found[1][0] in ("id", "this", "mem", "idx")
    return ("wait", found, node.end_point[0] + 1) if plain else found


def _cast(node: Node, source: bytes) -> Expr:
    children = [child for child in node.named_children if child.type != "comment"]
    inner = read_expression(children[0] if children else None, source)
    type_ = read_type(children[1], source) if len(children) > 1 else None
    return ("as", inner, type_) if type_ is not None else inner


def _angle_cast(node: Node, source: bytes) -> Expr:
    children = [child for child in node.named_children if child.type != "comment"]
    inner = read_expression(children[-1] if children else None, source)
    types = read_type_arguments(children[0], source) if len(children) > 1 else ()
    return ("as", inner, types[0]) if types and types[0] is not None else inner


def _binary(node: Node, source: bytes) -> Expr:
    operator = node.child_by_field_name("operator")
    kind = operator.type if operator is not None else ""
    if kind in ("||", "??", "&&", "+"):
        left = read_expression(node.child_by_field_name("left"), source)
        right = read_expression(node.child_by_field_name("right"), source)
        if left is OPAQUE and right is OPAQUE:
            return OPAQUE
        return ("add" if kind == "+" else "or", left, right)
    if kind in ("*", "-", "/"):
        left = read_expression(node.child_by_field_name("left"), source)
        right = read_expression(node.child_by_field_name("right"), source)
        if left[0] in _NUMERIC and right[0] in _NUMERIC:
            return ("ari", kind, left, right)
    return _anything(node, source)


def _assignment(node: Node, source: bytes) -> Expr:
    operator = node.child_by_field_name("operator")
    return (
        "set",
        read_expression(node.child_by_field_name("left"), source),
        text_of(operator, source) if operator is not None else "=",
        read_expression(node.child_by_field_name("right"), source),
    )


def _update(node: Node, source: bytes) -> Expr:
    """Read ``this.served++``: nobody follows numbers, but that one is kept somewhere is state."""
    argument = node.child_by_field_name("argument")
    return ("set", read_expression(argument, source), STEP, OPAQUE) if argument is not None else OPAQUE


def _this(node: Node, source: bytes) -> Expr:
    return _THIS


def _super(node: Node, source: bytes) -> Expr:
    return _SUPER


def _literal(node: Node, source: bytes) -> Expr:
    return ("lit", {"true": True, "false": False}.get(node.type))


def _undefined(node: Node, source: bytes) -> Expr:
    return _UNDEFINED


def _regex(node: Node, source: bytes) -> Expr:
    return ("rex", text_of(node, source))


def _nothing(node: Node, source: bytes) -> Expr:
    return OPAQUE


READERS: dict[str, Reader] = {
    "identifier": _identifier,
    "import": _identifier,
    "property_identifier": _identifier,
    "member_expression": _member,
    "subscript_expression": _subscript,
    "call_expression": _call,
    "new_expression": _new,
    "string": _string,
    "template_string": _template,
    "number": _number,
    "unary_expression": _unary,
    "array": _array,
    "spread_element": _spread,
    "object": _object,
    "parenthesized_expression": _inner,
    "await_expression": _await,
    "non_null_expression": _inner,
    "instantiation_expression": _inner,
    "as_expression": _cast,
    "satisfies_expression": _inner,
    "type_assertion": _angle_cast,
    "binary_expression": _binary,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _assignment,
    "update_expression": _update,
    "this": _this,
    "super": _super,
    "true": _literal,
    "false": _literal,
    "null": _literal,
    "undefined": _undefined,
    "comment": _nothing,
    "regex": _regex,
}
"""Readers by node type; functions and classes are registered by the modules that read them."""
