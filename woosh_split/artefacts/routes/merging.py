"""A new table into the file that people keep: their targets, timeouts, router, salt and comments stand.

The file is cut into the texts of its routes, comments above a route being its own. What is generated is written over in
place, key by key; a route that is new gets its place by its order, one that is gone is taken out and told.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from woosh_split.artefacts.routes.document import route_document
from woosh_split.artefacts.routes.reading import TableError, parse_table
from woosh_split.artefacts.routes.table import STEP
from woosh_split.artefacts.routes.text import route_lines, to_yaml, value
from woosh_split.model.routing import TO_MONOLITH, TO_SHADOW, RouteEntry, RoutingTable, Target
from woosh_split.model.split import MONOLITH
from woosh_split.split.editing import AliasError, EditedText, end_of
from woosh_split.split.nodes import compose


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The new text and table, and what a person should know: routes that came, went, changed, or were sent back."""

    text: str
    table: RoutingTable
    added: tuple[RouteEntry, ...] = ()
    gone: tuple[RouteEntry, ...] = ()
    changed: tuple[RouteEntry, ...] = ()
    sent_back: tuple[tuple[RouteEntry, str], ...] = ()
    """Routes whose target no longer fits, with the reason; they go to the monolith again."""


def merge_table(text: str | None, made: RoutingTable, name: str) -> MergedTable:
    """Merge a table that was made from facts into a file's text (None: a new file).

    Raises:
        TableError: the text is no valid table, or repeats parts of itself by aliases.
    """
    if text is None:
        return MergedTable(to_yaml(made), made, added=made.routes)
    held = parse_table(text, name)
    known = {entry.id: entry for entry in held.routes}
    kept: list[RouteEntry] = []
    sent_back: list[tuple[RouteEntry, str]] = []
    for entry in made.routes:
        before = known.get(entry.id)
        if before is None:
            kept.append(entry)
            continue
        target, why = _still(before.target, before.service, entry)
        if why:
            sent_back.append((entry, why))
        kept.append(replace(entry, target=target, timeout_ms=before.timeout_ms))
    routes = _in_gaps(kept, {identity: entry.order for identity, entry in known.items()})
    table = replace(made, router=held.router, salt=held.salt or made.salt, routes=routes)
    new = {entry.id for entry in made.routes}
    return MergedTable(
        _edited(text, table, name),
        table,
        added=tuple(entry for entry in table.routes if entry.id not in known),
        gone=tuple(entry for entry in held.routes if entry.id not in new),
        changed=tuple(e for e in table.routes if e.id in known and _differs(e, known[e.id])),
        sent_back=tuple(sent_back),
    )


def _in_gaps(entries: list[RouteEntry], orders: Mapping[str, int]) -> tuple[RouteEntry, ...]:
    """Return the entries with the orders that they had, new ones between them; all anew where that cannot be."""
    held = [orders[entry.id] for entry in entries if entry.id in orders]
    if held != sorted(set(held)):
        return _renumbered(entries)
    found: list[RouteEntry] = []
    waiting: list[RouteEntry] = []
    last = -1
    for entry in entries:
        if entry.id not in orders:
            waiting.append(entry)
            continue
        room = orders[entry.id] - last
        if room <= len(waiting):
            return _renumbered(entries)
        placed = [
            replace(each, order=last + max(1, room * number // (len(waiting) + 1)))
            for number, each in enumerate(waiting, 1)
        ]
        if any(one.order >= two.order for one, two in itertools.pairwise(placed)):
            return _renumbered(entries)
        found += placed
        waiting = []
        last = orders[entry.id]
        found.append(replace(entry, order=last))
    base = last if held else -STEP
    found += [replace(each, order=base + STEP * number) for number, each in enumerate(waiting, 1)]
    return tuple(found)


def _renumbered(entries: list[RouteEntry]) -> tuple[RouteEntry, ...]:
    return tuple(replace(entry, order=index * STEP) for index, entry in enumerate(entries))


def _differs(entry: RouteEntry, before: RouteEntry) -> bool:
    """Whether more than a route's place in code and table is new."""
    return replace(entry, order=0, source="") != replace(before, order=0, source="")


def _still(target: Target, before: str, entry: RouteEntry) -> tuple[Target, str]:
    """Return the target that stands, and why it is another one than before."""
    if target.kind == TO_MONOLITH:
        return target, ""
    if entry.service == MONOLITH:
        return Target(), f"it belongs to the monolith again (before: {before})"
    if entry.service != before:
        return Target(), f"it moved from {before} to {entry.service}"
    if target.kind == TO_SHADOW and not entry.shadowable:
        return Target(), "its code writes now, so that it cannot be shadowed"
    return target, ""


def _edited(text: str, table: RoutingTable, name: str) -> str:
    """Return the text with the new table in it; what is written in brackets is written anew as a whole."""
    try:
        edited = EditedText(text)
    except AliasError as error:
        raise TableError(f"{name}, {error}. Write it out in both places.") from error
    node = edited.node("routes")
    if not isinstance(node, SequenceNode) or node.flow_style or not node.value or _in_brackets(edited.root):
        if any(line.lstrip().startswith("#") for line in text.splitlines()) and not _in_brackets(edited.root):
            return _with_routes(edited, table)
        return to_yaml(table)
    blocks = _Blocks(edited.text, node)
    for item in node.value:
        blocks.update(item, {entry.id: entry for entry in table.routes})
    return _tops(EditedText(blocks.assembled(table)), table)


def _with_routes(edited: EditedText, table: RoutingTable) -> str:
    """Return a file without routes, or with routes in brackets, with those of the table."""
    if edited.node("routes") is not None:
        edited.remove((), ["routes"])
    text = edited.text if edited.text.endswith("\n") else edited.text + "\n"
    lines = "routes:\n" + route_lines(table.routes) if table.routes else "routes: []\n"
    return _tops(EditedText(text + lines), table)


def _tops(edited: EditedText, table: RoutingTable) -> str:
    """Set the services, which the split file says, and a salt where there is none."""
    edits = []
    services = edited.node("services")
    if services is not None and _texts(services) != table.services:
        edits.append(_put(edited.text, services, value(list(table.services))))
    missing: dict[str, Any] = {}
    if services is None:
        missing["services"] = list(table.services)
    if edited.node("salt") is None:
        missing["salt"] = table.salt
    text = _applied(edited.text, edits)
    if missing:
        at = _line_of(text, _routes_start(text))
        text = text[:at] + "".join(f"{key}: {value(each)}\n" for key, each in missing.items()) + text[at:]
    return text


def _routes_start(text: str) -> int:
    root = compose(text)
    assert isinstance(root, MappingNode)
    return int(next(key.start_mark.index for key, _ in root.value if key.value == "routes"))


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(str(each.value) for each in node.value) if isinstance(node, SequenceNode) else ()


class _Blocks:
    """The texts of a block list's items, each from the comment above it to the line before the next one's."""

    def __init__(self, text: str, node: SequenceNode) -> None:
        self._text = text
        self._margin = " " * node.start_mark.column
        starts = [self._start(item) for item in node.value]
        self._first = starts[0]
        self._end = _line_end(text, end_of(node.value[-1]))
        self._spans = dict(
            zip(map(id, node.value), zip(starts, [*starts[1:], self._end], strict=True), strict=True)
        )
        self._blocks: dict[str, str] = {}

    def _start(self, item: Node) -> int:
        """Return where the item's lines begin: at its dash, or at the first of the comments right above it."""
        at = _line_of(self._text, self._text.rindex("-", 0, item.start_mark.index))
        while at > 0:
            above = _line_of(self._text, at - 1)
            if not self._text[above:at].lstrip().startswith("#"):
                break
            at = above
        return at

    def update(self, item: Node, entries: Mapping[str, RouteEntry]) -> None:
        """Write a route's new values into its text."""
        start, end = self._spans[id(item)]
        values = dict(_pairs(item))
        identity = values["id"].value
        entry = entries.get(identity)
        if entry is None:
            return
        edits: list[tuple[int, int, str]] = []
        new = route_document(entry)
        missing: dict[str, Any] = {}
        for key, each in new.items():
            node = values.get(key)
            if node is None:
                missing[key] = each
            elif _plain(node) != _as_read(each):
                edits.append(_put(self._text, node, value(each)))
        block = self._text[start:end]
        gone = [key for key in ("versions", "shadowed") if key in values and key not in new]
        for key in gone:
            edits.append(self._without(item, key))
        block = _applied(block, [(a - start, b - start, told) for a, b, told in edits])
        if missing and not _in_brackets(item):
            margin = f"{self._margin}  "
            added = "".join(f"{margin}{key}: {value(each)}\n" for key, each in missing.items())
            body = block.rstrip("\n")
            block = f"{body}\n{added}{block[len(body) + 1 :]}"
        self._blocks[identity] = block

    def _without(self, item: Node, key: str) -> tuple[int, int, str]:
        name, node = next((k, v) for k, v in item.value if k.value == key)
        return _line_of(self._text, name.start_mark.index), _line_end(self._text, end_of(node)), ""

    def assembled(self, table: RoutingTable) -> str:
        """Return the whole text, routes in the order of the table."""
        pieces = []
        for entry in table.routes:
            block = self._blocks.get(entry.id) or route_lines([entry], self._margin)
            pieces.append(block if block.endswith("\n") else block + "\n")
        return self._text[: self._first] + "".join(pieces) + self._text[self._end :]


def _pairs(item: Node) -> Iterator[tuple[str, Node]]:
    for key, each in item.value:
        yield str(key.value), each


def _plain(node: Node) -> Any:
    """Return a node's content with every scalar as its text."""
    if isinstance(node, MappingNode):
        return {str(key.value): _plain(each) for key, each in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(each) for each in node.value]
    assert isinstance(node, ScalarNode)
    return node.value


def _as_read(given: Any) -> Any:
    if isinstance(given, dict):
        return {key: _as_read(each) for key, each in given.items()}
    if isinstance(given, (list, tuple)):
        return [_as_read(each) for each in given]
    return {True: "true", False: "false"}[given] if isinstance(given, bool) else str(given)


def _put(text: str, node: Node, told: str) -> tuple[int, int, str]:
    """Return the edit that writes a value in the place of a node, on the line of its key."""
    start = node.start_mark.index
    if isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style:
        colon = text.rindex(":", 0, start)
        return colon + 1, end_of(node), f" {told}"
    return start, end_of(node), told


def _in_brackets(node: Node) -> bool:
    return bool(getattr(node, "flow_style", False))


def _applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, told in sorted(edits, reverse=True):
        text = text[:start] + told + text[end:]
    return text


def _line_of(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def set_targets(text: str, targets: Mapping[str, Target], name: str) -> str:
    """Return the text of a table with the targets of some routes replaced, by id, and nothing else.

    Raises:
        TableError: the text is no valid table.
    """
    from woosh_split.artefacts.routes.document import target_document

    parse_table(text, name)
    root = compose(text)
    assert isinstance(root, MappingNode)
    routes = dict(_pairs(root))["routes"]
    edits = []
    for item in routes.value:
        values = dict(_pairs(item))
        target = targets.get(str(values["id"].value))
        if target is None:
            continue
        document = target_document(target)
        if "target" in values:
            if _plain(values["target"]) != _as_read(document):
                edits.append(_put(text, values["target"], _in_style(document, root)))
        elif item.flow_style:
            at = end_of(item.value[-1][1])
            edits.append((at, at, f', "target": {_in_style(document, root)}'))
        else:
            at = _line_end(text, end_of(item))
            margin = " " * item.start_mark.column
            lead = "" if text[at - 1 : at] == "\n" else "\n"
            edits.append((at, at, f"{lead}{margin}target: {value(document)}\n"))
    return _applied(text, edits)


def _in_style(document: dict[str, Any], root: Node) -> str:
    """Return a target as the file is written: as JSON in a file that is JSON."""
    import json

    return json.dumps(document) if _in_brackets(root) else value(document)
