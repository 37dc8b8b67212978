"""What code makes of the text of an environment key at the place where it reads it."""

from __future__ import annotations

import re

from tree_sitter import Node

from woosh_split.sources.code.nestjs.needs.syntax import Source, arguments

_NUMBERS = frozenset({"Number", "parseInt", "parseFloat", "Number.parseInt", "Number.parseFloat", "BigInt"})
_SAME = frozenset({"toLowerCase", "toUpperCase", "trim", "toString"})
_AROUND = frozenset({"non_null_expression", "parenthesized_expression", "as_expression", "await_expression"})
_EQUALS = frozenset({"===", "==", "!==", "!="})
_ELSE = frozenset({"||", "??"})
_STEPS = 12


def reading_of(node: Node, source: Source) -> tuple[str, tuple[str, ...], bool]:
    """Return ``(reading, compared texts, fallback)`` as :class:`EnvironmentRead` has them."""
    fallback = False
    for _ in range(_STEPS):
        parent = node.parent
        if parent is None:
            break
        kind = parent.type
        if kind in _AROUND:
            node = parent
        elif kind == "binary_expression":
            left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
            operator = source.text(parent.child_by_field_name("operator"))
            if operator in _EQUALS:
                other = source.string(right if left == node else left)
                return ("equals", (other,), True) if other is not None else ("text", (), fallback)
            is_flag = source.text(right) in ("true", "false") if operator in _ELSE else operator == "&&"
            if left == node and is_flag:
                return "flag", (), True
            if operator not in _ELSE:
                return "text", (), fallback
            fallback, node = fallback or left == node, parent
        elif kind == "unary_expression":
            operator = parent.children[0].type
            if operator == "!":
                return "flag", (), True
            return ("number" if operator in "+-" else "text"), (), fallback
        elif kind in ("ternary_expression", "if_statement"):
            if parent.child_by_field_name("condition") == node:
                return "flag", (), True
            return "text", (), fallback
        elif kind == "arguments":
            call = parent.parent
            return _argument(node, parent, source), (), fallback or _has_other(call, source, "||")
        elif kind == "member_expression" and parent.child_by_field_name("object") == node:
            name = source.text(parent.child_by_field_name("property"))
            call = parent.parent
            if name == "split":
                return "list", (), fallback or _has_other(call, source, "||", "??")
            if name == "includes":
                return "text", (), fallback
            if name not in _SAME or call is None or call.type != "call_expression":
                return _asked(name), (), fallback
            node = call
        else:
            break
    return "text", (), fallback


def _has_other(node: Node | None, source: Source, *operators: str) -> bool:
    """Tell whether something else stands where this gives nothing: ``Number(x) || 3000``."""
    parent = node.parent if node is not None else None
    if parent is None or parent.type != "binary_expression" or parent.child_by_field_name("left") != node:
        return False
    return source.text(parent.child_by_field_name("operator")) in operators


def _argument(node: Node, around: Node, source: Source) -> str:
    call = around.parent
    if call is None or call.type not in ("call_expression", "new_expression"):
        return "text"
    function = call.child_by_field_name("function")
    name = source.text(function)
    given = arguments(call)
    if name.endswith(".includes") and function is not None and function.named_children[0].type == "array":
        return "text"
    if not given or given[0] != node:
        return "text"
    if name in _NUMBERS:
        return "number"
    return {"Boolean": "flag", "JSON.parse": "json"}.get(name, "text")


def _asked(name: str) -> str:
    """Return the reading of env-var's ``asBool()`` and the like."""
    return {"asInt": "number", "asIntPositive": "number", "asPortNumber": "number", "asArray": "list"}.get(
        name, "text"
    )


def schema_reading(text: str) -> tuple[str, bool]:
    """Return ``(reading, fallback)`` of a schema's value: ``Joi.number().default(3000)``, ``z.coerce.boolean()``."""
    fallback = re.search(r"\.(default|optional|nullish|catch)\(|default\s*:|devDefault\s*:", text) is not None
    if text.startswith(("Joi", "joi")) and ".required(" not in text:
        fallback = True
    if re.search(r"coerce\s*\.\s*boolean", text):
        return "flag", fallback
    if re.search(r"\b(boolean|bool)\(", text):
        return "equals", fallback
    if re.search(r"\b(number|num|port)\(", text):
        return "number", fallback
    return ("json" if re.search(r"\bjson\(", text) else "text"), fallback
