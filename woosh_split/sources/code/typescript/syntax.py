"""The door to tree-sitter for TypeScript: bytes to a syntax tree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Tree


@cache
def _parser(tsx: bool) -> Parser:
    grammar = tree_sitter_typescript.language_tsx() if tsx else tree_sitter_typescript.language_typescript()
    return Parser(Language(grammar))


def parse(source: bytes, *, tsx: bool = False) -> Tree:
    """Parse a file; broken code yields a tree with error nodes, never an exception."""
    return _parser(tsx).parse(source)


def error_nodes(root: Node) -> Iterator[Node]:
    """Yield the outermost error and missing nodes, in order; free where the tree has none."""
    if not root.has_error:
        return
    if root.is_error or root.is_missing:
        yield root
        return
    for child in root.children:
        yield from error_nodes(child)
