"""``exports.x = ...`` and ``module.exports = ...``: what a file of the CommonJS kind gives to those who require it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from woosh_split.sources.code.typescript.bodies import read_function
from woosh_split.sources.code.typescript.classes import read_class
from woosh_split.sources.code.typescript.expressions import read_expression, text_of
from woosh_split.sources.code.typescript.summary import ExportName

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.read import FileReader

WHOLE = "module.exports"
"""The name of what a file gives as a whole, where that has no name of its own."""
_EXPORTS = re.compile(r"(?:module\.)?exports(?:\.([\w$]+))?|module\.exports\[['\"]([\w$]+)['\"]\]")
_FUNCTIONS = frozenset(
    {
        "function_expression",
        "arrow_function",
        "generator_function",
        "function_declaration",
        "method_definition",
    }
)


def read_exports(node: Node, reader: FileReader) -> bool:
    """Read an assignment to ``exports`` at the top level of a file; say whether it was one."""
    if node.type != "assignment_expression":
        return False
    names: list[str] = []
    value: Node = node
    while value.type == "assignment_expression":  # exports.a = exports.b = ...
        left, right = value.child_by_field_name("left"), value.child_by_field_name("right")
        target = _EXPORTS.fullmatch(text_of(left, reader.source)) if left is not None else None
        if target is None or right is None:
            break
        if target[0] != "exports":  # `module.exports = exports = ...` names nothing more
            names.append(target[1] or target[2] or "=")
        value = right
    if not names:
        return False
    if "=" in names:
        _whole(value, reader)
    named = [name for name in names if name != "="]
    if named:
        local = _given(named[0], value, reader)
        line = value.start_point[0] + 1
        reader.exports.extend(ExportName(name, local, None, False, line) for name in named)
    return True


def _whole(value: Node, reader: FileReader) -> None:
    line = value.start_point[0] + 1
    if value.type == "object":
        for name, given in _members(value, reader.source):
            local = _given(name, given, reader)
            reader.exports.append(ExportName(name, local, None, False, given.start_point[0] + 1))
        return
    required = _required(value, reader.source)
    if required is not None:
        reader.exports.append(ExportName("*", "*", required, False, line))
        return
    local = text_of(value, reader.source) if value.type == "identifier" else _declare(WHOLE, value, reader)
    reader.exports.append(ExportName("=", local, None, False, line))


def _members(value: Node, source: bytes) -> Iterator[tuple[str, Node]]:
    for child in value.named_children:
        if child.type == "shorthand_property_identifier":
            yield text_of(child, source), child
        elif child.type == "method_definition":
            name = child.child_by_field_name("name")
            if name is not None:
                yield text_of(name, source).strip("'\""), child
        elif child.type == "pair":
            key, given = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and given is not None:
                yield text_of(key, source).strip("'\""), given


def _given(name: str, value: Node, reader: FileReader) -> str:
    """Return the name in the file of what is given under a name."""
    named = value.type in ("identifier", "shorthand_property_identifier")
    return text_of(value, reader.source) if named else _declare(name, value, reader)


def _declare(name: str, value: Node, reader: FileReader) -> str:
    """Declare what stands right of ``=`` under a name, and return that name; one that is taken gets ``exports.`` in front."""
    if name in reader.functions or name in reader.constants or name in reader.classes:
        name = f"exports.{name}"
    if value.type in _FUNCTIONS:
        reader.functions[name] = read_function(value, reader.source, name)
    elif value.type == "class":
        reader.classes[name] = read_class(value, reader.source, name, (), reader.ignored)
    else:
        reader.constants[name] = (read_expression(value, reader.source), None, value.start_point[0] + 1)
    return name


def _required(value: Node, source: bytes) -> str | None:
    """Return the file that ``require('...')`` names."""
    callee, given = value.child_by_field_name("function"), value.child_by_field_name("arguments")
    if value.type != "call_expression" or callee is None or given is None:
        return None
    first = next(iter(given.named_children), None)
    if text_of(callee, source) != "require" or first is None or first.type != "string":
        return None
    return text_of(first, source)[1:-1]
