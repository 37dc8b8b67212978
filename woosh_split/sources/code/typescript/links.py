"""Imports and re-exports of a file, and whatever else names another one, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from woosh_split.sources.code.typescript.outline import Link, LinkName
from woosh_split.sources.code.typescript.strings import unescape

_IMPORTED_TYPE = re.compile(rb"import\(\s*['\"]([^'\"\n]*)['\"]\s*\)")
NAMES = frozenset({"identifier", "type_identifier", "shorthand_property_identifier"})
WORDS = NAMES | {
    "property_identifier",
    "shorthand_property_identifier_pattern",
    "private_property_identifier",
}
"""Nodes that are words of the code."""


@dataclass(slots=True)
class LinkReader:
    """Collects the links of one file; ``mark`` is the length of its byte order mark.

    ``original`` is the source as it was before words took the place of what the grammar does not know: same length,
    same places.
    """

    source: bytes
    mark: int
    original: bytes
    found: list[Link] = field(default_factory=list)
    imported: set[str] = field(default_factory=set)
    """Names that stand for a whole file: ``import * as x``."""

    def text(self, node: Node) -> str:
        """Return a node's text."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def at(self, node: Node) -> tuple[int, int]:
        """Return a node's place in the file."""
        return node.start_byte + self.mark, node.end_byte + self.mark

    def read_import(self, node: Node) -> None:
        """Read an import statement."""
        type_only = any(child.type == "type" for child in node.children)
        for child in node.children:
            if child.type == "import_require_clause":
                source = child.child_by_field_name("source")
                if source is not None:
                    name = child.named_children[0]
                    self.add("equals", node, source, (self._name(name, "*", name, False),), type_only)
                return
        source = node.child_by_field_name("source")
        if source is None:
            return
        names: list[LinkName] = []
        clause = next((child for child in node.children if child.type == "import_clause"), None)
        for part in clause.named_children if clause is not None else ():
            if part.type == "identifier":
                names.append(self._name(part, "default", part, type_only))
            elif part.type == "namespace_import":
                names.append(self._name(part.named_children[-1], "*", part, type_only))
            elif part.type == "named_imports":
                names.extend(self._specifiers(part, "import_specifier", type_only))
        self.add("import", node, source, tuple(names), type_only)

    def read_reexport(self, node: Node) -> None:
        """Read ``export .. from``."""
        source = node.child_by_field_name("source")
        assert source is not None
        type_only = any(child.type == "type" for child in node.children)
        names: list[LinkName] = []
        for child in node.named_children:
            if child.type == "export_clause":
                names.extend(self._specifiers(child, "export_specifier", type_only))
            elif child.type == "namespace_export":
                names.append(self._name(child.named_children[-1], "*", child, type_only))
        self.add("export", node, source, tuple(names), type_only)

    def _specifiers(self, node: Node, kind: str, type_only: bool) -> Iterator[LinkName]:
        for each in node.named_children:
            if each.type != kind:
                continue
            name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
            if name is not None:
                only = type_only or any(child.type == "type" for child in each.children)
                start, end = self.at(each)
                yield LinkName(self.text(alias or name), self.text(name), start, end, only)

    def _name(self, node: Node, imported: str, whole: Node, type_only: bool) -> LinkName:
        return LinkName(self.text(node), imported, *self.at(whole), type_only)

    def add(
        self, kind: str, node: Node, source: Node, names: tuple[LinkName, ...] = (), type_only: bool = False
    ) -> None:
        """Keep a link; ``source`` is the node of its specifier."""
        text = self.text(source)[1:-1]
        start, end = self.at(source)
        self.imported.update(name.local for name in names if kind != "export")
        self.found.append(Link(kind, *self.at(node), unescape(text), start + 1, end - 1, names, type_only))

    def read_type(self, node: Node) -> bool:
        """Record ``import('x').Y`` as a type, for which a plain name stands in the tree."""
        start, end = node.start_byte, node.end_byte
        quoted = _IMPORTED_TYPE.fullmatch(self.original, start, end)
        if quoted is None or self.source[start:end] == self.original[start:end]:
            return False
        at = (quoted.start(1) + self.mark, quoted.end(1) + self.mark)
        specifier = unescape(quoted[1].decode("utf-8", "replace"))
        names = self.taken_of(node)
        self.found.append(Link("type", start + self.mark, end + self.mark, specifier, *at, names, True))
        return True

    def asked_of(self, word: str, node: Node) -> str:
        """Return what is asked of an imported name, which may stand for a whole file; empty for all of it."""
        taken = self.taken_of(node) if word in self.imported else ()
        return taken[0].imported if taken else ""

    def taken_of(self, node: Node) -> tuple[LinkName, ...]:
        """Return the name that a type takes of the file that it imports, none where it is the whole."""
        name = node.next_named_sibling
        if (
            name is None
            or name.type not in WORDS
            or node.next_sibling is None
            or node.next_sibling.type != "."
        ):
            return ()
        return (self._name(name, self.text(name), name, True),)
