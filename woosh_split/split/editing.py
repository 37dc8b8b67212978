"""A person's YAML, edited in place: only the characters that an edit is about change, every other one stays.

A document that is loaded and dumped again loses what its author saw in it: comments move to the next section, lists are
set anew. So edits are made on ranges of the text that the parser's marks give, one edit at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from woosh_split.split.nodes import compose
from woosh_split.split.writing import Value, block, flow

Step = str | int
Edit = tuple[int, int, str]
"""A range of the text and what stands there instead."""

_COMMA = re.compile(r"(?:\s|#[^\n]*\n)*,")
"""The comma behind an item, comments before it not counted."""


class AliasError(ValueError):
    """The text says one thing in two places by an alias, so that there is no place of its own to edit."""


class EditedText:
    """A YAML text that holds a mapping, and the edits that a merge needs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
        self._root: Node | None = None
        _refuse_aliases(self.root, set())

    @property
    def root(self) -> Node:
        """The root of the text as it is now."""
        if self._root is None:
            self._root = compose(self.text) or ScalarNode("tag:yaml.org,2002:null", "")
        return self._root

    def node(self, *path: Step) -> Node | None:
        """Return the node at a path of keys and indexes, None where it leads nowhere."""
        node: Node | None = self.root
        for step in path:
            node = None if node is None else _child(node, step)
        return node

    def names(self, *path: Step) -> tuple[str, ...]:
        """Return the keys of a mapping or the items of a list of names; none where nothing is."""
        node = self.node(*path)
        if isinstance(node, MappingNode):
            return tuple(str(key.value) for key, _ in node.value)
        return tuple(str(item.value) for item in node.value) if isinstance(node, SequenceNode) else ()

    def add_items(self, path: tuple[Step, ...], values: Sequence[Value]) -> None:
        """Add items at the end of the list at a path of keys; it is made where there is none."""
        if values:
            self._add(path, list(values))

    def insert_items(self, path: tuple[Step, ...], after: int, values: Sequence[Value]) -> None:
        """Add items to the list at a path of keys, behind the one at an index that it has."""
        node = self.node(*path)
        assert node is not None
        if values:
            end = _parts(node)[after][2]
            self._apply([self._behind(node, end, list(values), spaced=False)])

    def grow(self, lists: Mapping[tuple[Step, ...], Sequence[Value]]) -> None:
        """Add items to many lists at once: those that hold something in one step, the others one by one."""
        edits: list[Edit] = []
        others = {}
        for path, values in lists.items():
            node = self.node(*path)
            if values and isinstance(node, SequenceNode) and node.value:
                edits.append(self._appended(node, list(values), spaced=False))
            else:
                others[path] = values
        self._apply(edits)
        for path, values in others.items():
            self.add_items(path, values)

    def add_keys(self, path: tuple[Step, ...], values: Mapping[str, Value]) -> None:
        """Add keys at the end of the mapping at a path of keys; it is made where there is none."""
        if values:
            self._add(path, dict(values))

    def replace(self, path: tuple[Step, ...], value: Value) -> None:
        """Write another value, on one line, in the place of the one that is there."""
        node = self.node(*path)
        assert node is not None
        self._apply([(node.start_mark.index, end_of(node), flow(value))])

    def remove(self, path: tuple[Step, ...], which: Iterable[Step]) -> None:
        """Take keys out of the mapping, or indexes out of the list, at a path; what is empty then stays, as such."""
        node = self.node(*path)
        gone = set(which)
        parts = _parts(node)
        chosen = [index for index, (name, _, _) in enumerate(parts) if name in gone]
        if node is None or not chosen:
            return
        if _on_a_line(node):
            for index in reversed(chosen):
                self._remove_from_flow(_parts(self.node(*path)), index)
            return
        edits = [self._line_edit(parts[index]) for index in chosen]
        if len(chosen) == len(parts):
            edits.append(self._after_colon(path, " []" if isinstance(node, SequenceNode) else " {}"))
        self._apply(edits)

    def _add(self, path: tuple[Step, ...], values: Value) -> None:
        node = self.node(*path)
        if node is None:
            self._add(path[:-1], {str(path[-1]): values})
        elif isinstance(node, (MappingNode, SequenceNode)) and node.value:
            self._append(node, values, spaced=not path)
        else:
            self._fill(path, node, values)

    def _append(self, node: Node, values: Value, *, spaced: bool) -> None:
        self._apply([self._appended(node, values, spaced=spaced)])

    def _appended(self, node: Node, values: Value, *, spaced: bool) -> Edit:
        return self._behind(node, _parts(node)[-1][2], values, spaced=spaced)

    def _behind(self, node: Node, end: int, values: Value, *, spaced: bool) -> Edit:
        """Return the edit that puts values into a list or mapping, behind the part that ends at a position."""
        if _on_a_line(node):
            return end, end, f", {flow(values)[1:-1]}"
        lines = block(values, node.start_mark.column)
        return self._below(end, ["", *lines] if spaced else lines)

    def _fill(self, path: tuple[Step, ...], node: Node, values: Value) -> None:
        """Put the first values into what is empty: a missing value, ``[]`` or ``{}``."""
        start, end = node.start_mark.index, end_of(node)
        parent = self.node(*path[:-1])
        inside = self.text[start:end]
        if parent is None or _on_a_line(parent) or not path:
            before = self.text[:start]
            colon = "" if before.endswith(" ") else " " if before.endswith(":") else ": "
            self._apply([(start, end, colon + flow(values))])
        elif "#" in inside:
            self._apply([(end - 1, end - 1, flow(values)[1:-1])])
        else:
            indent = parent.start_mark.column + 2
            head = self.text[:start].rstrip(" ")
            self._apply([(len(head), end, "")])
            self._insert_below(len(head), block(values, indent))

    def _insert_below(self, position: int, lines: list[str]) -> None:
        self._apply([self._below(position, lines)])

    def _below(self, position: int, lines: list[str]) -> Edit:
        """Return the edit that inserts lines below the one in which a position is."""
        end = self.text.find("\n", position)
        told = self._newline.join(lines)
        if end < 0:
            return len(self.text), len(self.text), self._newline + told
        return end + 1, end + 1, told + self._newline

    def _line_edit(self, part: tuple[Step, int, int]) -> Edit:
        """Return the edit that removes the lines of one part of a block."""
        name, start, end = part
        if isinstance(name, int):  # the dash may stand on a line of its own
            start = self.text.rindex("-", 0, start)
        below = self.text.find("\n", end)
        return (
            self.text.rfind("\n", 0, start) + 1,
            len(self.text) if below < 0 else below + 1,
            "",
        )

    def _after_colon(self, path: tuple[Step, ...], told: str) -> Edit:
        parent = self.node(*path[:-1])
        assert isinstance(parent, MappingNode)
        key = next(key for key, _ in parent.value if key.value == path[-1])
        colon = self.text.index(":", key.end_mark.index) + 1
        return colon, colon, told

    def _remove_from_flow(self, parts: list[tuple[Step, int, int]], index: int) -> None:
        _, start, end = parts[index]
        own = _COMMA.match(self.text, end)
        if index + 1 < len(parts):
            self._apply([(start, parts[index + 1][1], "")])
        elif own:
            self._apply([(start, end, ""), (own.end() - 1, own.end(), "")])
        elif index > 0:
            found = _COMMA.match(self.text, parts[index - 1][2])
            comma = found.end() - 1 if found else self.text.index(",", parts[index - 1][2])
            between = self.text[comma + 1 : start]
            self._apply([(comma + 1 + len(between.rstrip(" ")), end, ""), (comma, comma + 1, "")])
        else:
            self._apply([(start, end, "")])

    def _apply(self, edits: list[Edit]) -> None:
        for start, end, told in sorted(edits, reverse=True):
            self.text = self.text[:start] + told + self.text[end:]
        self._root = None


def end_of(node: Node) -> int:
    """Return where the last character of a node ends; the parser's own mark of a block is at what follows it."""
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.index) - 1
    if isinstance(node, ScalarNode) or _on_a_line(node) or not node.value:
        return int(node.end_mark.index)
    return _parts(node)[-1][2]


def _on_a_line(node: Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    return bool(getattr(node, "flow_style", False))


def _parts(node: Node | None) -> list[tuple[Step, int, int]]:
    """Return the name or index of each part of a mapping or list, and where it starts and ends."""
    if isinstance(node, MappingNode):
        return [(str(k.value), k.start_mark.index, max(k.end_mark.index, end_of(v))) for k, v in node.value]
    if isinstance(node, SequenceNode):
        return [(i, each.start_mark.index, end_of(each)) for i, each in enumerate(node.value)]
    return []


def _child(node: Node, step: Step) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def _refuse_aliases(node: Node, seen: set[int]) -> None:
    if id(node) in seen:
        raise AliasError(f"line {node.start_mark.line + 1}: an alias (*name) repeats what stands here")
    seen.add(id(node))
    for child in [] if isinstance(node, ScalarNode) else node.value:
        for each in child if isinstance(child, tuple) else (child,):
            _refuse_aliases(each, seen)
