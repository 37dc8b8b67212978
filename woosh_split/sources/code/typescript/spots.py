"""Where exactly on its line, or in its many-line text of SQL, a thing is named.

Facts know the line of a call. Whoever shows it to a person wants the word itself: the table's name in the
``JOIN`` of a template that begins three lines above. The words are looked for by syntax: in the texts that the
call of that line takes, then on the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from woosh_split.sources.code.typescript.syntax import parse

_NO_NAMES = re.compile(r"/\*.*?\*/|(?:--(?=\s|$)|#)[^\n]*|'(?:[^'\\]|\\.|'')*'", re.DOTALL)
"""What no table is named in: comments of SQL, and its texts."""
_PLACES = (
    r"\b(?:from|join|into|update|table|truncate|straight_join)\b\s*\(?",
    r"\b(?:from|update)\b[^;]*?,",
)
"""What stands before a table: a word of SQL, or a comma in a list of tables."""
_IN_WORD = re.compile(r"[\w$]")
_TEXTS = ("template_string", "string")
_STATEMENTS = ("_statement", "_declaration", "field_definition")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of a file: its line, where it begins and where it ends (exclusive), in characters from 1."""

    line: int
    column: int
    end_column: int


class Spots:
    """One file in which places are looked for; it is parsed only when a text of SQL is asked for."""

    def __init__(self, content: bytes, *, tsx: bool = False) -> None:
        self._content = content
        self._lines = content.decode("utf-8", "replace").split("\n")
        self._tsx = tsx
        self._root: Node | None = None

    def line_text(self, line: int) -> str:
        """Return the text of a line, empty where there is none."""
        return self._lines[line - 1].rstrip("\r") if 0 < line <= len(self._lines) else ""

    def find(self, line: int, words: Sequence[str], table: str | None = None) -> Spot:
        """Return the place of ``table`` in the SQL that the call on ``line`` runs, else of a word on the line.

        Where nothing is found it is the whole line without its indentation.
        """
        if table is not None:
            for text in self._texts_of(line):
                found = self._in_sql(text, table)
                if found is not None:
                    return found
            named = [table, *(word for word in words if word[:1].isupper())]
            if not any(word in self.line_text(line) for word in named):
                below = self._argument(line, named)
                if below is not None:
                    return below
        return self._on_line(line, [*words, *([table] if table else [])])

    def statement_line(self, line: int) -> int:
        """Return the line on which the innermost statement (or field) begins that a line is part of."""
        node, first = self._parsed(), line
        while True:
            inner = next(
                (each for each in node.children if each.start_point[0] < line <= each.end_point[0] + 1), None
            )
            if inner is None:
                return first
            if inner.type.endswith(_STATEMENTS):
                first = inner.start_point[0] + 1
            node = inner

    def _parsed(self) -> Node:
        if self._root is None:
            self._root = parse(self._content, tsx=self._tsx).root_node
        return self._root

    def _on_line(self, line: int, words: Sequence[str]) -> Spot:
        text = self.line_text(line)
        for word in words:
            found = _as_word(word, text) if word else -1
            if found >= 0:
                return Spot(line, found + 1, found + len(word) + 1)
        start = len(text) - len(text.lstrip())
        return Spot(line, start + 1, max(len(text.rstrip()), start + 1) + 1)

    def _argument(self, line: int, names: Sequence[str]) -> Spot | None:
        """Return the argument, on a line of its own, by which a call names the table or its entity."""
        for call in _calls(self._parsed(), line - 1):
            arguments = call.child_by_field_name("arguments")
            for node in arguments.named_children if arguments is not None else ():
                text = (node.text or b"").decode("utf-8", "replace")
                name = text[1:-1] if node.type in _TEXTS else text
                if name in names:
                    return self._on_line(node.start_point[0] + 1, [name])
        return None

    def _texts_of(self, line: int) -> Iterator[Node]:
        """Yield the texts that the calls of a line take, those of constants that they name included."""
        names: list[str] = []
        for call in _calls(self._parsed(), line - 1):
            arguments = call.child_by_field_name("arguments")
            for node in _walk(arguments) if arguments is not None else ():
                if node.type in _TEXTS:
                    yield node
                elif node.type in ("identifier", "property_identifier"):
                    names.append((node.text or b"").decode("utf-8", "replace"))
        for name in dict.fromkeys(names):
            yield from _constant(self._parsed(), name)

    def _in_sql(self, node: Node, table: str) -> Spot | None:
        text = self._content[node.start_byte : node.end_byte].decode("utf-8", "replace")
        if table.lower() not in text.lower():
            return None
        for part in node.named_children:
            if part.type == "template_substitution":
                start = len(self._content[node.start_byte : part.start_byte].decode("utf-8", "replace"))
                inner = self._content[part.start_byte : part.end_byte].decode("utf-8", "replace")
                text = text[:start] + _blank(inner) + text[start + len(inner) :]
        text = " " + _NO_NAMES.sub(lambda match: _blank(match[0]), text[1:-1])  # without the quotes
        quote = r"\\?[`\"]?"
        name = rf"{quote}(?:\w+{quote}\s*\.\s*{quote})?(?P<name>{re.escape(table)})(?![\w$])"
        found = (re.search(rf"{place}\s*{name}", text, re.IGNORECASE) for place in _PLACES)
        match = next((each for each in found if each is not None), None)
        if match is None:
            return None
        begin = match.start("name")
        before = text[:begin]
        row = node.start_point[0] + before.count("\n")
        column = len(before) - (before.rfind("\n") + 1)
        if "\n" not in before:
            head = self._lines[row].encode("utf-8", "replace")[: node.start_point[1]]
            column += len(head.decode("utf-8", "replace"))
        return Spot(row + 1, column + 1, column + 1 + len(table))


def _as_word(word: str, text: str) -> int:
    """Return where a word stands in a text as a whole word, -1 where it does not.

    By hand, since a check asks for thousands of words once each: a pattern of its own would be compiled for every one.
    """
    at = text.find(word)
    while at >= 0 and (
        (at > 0 and _IN_WORD.match(text, at - 1) is not None)
        or _IN_WORD.match(text, at + len(word)) is not None
    ):
        at = text.find(word, at + 1)
    return at


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it in the order of the text; deep code must not exhaust the stack."""
    nodes = [node]
    while nodes:
        each = nodes.pop()
        yield each
        nodes.extend(reversed(each.children))


def _calls(root: Node, row: int) -> Iterator[Node]:
    """Yield the calls whose name stands on a row, the innermost first."""
    found: list[Node] = []
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if not node.start_point[0] <= row <= node.end_point[0]:
            continue
        nodes.extend(node.children)
        if node.type == "call_expression":
            callee = node.child_by_field_name("function")
            if callee is not None:
                name = callee.children[-1] if callee.type == "member_expression" else callee
                if name.start_point[0] == row:
                    found.append(node)
    yield from sorted(found, key=lambda node: node.end_byte - node.start_byte)


def _constant(root: Node, name: str) -> Iterator[Node]:
    """Yield the texts of every constant or field of that name in the file."""
    for node in _walk(root):
        if node.type in ("variable_declarator", "public_field_definition"):
            named = node.child_by_field_name("name")
            value = node.child_by_field_name("value")
            if named is not None and value is not None and named.text == name.encode():
                yield from (each for each in _walk(value) if each.type in _TEXTS)
