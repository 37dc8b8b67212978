"""The door to tree-sitter for TypeScript: bytes to a syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any

from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from woosh_split.sources.parsing import TooHardError, parsed

_GRAMMARS = "tree_sitter_typescript"


@cache
def _grammars() -> Any:
    """Return the compiled grammars alone: the package imports, for queries that nobody asks for, what takes longer than to
    read ten files.
    """
    package = find_spec(_GRAMMARS)
    found = PathFinder.find_spec(
        f"{_GRAMMARS}._binding", package.submodule_search_locations if package else None
    )
    if found is None or found.loader is None:  # it is made in another way
        import tree_sitter_typescript

        return tree_sitter_typescript
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


@cache
def _language(tsx: bool) -> Language:
    return Language(_grammars().language_tsx() if tsx else _grammars().language_typescript())


@cache
def _parser(tsx: bool) -> Parser:
    return Parser(_language(tsx))


def parse(source: bytes, *, tsx: bool = False) -> Tree:
    """Parse a file; broken code yields a tree with error nodes, never an exception.

    Of a file that is given up (``parsing.py``) nothing is seen: whoever reads it has told so.
    """
    try:
        return parsed(_parser(tsx), source)
    except TooHardError:
        return parsed(_parser(tsx), b"")


_IMPORT_TYPE = re.compile(
    rb"((?:[:<|&,(]\s*|\b(?:extends|keyof)\s+)(?:typeof\s+)?)(import\(\s*['\"][^'\"\n]*['\"]\s*\))(?=\s*[.;,)>|&{=\]\s])"
)


_MEMBER_LIKE_AN_OPERATOR = re.compile(rb"([^\s,;{(]\s*\n[ \t]*)[ \t](in|instanceof)(?=\??[ \t]*:)")
"""``in?: string[]`` on a line of its own: the grammar takes it for an operator behind the type above it."""

_VARIANCE = re.compile(rb"([<,]\s*)(in\s+out|in|out)(?=\s+[A-Za-z_$])")

_USING = re.compile(
    rb"((?:^|[;{}])[ \t]*)(await[ \t]+)?using(?=[ \t]+[A-Za-z_$][\w$]*[ \t]*(?::[^=;\n]*)?=[^=>])",
    re.MULTILINE,
)


_BANG = re.compile(rb"!(?<=[\w$)\]]!)[^=]")
"""Begins with the mark, and what stands before it comes second: so the bytes are searched for one letter. It is 1.2 % of a run."""
_MISREAD = (
    "(non_null_expression [(binary_expression) (unary_expression) (new_expression !arguments)]) @misread"
)
_MARKS = '(non_null_expression "!" @mark)'


@cache
def _query(text: str, tsx: bool) -> Query:
    return Query(_language(tsx), text)


def _without_marks(source: bytes, root: Node, *, tsx: bool) -> tuple[bytes, Node]:
    """Parse anew, without its ``!`` marks, what has one behind the right side of an operator.

    The grammar has the mark behind all of the operation: ``given ?? this.source!.manager`` would be
    ``(given ?? this.source)!.manager``. Marks say nothing of a value, and become spaces.
    """
    if _BANG.search(source) is None or not QueryCursor(_query(_MISREAD, tsx)).captures(root):
        return source, root
    repaired = bytearray(source)
    for mark in QueryCursor(_query(_MARKS, tsx)).captures(root)["mark"]:
        repaired[mark.start_byte : mark.end_byte] = b" "
    return bytes(repaired), parsed(_parser(tsx), bytes(repaired)).root_node


def parse_with_repairs(source: bytes, *, tsx: bool = False) -> tuple[bytes, Node]:
    """Parse a file, with what the grammar does not know yet put in words that it knows.

    ``using x = ...`` becomes ``const x = ...``: the grammar takes it for an assignment to a name of somebody else.
    ``import('x').Y`` as a type becomes a plain name of the same length, so that every place stays where it is.
    A member called ``in`` of a type whose members have no semicolons gets one in front, where a space stood.
    The ``in`` and ``out`` of a type parameter become spaces.
    Only files with errors are looked at for that, and the repair is kept only where it leaves fewer of them. In any file
    ``!`` behind the right side of an operator is left out.

    Raises:
        TooHardError: it would take far too long.
    """
    if b"using " in source:
        source = _USING.sub(lambda match: match[1] + b" " * len(match[2] or b"") + b"const", source)
    root = parsed(_parser(tsx), source).root_node
    source, root = _without_marks(source, root, tsx=tsx)
    if not root.has_error:
        return source, root
    repaired = _IMPORT_TYPE.sub(lambda match: match[1] + b"I".ljust(len(match[2]), b"_"), source)
    repaired = _MEMBER_LIKE_AN_OPERATOR.sub(rb"\1;\2", repaired)
    repaired = _VARIANCE.sub(lambda match: match[1] + re.sub(rb"\S", b" ", match[2]), repaired)
    if repaired == source:
        return source, root
    again = parse(repaired, tsx=tsx).root_node
    if sum(1 for _ in error_nodes(again)) < sum(1 for _ in error_nodes(root)):
        return repaired, again
    return source, root


AROUND = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"}
)
"""What may stand around an expression and says nothing of its value."""


def bare(value: Node) -> Node:
    """Return an expression without brackets and without what is said of its type."""
    while value.type in AROUND and value.named_children:
        value = value.named_children[0]
    return value


def nodes(root: Node) -> Iterator[Node]:
    """Yield every named node below and with a root, in the order of the text; deep code must not exhaust the stack."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.named_children))


def error_nodes(root: Node) -> Iterator[Node]:
    """Yield the outermost error and missing nodes, in order; free where the tree has none.

    ``export type * from`` is valid, read as it should be, and only the grammar calls its ``type`` an error.
    """
    if not root.has_error:
        return
    if root.is_error and root.text == b"type" and root.parent and root.parent.type == "export_statement":
        return
    if root.is_error or root.is_missing:
        yield root
        return
    for child in root.children:
        yield from error_nodes(child)
