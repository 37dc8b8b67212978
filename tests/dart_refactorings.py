"""Refactorings of Dart: the app sends the same requests in another idiom.

Each takes a source and a source of randomness and returns the refactored source. They work on the syntax tree, and leave alone
whatever is not surely the same afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

import tree_sitter_dart
from rewrites import Edit, descendants, edited, tokens_of
from tree_sitter import Language, Node, Parser

Refactoring = Callable[[bytes, Random], bytes]
_PARSER = Parser(Language(tree_sitter_dart.language()))
_GAPS = (
    b"\n",
    b"/**/",
    b" /* http.get(Uri.parse('/ghost')) */ ",
    b" // it's { http.delete(ghost)\n",
    b"\r\n\t",
)
_WHOLE = (
    "string_literal",
    "comment",
    "documentation_comment",
    "annotation",
    "import_or_export",
    "part_directive",
)


def parse(source: bytes) -> Node:
    """Return the root of the syntax tree; the sources of the tests have no errors."""
    root = _PARSER.parse(source).root_node
    assert not root.has_error, source.decode()
    return root


def _text(node: Node) -> bytes:
    return node.text or b""


def _of(source: bytes, kind: str) -> Iterator[Node]:
    return (node for node in descendants(parse(source)) if node.type == kind)


def _is_within(node: Node, kinds: tuple[str, ...]) -> bool:
    above = node.parent
    while above is not None:
        if above.type in kinds:
            return True
        above = above.parent
    return False


def comments_everywhere(source: bytes, random: Random) -> bytes:
    """Put line ends and comments where blanks are."""
    leaves = list(tokens_of(parse(source), _WHOLE))
    return edited(
        source,
        [
            (before.end_byte, after.start_byte, random.choice(_GAPS))
            for before, after in pairwise(leaves)
            if before.end_byte < after.start_byte
            and before.type not in _WHOLE
            and random.random() < 0.4
            and source[before.end_byte : after.start_byte].isspace()
        ],
    )


def _strings(source: bytes) -> Iterator[Node]:
    """Yield the plain strings that are values of expressions, outermost only."""
    for node in _of(source, "string_literal"):
        text = _text(node)
        if _is_within(
            node, ("import_or_export", "part_directive", "part_of_directive", "string_literal", "annotation")
        ):
            continue
        if (
            text[:1] in (b"'", b'"')
            and text[:3] not in (b"'''", b'"""')
            and [c.type for c in node.children].count(text[:1].decode()) == 2
        ):
            yield node


def in_parentheses(source: bytes, _random: Random) -> bytes:
    """``f('a')`` becomes ``f(('a'))``."""
    return edited(
        source,
        [
            (node.start_byte, node.end_byte, b"(" + _text(node) + b")")
            for node in _strings(source)
            if node.parent is not None and node.parent.type == "argument" and len(node.parent.children) == 1
        ],
    )


def _pieces(node: Node) -> list[bytes]:
    """Return a string with interpolations as one string for each of its pieces, each in its quotes."""
    quote = _text(node)[:1]
    pieces: list[bytes] = []
    at = node.start_byte + 1
    text = _text(node)
    for child in node.children:
        if child.type == "template_substitution":
            pieces.append(text[at - node.start_byte : child.start_byte - node.start_byte])
            pieces.append(_text(child))
            at = child.end_byte
    pieces.append(text[at - node.start_byte : -1])
    return [quote + piece + quote for piece in pieces if piece]


def side_by_side(source: bytes, _random: Random) -> bytes:
    """``'$a/b'`` becomes ``'$a' '/b'``."""
    return edited(
        source,
        [
            (node.start_byte, node.end_byte, b"\n ".join(pieces))
            for node in _strings(source)
            if len(pieces := _pieces(node)) > 1
        ],
    )


def added_up(source: bytes, _random: Random) -> bytes:
    """``'$a/b'`` becomes ``('$a' + '/b')``."""
    return edited(
        source,
        [
            (node.start_byte, node.end_byte, b"(" + b" + ".join(pieces) + b")")
            for node in _strings(source)
            if len(pieces := _pieces(node)) > 1 and not _is_within(node, ("const_object_expression",))
        ],
    )


def in_braces(source: bytes, _random: Random) -> bytes:
    """``'$a'`` becomes ``'${a}'``."""
    return edited(
        source,
        [
            (node.start_byte, node.end_byte, b"${" + _text(node)[1:] + b"}")
            for node in _of(source, "template_substitution")
            if not _text(node).startswith(b"${")
        ],
    )


def interpolated_again(source: bytes, _random: Random) -> bytes:
    """``'$a/b'`` becomes ``'${'$a/b'}'``."""
    return edited(
        source,
        [
            (node.start_byte, node.end_byte, b'"${' + _text(node) + b'}"')
            for node in _strings(source)
            if len(_pieces(node)) > 1
        ],
    )


def blocks(source: bytes, _random: Random) -> bytes:
    """``=> x;`` becomes ``{ return x; }``."""
    edits: list[Edit] = []
    for node in _of(source, "function_body"):
        arrow = next((child for child in node.children if child.type == "=>"), None)
        before = node.prev_sibling
        plain = before is not None and b"void" not in _text(before)
        if arrow is not None and plain and not _is_within(node, ("function_body",)):
            edits += [(arrow.start_byte, arrow.end_byte, b"{ return"), (node.end_byte, node.end_byte, b" }")]
    return edited(source, edits)


def in_try(source: bytes, random: Random) -> bytes:
    """The body of a function stands in a ``try``, in a block of its own, or behind a check."""
    edits: list[Edit] = []
    for node in _of(source, "function_body"):
        block = next((child for child in node.children if child.type == "block"), None)
        if block is not None and not _is_within(node, ("function_body",)):
            opening, closing = random.choice(
                (
                    (b"{ try {", b"} finally { print('done'); } }"),
                    (b"{ try {", b"} catch (e) { rethrow; } }"),
                    (b"{ {", b"} }"),
                )
            )
            edits += [
                (block.start_byte, block.start_byte + 1, opening),
                (block.end_byte - 1, block.end_byte, closing),
            ]
    return edited(source, edits)


def finals(source: bytes, _random: Random) -> bytes:
    """``static const`` becomes ``static final``."""
    return source.replace(b"static const ", b"static final ")


def getters(source: bytes, _random: Random) -> bytes:
    """``static const String a = x;`` becomes a getter."""
    edits: list[Edit] = []
    for node in _of(source, "declaration"):
        text = _text(node)
        if text.startswith(b"static const String ") and text.count(b"=") == 1:
            edits.append(
                (
                    node.start_byte,
                    node.end_byte,
                    text.replace(b"static const String ", b"static String get ").replace(b" =", b" =>"),
                )
            )
    return edited(source, edits)


def variables(source: bytes, _random: Random) -> bytes:
    """``final x = ...`` in a function becomes ``var x``."""
    return edited(
        source,
        [
            (node.start_byte, node.start_byte + 5, b"var")
            for each in _of(source, "local_variable_declaration")
            for node in each.children
            if _text(node).startswith(b"final ")
            and b"=" in _text(node)
            and _text(node).split(b"=")[0].count(b" ") == 2
        ],
    )


def other_prefix(source: bytes, _random: Random) -> bytes:
    """The HTTP library is imported under another name."""
    if b"http.dart' as http;" not in source:
        return source
    edits = [
        (n.start_byte, n.end_byte, b"net")
        for n in descendants(parse(source))
        if n.type in ("identifier", "type_identifier")
        and _text(n) == b"http"
        and source[n.start_byte - 1 : n.start_byte] != b"."
    ]
    return edited(source, edits)


def tried(source: bytes, _random: Random) -> bytes:
    """``Uri.parse(x)`` becomes ``Uri.tryParse(x)!``, or a local function that parses."""
    edits: list[Edit] = []
    for node in _of(source, "selector"):
        before = node.prev_sibling
        if (
            before is not None
            and _text(before) == b".parse"
            and before.prev_sibling is not None
            and _text(before.prev_sibling) == b"Uri"
        ):
            edits += [
                (before.start_byte, before.end_byte, b".tryParse"),
                (node.end_byte, node.end_byte, b"!"),
            ]
    return edited(source, edits)


def awaited(source: bytes, _random: Random) -> bytes:
    """``await x`` becomes ``(await (x))``."""
    edits: list[Edit] = []
    for node in _of(source, "await_expression"):
        if (
            not _is_within(node, ("await_expression",))
            and node.parent is not None
            and node.parent.type != "expression_statement"
        ):
            edits += [(node.start_byte, node.start_byte, b"("), (node.end_byte, node.end_byte, b")")]
    return edited(source, edits)


ALL: tuple[Refactoring, ...] = (
    comments_everywhere,
    in_parentheses,
    side_by_side,
    added_up,
    in_braces,
    interpolated_again,
    blocks,
    in_try,
    finals,
    getters,
    variables,
    other_prefix,
    tried,
    awaited,
)
