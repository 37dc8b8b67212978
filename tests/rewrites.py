"""Rewrites of TypeScript that never change what a program does: the facts must not change either.

Each takes a source and a source of randomness and returns the rewritten source. They work on the byte ranges of a syntax tree,
and leave alone whatever is not surely safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

Edit = tuple[int, int, bytes]
"""The bytes from start to end become these."""

_PARSER = Parser(Language(tree_sitter_typescript.language_typescript()))
_WHOLE = ("string", "template_string", "regex", "comment")
_COMMENTS = (
    "/* SELECT * FROM ghosts WHERE id = 1 */",
    "/* @Get('ghost') ghost() {} */",
    "/* it's (not { closed */",
    "/* `${this.ghosts.save(1)}` */",
    "/**\n * @Cron('0 0 * * *')\n */",
)
_LINES = ("\n\n\n", "\n// this.ghosts.find() \n", "\n// don't\n", "\r\n\t\r\n")


def parse(source: bytes) -> Node:
    """Return the root of the syntax tree; the sources of the tests have no errors."""
    root = _PARSER.parse(source).root_node
    assert not root.has_error, source.decode()
    return root


def descendants(node: Node) -> Iterator[Node]:
    """Yield the node and all below it, in the order of the source."""
    yield node
    for child in node.children:
        yield from descendants(child)


def edited(source: bytes, edits: list[Edit]) -> bytes:
    """Apply edits that do not overlap."""
    result, at = [], 0
    for start, end, text in sorted(edits):
        assert start >= at, "edits overlap"
        result += [source[at:start], text]
        at = end
    return b"".join([*result, source[at:]])


def tokens_of(node: Node, whole: tuple[str, ...]) -> Iterator[Node]:
    """Yield the tokens of a node, in the order of the source; what is of a ``whole`` kind is one with all that it holds."""
    if not node.children or node.type in whole:
        yield node
        return
    for child in node.children:
        yield from tokens_of(child, whole)


def with_comments(source: bytes, random: Random) -> bytes:
    """Put comments between tokens, and comments and blank lines where a line ends anyway."""
    edits: list[Edit] = []
    tokens = [token for token in tokens_of(parse(source), _WHOLE) if token.end_byte > token.start_byte]
    for left, right in pairwise(tokens):
        if random.random() > 0.2:
            continue
        between = source[left.end_byte : right.start_byte]
        if b"\n" in between and left.type != "comment":
            edits.append((left.end_byte, left.end_byte, random.choice(_LINES).encode()))
        elif (left.type, right.type) == ("?", ":"):
            continue  # the grammar knows no comment between these two
        elif left.type != "comment" and "\n" not in (comment := random.choice(_COMMENTS)):
            edits.append((left.end_byte, left.end_byte, f" {comment} ".encode()))
    return edited(source, edits)


def laid_out_anew(source: bytes, random: Random) -> bytes:
    """Indent with tabs, end lines as Windows does, begin with a byte order mark; texts over lines stay as they are."""
    edits: list[Edit] = []
    tokens = [token for token in tokens_of(parse(source), _WHOLE) if token.end_byte > token.start_byte]
    for left, right in pairwise(tokens):
        between = source[left.end_byte : right.start_byte]
        if b"\n" in between and left.type != "comment" and right.type != "comment":
            tabs = b"\t" * random.randrange(6)
            lines = between.replace(b"\r\n", b"\n").count(b"\n")
            edits.append((left.end_byte, right.start_byte, b"\r\n" * lines + tabs))
    return random.choice((b"", b"\xef\xbb\xbf")) + edited(source, edits)


def with_other_quotes(source: bytes, random: Random) -> bytes:
    """Quote plain texts in another way; backticks only where any expression may stand."""
    edits: list[Edit] = []
    for node in descendants(parse(source)):
        if node.type != "string" or not node.is_named:  # the type `string` has such a node, too
            continue
        inner = source[node.start_byte + 1 : node.end_byte - 1]
        if set(inner) & set(b"'\"`\\$\n"):
            continue
        parent = node.parent
        anywhere = parent is not None and (
            parent.type in ("arguments", "array")
            or (parent.type == "pair" and parent.child_by_field_name("value") == node)
            or (parent.type == "variable_declarator" and parent.child_by_field_name("value") == node)
        )
        quote = random.choice((b"'", b'"', b"`") if anywhere else (b"'", b'"'))
        edits.append((node.start_byte, node.end_byte, quote + inner + quote))
    return edited(source, edits)


def with_other_commas(source: bytes, random: Random) -> bytes:
    """Add trailing commas, and remove others."""
    edits: list[Edit] = []
    for node in descendants(parse(source)):
        if node.type not in ("arguments", "array", "object", "named_imports", "formal_parameters"):
            continue
        children = [child for child in node.children if child.type != "comment"]
        if len(children) < 3 or random.random() < 0.3:
            continue
        last, before = children[-2], children[-3]
        is_rest = any(child.type == "rest_pattern" for child in last.children)
        if last.type == "," and before.type != ",":
            edits.append((last.start_byte, last.end_byte, b""))
        elif last.type != "," and not is_rest:
            edits.append((last.end_byte, last.end_byte, b","))
    return edited(source, edits)


def _permuted(source: bytes, ranges: list[tuple[int, int]], random: Random) -> list[Edit]:
    order = list(ranges)
    random.shuffle(order)
    return [
        (start, end, source[other_start:other_end])
        for (start, end), (other_start, other_end) in zip(ranges, order, strict=True)
    ]


def with_imports_in_another_order(source: bytes, random: Random) -> bytes:
    """Shuffle the import statements of a file."""
    imports = [node for node in parse(source).children if node.type == "import_statement"]
    return edited(source, _permuted(source, [(node.start_byte, node.end_byte) for node in imports], random))


def with_methods_in_another_order(source: bytes, random: Random) -> bytes:
    """Shuffle the methods of each class, with their decorators; fields, constructors and overloads stay."""
    edits: list[Edit] = []
    for body in descendants(parse(source)):
        # A class inside of a class would be moved twice.
        if body.type != "class_body" or any(
            node.type == "class_body" for node in list(descendants(body))[1:]
        ):
            continue
        ranges, start = [], None
        for child in body.children:
            if child.type == "decorator":
                start = child.start_byte if start is None else start
                continue
            if child.type == "method_definition" and b"constructor" not in source[child.start_byte :][:12]:
                ranges.append((child.start_byte if start is None else start, child.end_byte))
            start = None
        if not any(
            child.type in ("method_signature", "abstract_method_signature") for child in body.children
        ):
            edits += _permuted(source, ranges, random)
    return edited(source, edits)


_FUNCTIONS = ("method_definition", "function_declaration", "arrow_function", "function_expression")


def _declared(function: Node) -> Iterator[Node]:
    """Yield the names of a function's parameters and of the variables in it."""
    for node in descendants(function):
        if node.type == "variable_declarator":
            name = node.child_by_field_name("name")
        elif node.type in ("required_parameter", "optional_parameter"):
            modified = any(child.type in ("accessibility_modifier", "readonly") for child in node.children)
            name = None if modified else node.child_by_field_name("pattern")
        elif node.type == "arrow_function":
            name = node.child_by_field_name("parameter")
        else:
            continue
        if name is not None and name.type == "identifier":
            yield name


def with_other_locals(source: bytes, random: Random) -> bytes:
    """Rename parameters and variables of functions whose name means nothing else in the file."""
    root = parse(source)
    names = Counter(
        node.text
        for node in descendants(root)
        if node.type
        in (
            "identifier",
            "shorthand_property_identifier",
            "shorthand_property_identifier_pattern",
            "type_identifier",
        )
    )
    edits: list[Edit] = []
    done: set[bytes] = set()
    functions = [node for node in descendants(root) if node.type in _FUNCTIONS]
    for function in functions:
        for declared in list(_declared(function)):
            name = declared.text
            assert name is not None
            if name in done or random.random() < 0.2:
                continue
            uses = [
                node
                for node in descendants(function)
                if node.type in ("identifier", "shorthand_property_identifier") and node.text == name
            ]
            if len(uses) != names[name]:
                continue  # it is used outside of this function, or taken out of an object by its name
            done.add(name)
            new = b"local" + str(len(done)).encode() + random.choice((b"", b"_", b"$x", b"Repository", b"s"))
            if names[new]:
                continue
            for node in uses:
                is_short = node.type == "shorthand_property_identifier"
                edits.append((node.start_byte, node.end_byte, name + b": " + new if is_short else new))
    return edited(source, edits)
