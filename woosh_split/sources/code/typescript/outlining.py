"""One file to its outline: a walk over the syntax tree that keeps places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tree_sitter import Node

from woosh_split.sources.code.typescript.addresses import fixed_parts
from woosh_split.sources.code.typescript.depth import READING_FRAMES, room
from woosh_split.sources.code.typescript.links import NAMES, WORDS, LinkReader
from woosh_split.sources.code.typescript.listening import Condition, conditions
from woosh_split.sources.code.typescript.outline import (
    Declaration,
    ListOutline,
    Member,
    Outline,
    SchemaChange,
    Use,
)
from woosh_split.sources.code.typescript.ports import fixed_ports
from woosh_split.sources.code.typescript.strings import unescape
from woosh_split.sources.code.typescript.syntax import error_nodes, parse_with_repairs

_DECLARATIONS = {
    "class_declaration": "class",
    "abstract_class_declaration": "class",
    "function_declaration": "function",
    "generator_function_declaration": "function",
    "function_signature": "function",
    "enum_declaration": "enum",
    "interface_declaration": "interface",
    "type_alias_declaration": "type",
    "internal_module": "namespace",
    "module": "namespace",
}
_AMBIENT = frozenset({*_DECLARATIONS, "lexical_declaration", "variable_declaration"})
_LISTED_ARGUMENTS = frozenset({"forRoutes", "exclude"})
"""Calls whose arguments are a list of classes, any of which may be left out."""
_CHANGES_TABLES = frozenset({"synchronize", "migrationsRun", "dropSchema"})
_CONNECTS = frozenset({"type", "host", "url", "username", "entities", "autoLoadEntities"})
"""Options of a connection that an entity has not. ``{ ...base, synchronize: true }`` has them in what is spread."""
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def read_outline(content: bytes, *, tsx: bool = False) -> Outline:
    """Read where things stand in a file.

    Raises:
        RecursionError: the code is nested too deep to be followed.
    """
    mark = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    source, root = parse_with_repairs(content[mark:], tsx=tsx)
    reader = _Reader(LinkReader(source, mark, content[mark:]))
    with room(READING_FRAMES):
        for child in root.children:
            reader.top(child)
    return Outline(
        tuple(reader.link.found), tuple(reader.declarations), tuple(reader.members), tuple(reader.lists),
        tuple(reader.uses), frozenset(reader.words), frozenset(reader.strings), any(error_nodes(root)),
        tuple(
            Condition(each.start + mark, each.end + mark, each.wanted)
            for each in conditions(root, reader.text)
        ),
        tuple(
            each._replace(start=each.start + mark, end=each.end + mark)
            for each in fixed_ports(root, reader.text)
        ),
        tuple(reader.schema_changes), fixed_parts(root, reader.text, mark),
    )  # fmt: skip


@dataclass(slots=True)
class _Place:
    """What surrounds a node."""

    label: str = ""
    items: tuple[tuple[int, int], ...] = ()
    member: int | None = None
    declaration: int | None = None
    typed: bool = False


@dataclass(slots=True)
class _Reader:
    link: LinkReader
    declarations: list[Declaration] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    lists: list[ListOutline] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    strings: set[str] = field(default_factory=set)
    name_of_member: int = -1
    schema_changes: list[SchemaChange] = field(default_factory=list)

    @property
    def mark(self) -> int:
        return self.link.mark

    def text(self, node: Node) -> str:
        return self.link.text(node)

    def at(self, node: Node) -> tuple[int, int]:
        return self.link.at(node)

    # Statements ----------------------------------------------------------------------------------------

    def top(self, node: Node) -> None:
        if node.type == "import_statement":
            self.link.read_import(node)
            return
        if node.type == "export_statement" and node.child_by_field_name("source") is not None:
            self.link.read_reexport(node)
            return
        if node.type == "comment":
            return
        index = len(self.declarations)
        inner = node
        exported = node.type == "export_statement"
        if exported:
            inner = node.child_by_field_name("declaration") or node.child_by_field_name("value") or node
        if inner.type == "ambient_declaration":
            inner = next((each for each in inner.named_children if each.type in _AMBIENT), inner)
        elif node.type == "expression_statement" and node.named_children:
            first = node.named_children[0]
            inner = first if first.type in _DECLARATIONS else node
        names = tuple(self._declared(inner))
        kind = _DECLARATIONS.get(inner.type, "variable" if names else "statement")
        default = exported and any(child.type in ("default", "=") for child in node.children)
        if exported and not names:
            kind = "default" if default else "exports"
        body = inner.child_by_field_name("body") if kind == "class" else None
        decorators = [each for each in (*node.children, *inner.children) if each.type == "decorator"]
        start, end = self.at(node)
        self.declarations.append(
            Declaration(
                names[0] if names else "", kind, start, end, exported,
                (body.start_byte + 1 + self.mark, body.end_byte - 1 + self.mark) if body is not None else None,
                tuple(dict.fromkeys(filter(None, map(self._decorator_name, decorators)))), names,
                tuple((self._decorator_name(each), *self.at(each)) for each in decorators), default,
                next((self.at(each) for each in _heritage(inner) if each.type == "implements_clause"), None),
            )
        )  # fmt: skip
        self.visit(node, _Place(declaration=index))

    def _declared(self, node: Node) -> Iterator[str]:
        if node.type in ("lexical_declaration", "variable_declaration"):
            for child in node.named_children:
                name = child.child_by_field_name("name")
                if name is not None and name.type == "identifier":
                    yield self.text(name)
                elif name is not None:
                    yield from (self.text(each) for each in _leaves(name) if each.type in WORDS)
        elif node.type in _DECLARATIONS or node.type == "class":
            name = node.child_by_field_name("name")
            if name is not None:
                yield self.text(name)

    def _schema_change(self, pair: Node, option: str) -> None:
        value, around = pair.child_by_field_name("value"), pair.parent
        if value is None or around is None:
            return
        keys = (self.text(each.child_by_field_name("key") or each) for each in around.named_children)
        connects = any(key.strip("'\"") in _CONNECTS or key.startswith("...") for key in keys)
        self.schema_changes.append(SchemaChange(option, *self.at(value), connects))

    # Everything inside ---------------------------------------------------------------------------------

    def visit(self, node: Node, place: _Place) -> None:
        kind = node.type
        if node.id == self.name_of_member:
            return
        if kind in WORDS:
            if self.link.read_type(node):
                return
            word = self.text(node)
            self.words.add(word)
            if kind in NAMES and not _is_declared_name(node):
                typed = place.typed or kind == "type_identifier"
                of = self.link.asked_of(word, node)
                where = (*self.at(node), place.items, place.member, place.declaration)
                self.uses.append(Use(word, *where, typed, of))
            return
        if kind in ("string", "template_string") and node.is_named:
            text = unescape(self.text(node)[1:-1])
            self.strings.add(text)
            self.words.update(_WORD.findall(text))
            if kind == "string":
                return
        if kind == "array":
            parent = node.parent
            untyped = parent is not None and parent.type == "variable_declarator"
            untyped = untyped and parent.child_by_field_name("type") is None  # type: ignore[union-attr]
            self._list(node, place.label, place, untyped)
            return
        if kind == "export_clause":
            self._list(node, "export", place)
            return
        if kind == "class_body":
            self._class_body(node, place)
            return
        if kind == "call_expression":
            self._call(node, place)
            return
        if kind == "decorator":
            for child in node.children:
                self.visit(child, _moved(place, typed=False))
            return
        if kind == "pair":
            key = node.child_by_field_name("key")
            place = _moved(place, label=self.text(key).strip("'\"") if key is not None else "")
            if place.label in _CHANGES_TABLES:
                self._schema_change(node, place.label)
        elif kind == "variable_declarator":
            name = node.child_by_field_name("name")
            place = _moved(place, label=self.text(name) if name is not None else "")
        elif kind in (
            "type_annotation",
            "type_arguments",
            "implements_clause",
            "interface_body",
            "type_query",
        ):
            place = _moved(place, typed=True)
        for child in node.children:
            self.visit(child, place)

    def _list(self, node: Node, label: str, place: _Place, untyped: bool = False) -> None:
        index = len(self.lists)
        items = [child for child in node.named_children if child.type != "comment"]
        commas = [self.at(child) for child in node.children if child.type == ","]
        start, end = self.at(node)
        self.lists.append(
            ListOutline(
                start + 1, end - 1, tuple(self.at(each) for each in items), tuple(commas), label, untyped
            )
        )
        for number, item in enumerate(items):
            self.visit(item, _moved(place, items=((index, number), *place.items)))

    def _call(self, node: Node, place: _Place) -> None:
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        called = ""
        if function is not None:
            called = self.text(function).rpartition(".")[2] if function.type != "import" else "import"
            first = (
                arguments.named_children[0] if arguments is not None and arguments.named_children else None
            )
            if first is not None and first.type == "string" and called in ("require", "import"):
                if called == "import" and place.typed:
                    self.link.add("type", node, first, self.link.taken_of(node), True)
                else:
                    self.link.add("dynamic" if called == "import" else "require", node, first)
            self.visit(function, place)
        for child in node.children:
            if child.type == "type_arguments":
                self.visit(child, place)
        if arguments is None:
            return
        label = called if called not in ("forwardRef",) else place.label
        if called in _LISTED_ARGUMENTS:
            self._list(arguments, called, place)
            return
        for child in arguments.children:
            self.visit(child, _moved(place, label=label))

    def _class_body(self, node: Node, place: _Place) -> None:
        owner = ""
        parent = node.parent
        name = parent.child_by_field_name("name") if parent is not None else None
        if name is not None:
            owner = self.text(name)
        pending: list[Node] = []
        start: int | None = None
        line = -1  # on which the member before ends: a comment there is about that one
        for child in node.children:
            if child.type == "comment" and child.start_point.row == line:
                continue
            if child.type in ("decorator", "comment"):
                start = child.start_byte if start is None else start
                if child.type == "decorator":
                    pending.append(child)
                continue
            line = child.end_point.row
            if child.type == ";":
                if self.members and self.members[-1].end == child.start_byte + self.mark:
                    self._end_last(child.end_byte + self.mark)
                start = None
                continue
            named = child.child_by_field_name("name")
            if named is None:
                start, pending = None, []
                self.visit(child, place)
                continue
            own = [*pending, *(each for each in child.children if each.type == "decorator")]
            before, before_strings = self.words, self.strings
            held: set[str] = set()
            strings: set[str] = set()
            self.words, self.strings = held, strings
            static = any(each.type == "static" for each in child.children)
            index = len(self.members)
            self.members.append(
                Member(
                    owner, self.text(named), (child.start_byte if start is None else start) + self.mark,
                    child.end_byte + self.mark,
                    tuple(dict.fromkeys(filter(None, map(self._decorator_name, own)))),
                    self._inverse(own), frozenset(),
                )
            )  # fmt: skip
            inside = _moved(place, member=index if place.member is None else place.member)
            outer, self.name_of_member = self.name_of_member, named.id
            for each in pending:
                self.visit(each, inside)
            self.visit(child, inside)
            self.name_of_member = outer
            self.words = before | held | {self.members[index].name}
            self.strings = before_strings | strings
            self.members[index] = replace(
                self.members[index],
                words=frozenset(held),
                static=static,
                strings=frozenset(strings),
                decorator_places=tuple((self._decorator_name(each), *self.at(each)) for each in own),
            )
            start, pending = None, []

    def _end_last(self, end: int) -> None:
        self.members[-1] = replace(self.members[-1], end=end)

    def _decorator_name(self, node: Node) -> str:
        held = node.named_children[0] if node.named_children else None
        if held is not None and held.type == "call_expression":
            held = held.child_by_field_name("function")
        return self.text(held).rpartition(".")[2] if held is not None else ""

    def _inverse(self, decorators: list[Node]) -> str | None:
        """Return the property that a relation's second argument names: ``(a) => a.b`` or ``'b'``."""
        for each in decorators:
            call = each.named_children[0] if each.named_children else None
            arguments = call.child_by_field_name("arguments") if call is not None else None
            if arguments is None or len(arguments.named_children) < 2:
                continue
            second = arguments.named_children[1]
            if second.type == "string":
                return unescape(self.text(second)[1:-1])
            if second.type == "arrow_function":
                body = second.child_by_field_name("body")
                if body is not None and body.type == "member_expression":
                    named = body.child_by_field_name("property")
                    return self.text(named) if named is not None else None
        return None


def _moved(
    place: _Place,
    *,
    label: str | None = None,
    items: tuple[tuple[int, int], ...] | None = None,
    member: int | None = None,
    typed: bool | None = None,
) -> _Place:
    return _Place(
        place.label if label is None else label,
        place.items if items is None else items,
        place.member if member is None else member,
        place.declaration,
        place.typed if typed is None else typed,
    )


def _is_declared_name(node: Node) -> bool:
    """Tell the name that a declaration gives, as against a use of it."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type in (
        *_DECLARATIONS, "class", "variable_declarator", "function_expression", "type_parameter", "enum_body",
    ):  # fmt: skip
        name = parent.child_by_field_name("name")
        return name is not None and name.start_byte == node.start_byte
    if parent.type in ("required_parameter", "optional_parameter"):
        pattern = parent.child_by_field_name("pattern")
        return pattern is not None and pattern.start_byte == node.start_byte
    return False


def _heritage(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.type == "class_heritage":
            yield from child.children


def _leaves(node: Node) -> Iterator[Node]:
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves(child)
