"""Where a main file makes its application, by the bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tree_sitter import Node

from woosh_split.sources.code.typescript.syntax import nodes, parse

_BLANKS = re.compile(rb"[ \t]*")


@dataclass(frozen=True, slots=True)
class ApplicationMade:
    """The statement ``const app = await NestFactory.create(...)``.

    ``end`` is behind the statement, ``indentation`` stands before it; ``adapter`` are the places between the brackets of
    ``new FastifyAdapter(...)``, None where the application runs on Express.
    """

    variable: str
    end: int
    indentation: bytes
    adapter: tuple[int, int] | None = None


def application_made(content: bytes) -> ApplicationMade | None:
    """Return the first statement that makes an application and names it, None where there is none."""
    for node in nodes(parse(content).root_node):
        if node.type != "variable_declarator" or node.parent is None:
            continue
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        call = _creation(value) if value is not None else None
        if name is None or name.type != "identifier" or call is None:
            continue
        statement = node.parent
        line = content.rfind(b"\n", 0, statement.start_byte) + 1
        blanks = _BLANKS.match(content, line)
        return ApplicationMade(
            content[name.start_byte : name.end_byte].decode(),
            statement.end_byte,
            blanks[0] if blanks else b"",
            _adapter(call),
        )
    return None


def _creation(value: Node) -> Node | None:
    """Return the call of ``NestFactory.create`` that a value is, awaited or not."""
    inner = value
    while (
        inner.type in ("await_expression", "parenthesized_expression", "as_expression")
        and inner.named_children
    ):
        inner = inner.named_children[0]
    function = inner.child_by_field_name("function") if inner.type == "call_expression" else None
    if function is None or function.text is None or b"NestFactory" not in function.text:
        return None
    return inner if function.text.split(b".")[-1] == b"create" else None


def _adapter(call: Node) -> tuple[int, int] | None:
    for node in nodes(call):
        if node.type != "new_expression":
            continue
        constructor = node.child_by_field_name("constructor")
        arguments = node.child_by_field_name("arguments")
        if constructor is not None and constructor.text == b"FastifyAdapter" and arguments is not None:
            return arguments.start_byte + 1, arguments.end_byte - 1
    return None
