"""Comments of a file that hold a word: found by syntax, so that a text or a template that holds it is none."""

from __future__ import annotations

from tree_sitter import Node

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.syntax import parse


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: the line and column where it begins, its text, and the next line that holds code (0: none)."""

    line: int
    column: int
    text: str
    next_line: int


def comments_with(content: bytes, mark: bytes, *, tsx: bool = False) -> tuple[Comment, ...]:
    """Return the comments that hold ``mark``; a file without the bytes is not parsed at all."""
    if mark not in content:
        return ()
    lines = content.split(b"\n")
    found: list[Comment] = []
    nodes = [parse(content, tsx=tsx).root_node]
    covered: set[int] = set()
    while nodes:
        node = nodes.pop()
        if node.type == "comment":
            covered.update(_whole_lines(node, lines))
            text = content[node.start_byte : node.end_byte]
            if mark in text:
                row, column = node.start_point
                found.append(Comment(row + 1, column + 1, text.decode("utf-8", "replace"), node.end_point[0]))
        nodes.extend(node.children)
    return tuple(
        Comment(each.line, each.column, each.text, _next_code(each.next_line, lines, covered))
        for each in sorted(found, key=lambda comment: (comment.line, comment.column))
    )


def _whole_lines(node: Node, lines: list[bytes]) -> range:
    """Return the rows on which only this comment stands."""
    first, last = node.start_point[0], node.end_point[0]
    before = lines[first][: node.start_point[1]].strip()
    after = lines[last][node.end_point[1] :].strip()
    return range(first + bool(before), last + (not after))


def _next_code(row: int, lines: list[bytes], covered: set[int]) -> int:
    for number in range(row + 1, len(lines)):
        if lines[number].strip() and number not in covered:
            return number + 1
    return 0
