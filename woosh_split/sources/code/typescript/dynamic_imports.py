"""``import('...')`` and ``require('...')`` anywhere in a file: code that loads other code when it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from woosh_split.sources.code.typescript.strings import unescape

_LOADS = re.compile(rb"\b(?:import|require)\s*[(/]")
"""The word with its bracket, or with a comment in between: the syntax tells which. To step over comments here would take
a time that somebody's comments decide."""
_MAY_LOAD = (re.compile(rb"import\s*[(/]"), re.compile(rb"require\s*[(/]"))
"""The same words, each by itself: what begins with fixed letters is found five times as fast."""


def dynamic_imports(root: Node, source: bytes) -> Iterator[tuple[str, int]]:
    """Yield what each call names, with its line; free where the bytes hold none."""
    if not any(words.search(source) for words in _MAY_LOAD):
        return
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if _LOADS.search(source, node.start_byte, node.end_byte) is None:
            continue
        children = node.children
        if node.type == "call_expression" and _loads(children[0], source):
            given = [child for child in children[-1].named_children if child.type != "comment"]
            if given and given[0].type in ("string", "template_string") and not _has_holes(given[0]):
                start, end = given[0].start_byte + 1, given[0].end_byte - 1
                yield unescape(source[start:end].decode("utf-8", "replace")), node.start_point[0] + 1
        waiting.extend(reversed(children))


def _loads(callee: Node, source: bytes) -> bool:
    if callee.type == "import":
        return True
    return callee.type == "identifier" and source[callee.start_byte : callee.end_byte] == b"require"


def _has_holes(text: Node) -> bool:
    return any(child.type == "template_substitution" for child in text.named_children)
