"""Where exactly on its line, or in its many-line text of SQL, a thing is named.

Facts know the line of a call. Whoever shows it to a person wants the word itself: the table's name in the
``JOIN`` of a template that begins three lines above. The words are looked for by syntax: in the texts that the
call of that line takes, then on the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from woosh_split.sources.code.typescript.call_arguments import TEXTS, calls_on, handed_nodes
from woosh_split.sources.code.typescript.syntax import parse
from woosh_split.sources.spot import Spot, whole_line, word_on

_NO_NAMES = re.compile(r"/\*.*?(?:\*/|\Z)|(?:--(?=\s|$)|#)[^\n]*|'(?:[^'\\]|\\.|'')*'|\\.", re.DOTALL)
"""What no table is named in: comments of SQL, and its texts. A quote behind a backslash begins none."""
_BEFORE = r"\b(?:from|join|into|update|table|truncate|straight_join)\b\s*(?:\(\s*)?"
"""What stands before a table: a word of SQL."""
_PATH = re.compile(r"[\w$]+(?:\.[\w$]+)*")
_KEYS = ("property_identifier", "shorthand_property_identifier")
_OPEN_LIST = re.compile(r"\s*(?:import|export)\b[^{}]*\{[^{}]*$")
_STATEMENTS = ("_statement", "_declaration", "field_definition")


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

    def find(
        self, line: int, words: Sequence[str], table: str | None = None, paths: Sequence[str] = ()
    ) -> Spot:
        """Return the place of ``table`` in the SQL that the call on ``line`` runs, else of a word on the line.

        ``paths`` are the names of relations that lead to what is meant: the call may be handed one (``'order.items'``).
        A word that begins with a dot is a method that is called. Where nothing is found it is the whole line
        without its indentation.
        """
        of_table = any(word.startswith(".") for word in words)
        named = [word for word in words if word[:1].isupper() or (of_table and not word.startswith("."))]
        if table is not None:
            named.insert(0, table)
        if table is not None:
            for text in handed_nodes(self._parsed(), line - 1):
                found = self._in_sql(text, table) if text.type in TEXTS else None
                if found is not None:
                    return found
        if named and not any(word in self.line_text(line) for word in named):
            below = self._argument(line, named)
            if below is not None:
                return below
        if paths:
            path = self._path(line, paths)
            if path is not None:
                return path
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
        """Return a word of a line, or of the list of names that an import opens there; else the whole line."""
        text = self.line_text(line)
        found = word_on(text, line, words)
        below = line
        while found is None and _OPEN_LIST.match(text) is not None and below < len(self._lines):
            below += 1
            listed = self.line_text(below)
            found = word_on(listed, below, words)
            if "}" in listed:
                break
        return found or whole_line(text, line)

    def _argument(self, line: int, names: Sequence[str]) -> Spot | None:
        """Return the argument, on a line of its own, by which a call names the table or its entity."""
        for call in calls_on(self._parsed(), line - 1):
            arguments = call.child_by_field_name("arguments")
            for node in arguments.named_children if arguments is not None else ():
                text = (node.text or b"").decode("utf-8", "replace")
                name = text[1:-1] if node.type in TEXTS else text
                if name in names:
                    return self._on_line(node.start_point[0] + 1, [name])
        return None

    def _path(self, line: int, names: Sequence[str]) -> Spot | None:
        """Return where a call is handed a path of relations: one that ends with a name, one that passes it, a key."""
        passing: Spot | None = None
        key: Spot | None = None
        for node in handed_nodes(self._parsed(), line - 1):
            text = (node.text or b"").decode("utf-8", "replace")
            if node.type in TEXTS and _PATH.fullmatch(text[1:-1]) is not None:
                steps = text[1:-1].split(".")
                for index in (index for index, step in enumerate(steps) if step in names):
                    found = self._spot_in(
                        node, 1 + len(".".join(steps[:index])) + (index > 0), len(steps[index])
                    )
                    if index == len(steps) - 1:
                        return found
                    passing = passing or found
            elif node.type in _KEYS and text in names:
                key = key or self._spot_in(node, 0, len(text))
        return passing or key

    def _spot_in(self, node: Node, offset: int, length: int) -> Spot:
        """Return a part of a node that stands on one line, given in characters from its beginning."""
        row = node.start_point[0]
        head = self._lines[row].encode("utf-8", "replace")[: node.start_point[1]]
        begin = len(head.decode("utf-8", "replace")) + offset + 1
        return Spot(row + 1, begin, begin + length)

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
        match = re.search(rf"{_BEFORE}{name}", text, re.IGNORECASE) or _listed(text, name)
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


def _listed(text: str, name: str) -> re.Match[str] | None:
    """Return where a name follows a comma in a list of tables, which begins with a word of SQL and ends with ``;``."""
    begun = False
    for found in re.finditer(rf"\b(?:from|update)\b|;|,\s*{name}", text, re.IGNORECASE):
        if found[0].startswith(","):
            if begun:
                return found
        else:
            begun = found[0] != ";"
    return None


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
