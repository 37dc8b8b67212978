"""``import('...')`` and ``require('...')`` anywhere in a file: code that loads other code when it runs."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from woosh_split.sources.code.typescript.strings import unescape

_MARKS = (b"import(", b"require(")


def dynamic_imports(root: Node, source: bytes) -> Iterator[tuple[str, int]]:
    """Yield what each call names, with its line; free where the bytes hold none."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if all(source.find(mark, node.start_byte, node.end_byte) < 0 for mark in _MARKS):
            continue
        children = node.children
        if node.type == "call_expression" and _loads(children[0]):
            given = children[-1].named_children
            if given and given[0].type == "string":
                start, end = given[0].start_byte + 1, given[0].end_byte - 1
                yield unescape(source[start:end].decode("utf-8", "replace")), node.start_point[0] + 1
        waiting.extend(reversed(children))


def _loads(callee: Node) -> bool:
    return callee.type == "import" or (callee.type == "identifier" and callee.text == b"require")
