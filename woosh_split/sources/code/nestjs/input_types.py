"""Types of what clients send: classes with validators, interfaces, and types that are written in place, field by field.

Read from the syntax tree, since the readings that facts are made of keep neither validators nor plain types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tree_sitter import Node

from woosh_split.sources.code.typescript.program import AliasDecl, ClassDecl, EnumDecl, InterfaceDecl, Program
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.read import read_typescript
from woosh_split.sources.code.typescript.summary import Summary
from woosh_split.sources.code.typescript.syntax import parse_with_repairs
from woosh_split.sources.nesting import json_of

_DEEPEST = 5
_VALIDATORS = {
    "IsNumber": "number", "IsInt": "number", "IsPositive": "number", "IsLatitude": "number", "IsLongitude": "number",
    "IsNumberString": "digits", "IsString": "text", "IsBoolean": "boolean", "IsDate": "date", "IsDateString": "date",
    "IsISO8601": "date", "IsEmail": "email", "IsUrl": "url", "IsUUID": "uuid", "IsPhoneNumber": "phone",
    "IsObject": "object",
}  # fmt: skip
_PLAIN = {"number": "number", "string": "text", "boolean": "boolean", "Date": "date"}
_DECLARATIONS = (
    "class_declaration", "abstract_class_declaration", "interface_declaration", "type_alias_declaration", "enum_declaration",
)  # fmt: skip
_NOT_SENT = frozenset(
    {
        "OneToMany", "ManyToOne", "OneToOne", "ManyToMany", "PrimaryGeneratedColumn", "CreateDateColumn",
        "UpdateDateColumn", "DeleteDateColumn", "VersionColumn",
    }
)  # fmt: skip
"""What an entity has that the server fills in, or that is another row."""
_MEMBERS = ("public_field_definition", "property_signature")


@dataclass(frozen=True, slots=True)
class InputField:
    """One field. ``kind`` is number, text, date, email, choice and so on, or unknown; ``fields`` are nested ones."""

    name: str
    kind: str
    optional: bool = False
    many: bool = False
    choices: tuple[str | int, ...] = ()
    smallest: int | None = None
    fields: tuple[InputField, ...] = ()


class InputTypes:
    """Finds declarations across the files of a tree and tells their fields."""

    def __init__(self, root: Path, files: Set[str]) -> None:
        self._root = root
        self._files = files
        self._summaries: dict[str, Summary] = {}
        self._trees: dict[str, Node] = {}
        self._program = Program(ImportResolver(files, self._json), self._summary)

    def _summary(self, path: str) -> Summary | None:
        if path not in self._summaries and path in self._files:
            self._summaries[path] = read_typescript((self._root / path).read_bytes())
        return self._summaries.get(path)

    def _json(self, path: str) -> Mapping[str, Any]:
        """Return what a tsconfig or a package.json says, by which aliases and packages of a workspace are found."""
        if path not in self._files:
            return {}
        try:
            found = json_of((self._root / path).read_bytes(), relaxed=True)
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def declaration(self, file: str, name: str) -> Node | None:
        """Return the declaration of that name at the top of a file."""
        if file not in self._trees:
            if file not in self._files:
                return None
            self._trees[file] = parse_with_repairs((self._root / file).read_bytes())[1]
        for child in self._trees[file].named_children:
            inner = child.child_by_field_name("declaration") if child.type == "export_statement" else child
            if (
                inner is not None
                and inner.type in _DECLARATIONS
                and plain_text(inner.child_by_field_name("name")) == name
            ):
                return inner
        return None

    def _found(self, file: str, name: str) -> tuple[str, Node] | None:
        """Return a declaration that a file sees under a name, and where it stands."""
        decl = self._program.lookup(file, name)
        if isinstance(decl, ClassDecl | InterfaceDecl | EnumDecl | AliasDecl):
            node = self.declaration(decl.file, decl.name)
            return (decl.file, node) if node is not None else None
        own = self.declaration(file, name)
        return (file, own) if own is not None else None

    def fields(self, type_: Node | None, file: str, deep: int = _DEEPEST) -> dict[str, InputField] | None:
        """Return the fields of a type by name, None where it has none that could be told."""
        if type_ is None or deep == 0:
            return None
        if type_.type in ("type_annotation", "parenthesized_type"):
            return self.fields(type_.named_children[0], file, deep) if type_.named_children else None
        if type_.type in ("type_identifier", "identifier"):
            found = self._found(file, plain_text(type_))
            return None if found is None else self._declared(found[1], found[0], deep)
        if type_.type == "object_type":
            return self._members(type_, file, deep)
        if type_.type == "intersection_type":
            parts = [self.fields(each, file, deep) for each in type_.named_children]
            return {name: field for part in parts if part for name, field in part.items()} or None
        if type_.type == "generic_type":
            return self._made(plain_text(type_.child_by_field_name("name")), _arguments(type_), file, deep)
        if type_.type == "call_expression":
            arguments = type_.child_by_field_name("arguments")
            name = plain_text(type_.child_by_field_name("function")).removesuffix("Type")
            return self._made(name, list(arguments.named_children) if arguments else [], file, deep)
        return None

    def _made(self, maker: str, arguments: list[Node], file: str, deep: int) -> dict[str, InputField] | None:
        """Return the fields of ``Partial<A>``, ``OmitType(A, ['b'])`` and their like."""
        if maker == "Intersection":
            parts = [self.fields(each, file, deep - 1) for each in arguments]
            return {name: field for part in parts if part for name, field in part.items()} or None
        base = self.fields(arguments[0], file, deep - 1) if arguments else None
        if base is None or maker not in ("Partial", "Required", "Readonly", "Omit", "Pick", "DeepPartial"):
            return None
        named = {plain_text(each)[1:-1] for each in _strings(arguments[1])} if len(arguments) > 1 else set()
        if maker in ("Omit", "Pick"):
            return {name: field for name, field in base.items() if (name in named) is (maker == "Pick")}
        return {name: replace(field, optional=maker != "Required") for name, field in base.items()}

    def _declared(self, node: Node, file: str, deep: int) -> dict[str, InputField] | None:
        if node.type == "enum_declaration":
            return None
        if node.type == "type_alias_declaration":
            return self.fields(node.child_by_field_name("value"), file, deep - 1)
        found: dict[str, InputField] = {}
        for clause in node.named_children:
            if clause.type in ("class_heritage", "extends_type_clause"):
                for parent in _parents(clause):
                    found |= self.fields(parent, file, deep - 1) or {}
        body = node.child_by_field_name("body")
        return found | self._members(body, file, deep) if body is not None else found

    def _members(self, body: Node, file: str, deep: int) -> dict[str, InputField]:
        found = {}
        for member in body.named_children:
            marks = {
                name for name, _ in calls_of(each for each in member.children if each.type == "decorator")
            }
            static = any(child.type == "static" for child in member.children)
            if member.type in _MEMBERS and not static and marks.isdisjoint(_NOT_SENT):
                name = plain_text(member.child_by_field_name("name"))
                found[name] = self._member(name, member, file, deep)
        return found

    def _member(self, name: str, member: Node, file: str, deep: int) -> InputField:
        field = self.field(name, member.child_by_field_name("type"), file, deep)
        calls = dict(calls_of(child for child in member.children if child.type == "decorator"))
        kinds = [_VALIDATORS[each] for each in calls if each in _VALIDATORS]
        smallest = next((_number(calls[each]) for each in ("Min", "MinLength") if each in calls), None)
        choices = field.choices
        if calls.get("IsIn"):
            choices = tuple(plain_text(each)[1:-1] for each in _strings(calls["IsIn"][0]))
        elif calls.get("IsEnum"):
            choices = self._choices(plain_text(calls["IsEnum"][0]), file) or choices
        optional = any(child.type == "?" for child in member.children) or "IsOptional" in calls
        return replace(
            field,
            kind="choice" if choices else "object" if field.fields else kinds[0] if kinds else field.kind,
            optional=optional or member.child_by_field_name("value") is not None,
            many=field.many or "IsArray" in calls,
            choices=choices,
            smallest=smallest,
        )

    def field(self, name: str, type_: Node | None, file: str, deep: int = _DEEPEST) -> InputField:
        """Return a field by its type alone."""
        many = False
        type_ = _given(type_)
        while type_ is not None and type_.type in ("type_annotation", "parenthesized_type", "array_type"):
            many = many or type_.type == "array_type"
            type_ = _given(type_.named_children[0]) if type_.named_children else None
        if type_ is None:
            return InputField(name, "unknown", many=many)
        if type_.type == "generic_type" and plain_text(type_.child_by_field_name("name")) == "Array":
            return replace(self.field(name, _arguments(type_)[0], file, deep), many=True)
        text = plain_text(type_)
        if text in _PLAIN:
            return InputField(name, _PLAIN[text], many=many)
        literals = (
            tuple(plain_text(each)[1:-1] for each in _strings(type_)) if type_.type == "union_type" else ()
        )
        choices = literals or (self._choices(text, file) if type_.type == "type_identifier" else ())
        if choices:
            return InputField(name, "choice", many=many, choices=choices)
        fields = self.fields(type_, file, deep - 1)
        if fields:
            return InputField(name, "object", many=many, fields=tuple(fields.values()))
        return InputField(name, "unknown", many=many)

    def _choices(self, name: str, file: str) -> tuple[str | int, ...]:
        """Return the values of an enum, or of an alias of texts."""
        found = self._found(file, name)
        if found is None:
            return ()
        if found[1].type == "type_alias_declaration":
            value = found[1].child_by_field_name("value")
            return (
                tuple(plain_text(each)[1:-1] for each in _strings(value))
                if value and value.type == "union_type"
                else ()
            )
        body = found[1].child_by_field_name("body") if found[1].type == "enum_declaration" else None
        values: list[str | int] = []
        for position, member in enumerate(body.named_children if body is not None else ()):
            value = member.child_by_field_name("value")
            text = plain_text(value)
            values.append(text[1:-1] if text[:1] in ("'", '"') else int(text) if text.isdigit() else position)
        return tuple(values)


def calls_of(nodes: Iterable[Node]) -> Iterator[tuple[str, list[Node]]]:
    """Yield the name and the arguments of each call, decorators among them."""
    for node in nodes:
        call = node.named_children[0] if node.type == "decorator" and node.named_children else node
        if call.type == "call_expression":
            arguments = call.child_by_field_name("arguments")
            name = plain_text(call.child_by_field_name("function")).rpartition(".")[2]
            yield name, list(arguments.named_children) if arguments is not None else []


def plain_text(node: Node | None) -> str:
    """Return the text of a node, nothing for none."""
    return node.text.decode("utf-8", "replace") if node is not None and node.text is not None else ""


def _arguments(node: Node) -> list[Node]:
    arguments = node.child_by_field_name("type_arguments")
    return list(arguments.named_children) if arguments is not None else []


def _given(type_: Node | None) -> Node | None:
    """Return the one type that ``T | null`` and ``T | undefined`` leave for a value, another type as it stands."""
    if type_ is None or type_.type != "union_type":
        return type_
    parts = [each for each in _parts(type_) if plain_text(each) not in ("null", "undefined")]
    return parts[0] if len(parts) == 1 else type_


def _parts(type_: Node) -> Iterator[Node]:
    for each in type_.named_children:
        yield from _parts(each) if each.type == "union_type" else (each,)


def _parents(clause: Node) -> Iterator[Node]:
    for child in clause.named_children:
        if child.type == "extends_clause":
            value = child.child_by_field_name("value")
            if value is not None:
                yield value
        elif clause.type == "extends_type_clause":
            yield child


def _strings(node: Node) -> Iterator[Node]:
    if node.type == "string":
        yield node
    for child in node.named_children:
        yield from _strings(child)


def _number(arguments: list[Node]) -> int | None:
    text = plain_text(arguments[0]) if arguments else ""
    return int(text) if text.isdigit() else None
