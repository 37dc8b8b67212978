"""Functions and their statements to the tuples of a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from woosh_split.sources.code.typescript.conditions import (
    asks_for_path,
    may_choose_class,
    may_choose_decorator,
    read_condition,
)
from woosh_split.sources.code.typescript.expressions import (
    READERS,
    has_call,
    read_expression,
    read_key,
    text_of,
)
from woosh_split.sources.code.typescript.own_names import without_self
from woosh_split.sources.code.typescript.summary import (
    LEAVES,
    OPAQUE,
    Expr,
    Function,
    Param,
    Pattern,
    Stmt,
    Type,
)
from woosh_split.sources.code.typescript.switches import read_switch
from woosh_split.sources.code.typescript.types import is_plain_type, read_type, read_type_parameters

_ACCESSIBILITY = ("accessibility_modifier", "readonly", "override_modifier")


def read_function(node: Node, source: bytes, name: str = "") -> Function:
    """Read a function, method or arrow function."""
    params: tuple[Param, ...] = ()
    statements: tuple[Stmt, ...] = ()
    returns: Type = None
    type_params: tuple[str, ...] = ()
    arrow = False
    this: Type = None
    plain = False
    answers = node.type != "method_definition"
    for child in node.children:
        kind = child.type
        if kind == "formal_parameters":
            if source.startswith(b"(this", child.start_byte):
                this = _type_of_this(child, source)
            params = _parameters(child, source)
        elif kind == "statement_block":
            statements = without_self(read_block(child, source))
            # Without the word nothing is given back, whatever the type would be.
            plain = plain or not (answers or b"return" in source[child.start_byte : child.end_byte])
        elif kind == "type_annotation":
            returns = read_type(child, source)
            plain, answers = is_plain_type(child, source), True
        elif kind == "async" or kind == "*":
            answers = True
        elif kind == "type_parameters":
            type_params = read_type_parameters(child, source)
        elif kind == "=>":
            arrow = True
        elif node.type == "arrow_function" and child.is_named and kind != "comment":
            if arrow:
                statements = (("ret", read_expression(child, source)),)
            elif kind == "identifier":
                params = (_plain(text_of(child, source), child),)
    return Function(name, params, statements, returns, node.start_point[0] + 1, type_params, this, plain)


def read_decorator(node: Node, source: bytes) -> Expr:
    """Read ``@X`` as a name and ``@X(...)`` as a call."""
    children = [child for child in node.named_children if child.type != "comment"]
    return read_expression(children[0] if children else None, source)


def _plain(name: str, node: Node) -> Param:
    return Param(name, None, None, (), False, node.start_point[0] + 1)


def _type_of_this(node: Node, source: bytes) -> Type:
    """Read the type of ``function (this: Service, ...)``."""
    for child in node.named_children[:1]:
        if any(each.type == "this" for each in child.children):
            return read_type(child.child_by_field_name("type"), source)
    return None


def _parameters(node: Node, source: bytes) -> tuple[Param, ...]:
    return tuple(
        param
        for param in (
            _parameter(child, source)
            for child in node.named_children
            if child.type in ("required_parameter", "optional_parameter")
        )
        if param is not None
    )


def _parameter(node: Node, source: bytes) -> Param | None:
    pattern: Node | None = None
    type_: Type = None
    default: Expr | None = None
    decorators: tuple[Expr, ...] = ()
    is_field = False
    for child in node.children:
        kind = child.type
        if kind == "decorator":
            decorators = (*decorators, read_decorator(child, source))
        elif kind in _ACCESSIBILITY:
            is_field = True
        elif kind == "type_annotation":
            type_ = read_type(child, source)
        elif not child.is_named or kind == "comment":
            continue
        elif pattern is None:
            pattern = child
        else:
            default = read_expression(child, source)
    if pattern is None or pattern.type == "this":
        return None
    place = pattern.start_point[0] + 1
    rest = pattern.type == "rest_pattern"
    return Param(read_pattern(pattern, source), type_, default, decorators, is_field, place, rest)


def read_pattern(node: Node, source: bytes) -> Pattern:
    """Read what stands left of ``=``: a name, or what is taken apart."""
    kind = node.type
    if kind == "object_pattern":
        return ("objpat", tuple(_object_pattern(node, source)))
    if kind == "array_pattern":
        return ("arrpat", tuple(_array_pattern(node, source)))
    if kind == "assignment_pattern":
        left = node.child_by_field_name("left")
        return _or_default(read_pattern(left, source), node, source) if left is not None else ""
    if kind == "rest_pattern":
        children = node.named_children
        return read_pattern(children[0], source) if children else ""
    return text_of(node, source)


def _or_default(pattern: Pattern, node: Node, source: bytes) -> Pattern:
    """Return a pattern with what stands for it where nothing is given; numbers say nothing of interest."""
    default = read_expression(node.child_by_field_name("right"), source)
    return (
        pattern
        if default is OPAQUE or default[0] == "num" or default == ("lit", None)
        else ("dflt", pattern, default)
    )


def _array_pattern(node: Node, source: bytes) -> Iterator[Pattern]:
    """Yield what stands at each place; ``[, second]`` leaves the first one out, which is a pattern without a name."""
    empty = True
    for child in node.children[1:-1]:
        if child.type == ",":
            if empty:
                yield ("objpat", ())
            empty = True
        elif child.is_named and child.type != "comment":
            empty = False
            pattern = read_pattern(child, source)
            yield ("rest", pattern) if child.type == "rest_pattern" else pattern


def _object_pattern(node: Node, source: bytes) -> list[tuple[str | Expr | None, Pattern]]:
    entries: list[tuple[str | Expr | None, Pattern]] = []
    for child in node.named_children:
        kind = child.type
        if kind == "shorthand_property_identifier_pattern":
            name = text_of(child, source)
            entries.append((name, name))
        elif kind == "pair_pattern":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                entries.append((read_key(key, source), read_pattern(value, source)))
        elif kind == "object_assignment_pattern":
            left = child.child_by_field_name("left")
            if left is not None:
                name = text_of(left, source)
                entries.append((name, _or_default(name, child, source)))
        elif kind == "rest_pattern":
            entries.append((None, read_pattern(child, source)))
    return entries


def read_block(node: Node, source: bytes) -> tuple[Stmt, ...]:
    """Read the statements of a block, in order."""
    statements: list[Stmt] = []
    for child in node.named_children:
        _statement(child, source, statements)
    return tuple(statements)


def read_statement(node: Node, source: bytes) -> tuple[Stmt, ...]:
    """Read one statement, which may give several: the head of a loop and its body."""
    statements: list[Stmt] = []
    _statement(node, source, statements)
    return tuple(statements)


def _statement(node: Node, source: bytes, into: list[Stmt]) -> None:
    kind = node.type
    if kind in ("lexical_declaration", "variable_declaration"):
        for child in node.named_children:
            if child.type == "variable_declarator":
                read = _declarator(child, source)
                into.append((*read[:3], OPAQUE) if _counts(read, node, source) else read)
    elif kind == "expression_statement":
        if not _says_nothing(node, source):
            _expression_statement(node, source, into)
    elif kind == "return_statement":
        children = [child for child in node.named_children if child.type != "comment"]
        into.append(("ret", read_expression(children[0], source)) if children else LEAVES)
    elif kind == "throw_statement":
        if has_call(node, source):
            _expression_statement(node, source, into)
        into.append(LEAVES)
    elif kind == "function_declaration" or kind == "generator_function_declaration":
        name = node.child_by_field_name("name")
        into.append(("def", read_function(node, source, text_of(name, source) if name is not None else "")))
    elif kind == "statement_block":
        into.extend(read_block(node, source))
    elif kind in ("class_declaration", "abstract_class_declaration"):
        into.append(("exp", READERS["class"](node, source)))
    elif kind in _PLAIN_WITHOUT_CALL and not has_call(node, source):
        return
    elif kind == "for_in_statement":
        _for_in(node, source, into)
    elif kind in _NESTING:
        _nested(node, source, into)
    elif kind not in ("comment", "empty_statement", "break_statement", "continue_statement"):
        value = read_expression(node, source)
        if value is not OPAQUE:
            into.append(("exp", value))


def _says_nothing(node: Node, source: bytes) -> bool:
    """Tell a line for the console that calls nothing of ours: a tenth of the statements of some code bases."""
    if not source.startswith(b"console.", node.start_byte):
        return False
    start, end = node.start_byte + 8, node.end_byte
    opening = source.find(b"(", start, end) + 1
    return (
        source.find(b"(", opening, end) < 0
        and source.find(b"`", opening, end) < 0
        and source.find(b"=", opening, end) < 0
    )


_PLAIN_WITHOUT_CALL = frozenset({"labeled_statement", "debugger_statement"})
_NESTING = frozenset(
    {
        "if_statement", "else_clause", "for_statement", "while_statement", "do_statement", "try_statement",
        "catch_clause", "finally_clause", "switch_statement", "switch_body", "switch_case", "switch_default",
        "labeled_statement", "statement_block",
    }
)  # fmt: skip


def _expression_statement(node: Node, source: bytes, into: list[Stmt]) -> None:
    for child in node.named_children:
        if child.type == "comment":
            continue
        if child.type == "string":
            continue
        if child.type == "yield_expression":
            into.append(_yield(child, source))
            continue
        value = read_expression(child, source)
        if value is not OPAQUE:
            into.append(("exp", value))


def _yield(node: Node, source: bytes) -> Stmt:
    """Read ``yield x`` and ``yield* xs``, of which each item is handed out."""
    given = _first_code(node.named_children)
    return ("yld", read_expression(given, source), any(child.type == "*" for child in node.children))


def _declarator(node: Node, source: bytes) -> Stmt:
    children = node.children
    type_: Type = None
    value: Expr | None = None
    for index, child in enumerate(children):
        if child.type == "type_annotation":
            type_ = read_type(child, source)
        elif child.type == "=":
            value = read_expression(_first_code(children[index + 1 :]), source)
            break
    return ("let", read_pattern(children[0], source), type_, value)


def _counts(declared: Stmt, declaration: Node, source: bytes) -> bool:
    """Tell a number that goes up or down from there on: it is the first of many."""
    _, name, _, value = declared
    if value is None or value[0] != "num" or not isinstance(name, str) or declaration.parent is None:
        return False
    if source.startswith(b"const", declaration.start_byte):
        return False
    word = re.escape(name.encode())
    changed = rb"(?<![\w$.])" + word + rb"\s*(?:\+\+|--|[-+*/]=)|(?:\+\+|--)\s*" + word + rb"(?![\w$])"
    return re.search(changed, source[declaration.end_byte : declaration.parent.end_byte]) is not None


def _first_code(nodes: list[Node]) -> Node | None:
    return next((node for node in nodes if node.type != "comment"), None)


_KEYS: Expr = ("mem", ("id", "Object"), "keys")


def _for_in(node: Node, source: bytes, into: list[Stmt]) -> None:
    inner: list[Stmt] = []
    left, body = node.child_by_field_name("left"), node.child_by_field_name("body")
    iterable = read_expression(node.child_by_field_name("right"), source)
    if any(each.type == "in" for each in node.children):
        iterable = ("call", _KEYS, (iterable,), node.start_point[0] + 1, ())
    if left is not None:
        inner.append(("for", read_pattern(left, source), iterable))
    if body is not None:
        _statement(body, source, inner)
    into.append(("blk", tuple(inner)))


def _nested(node: Node, source: bytes, into: list[Stmt]) -> None:
    inner: list[Stmt] = []
    picked = read_switch(node, source) if node.type == "switch_statement" else None
    if picked is not None:
        into.append(("blk", (picked,)))
        return
    for child in node.named_children:
        _statement(child, source, inner)
    if inner and inner != [LEAVES]:
        into.append(("blk", tuple(inner), *_asked(node, source)))


def _asked(node: Node, source: bytes) -> tuple[Expr, tuple[Stmt, ...], tuple[Stmt, ...]] | tuple[()]:
    """Return the test of an ``if`` that may choose a decorator or a class, or ask for a path, and the statements of either branch; nothing of others."""
    if node.type != "if_statement":
        return ()
    condition = node.child_by_field_name("condition")
    chooses = may_choose_decorator(node, source) or may_choose_class(node, source)
    if not (chooses or asks_for_path(condition, source)):
        return ()
    test = read_condition(condition, source)
    if test is OPAQUE:
        return ()
    branches = (node.child_by_field_name(each) for each in ("consequence", "alternative"))
    then, other = (read_statement(each, source) if each is not None else () for each in branches)
    return (test, then, other)


def _function_expression(node: Node, source: bytes) -> Expr:
    name = node.child_by_field_name("name")
    return ("fn", read_function(node, source, text_of(name, source) if name is not None else ""))


for _kind in ("arrow_function", "function_expression", "generator_function", "function_declaration"):
    READERS[_kind] = _function_expression
