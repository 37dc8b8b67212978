"""Reads one Dart file into its summary (the only door to the Dart grammar)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import unquote

import tree_sitter_dart
from tree_sitter import Language, Node, Parser

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.forms import TYPES, type_text
from woosh_split.sources.client.flutter.parameters import parameter_list
from woosh_split.sources.client.flutter.statements import Statements
from woosh_split.sources.code.typescript.depth import READING_FRAMES, room
from woosh_split.sources.parsing import parsed

_CLASSES = {
    "class_definition": "class",
    "mixin_declaration": "mixin",
    "enum_declaration": "enum",
    "extension_declaration": "extension",
    "extension_type_declaration": "extension-type",
    "mixin_application_class": "class",
}
_SIGNATURES = {
    "function_signature": "function",
    "getter_signature": "getter",
    "setter_signature": "setter",
    "operator_signature": "function",
    "constructor_signature": "constructor",
    "constant_constructor_signature": "constructor",
    "factory_constructor_signature": "factory",
    "redirecting_factory_constructor_signature": "factory",
}
_VARIABLES = frozenset({"initialized_identifier_list", "static_final_declaration_list"})


_DEEPEST = 400
"""Levels of a summary; code has forty, and more than five hundred cannot be kept."""


@cache
def language() -> Language:
    """Return the grammar."""
    return Language(tree_sitter_dart.language())


def read_dart(source: bytes, file: str) -> ir.DartFile:
    """Return the summary of one Dart file; it depends on nothing but its own text.

    A region that the grammar cannot read costs only itself: the declarations and statements around and inside it
    are read all the same, and the region is listed under ``damages`` where it may have held a call. A file that is nested
    too deeply, or that nobody could parse in time, is one such region.
    """
    if source.startswith(b"\xef\xbb\xbf"):
        source = b"   " + source[3:]
    try:
        with room(READING_FRAMES):
            found = _File(source, file).read(parsed(Parser(language()), source).root_node)
        _refuse_deep(found)
        return found
    except RecursionError:
        nothing = _File(b"", file).read(parsed(Parser(language()), b"").root_node)
        return nothing._replace(
            damages=(ir.Damage(1, "the whole file: it is nested too deeply, or takes far too long"),)
        )


def _refuse_deep(found: ir.DartFile) -> None:
    """Refuse what cannot be followed: a chain (``a.b.c``) is read in a loop, however long it is.

    Raises:
        RecursionError: it is nested too deeply.
    """
    level: list[tuple[object, ...]] = [found]
    for _ in range(_DEEPEST):
        level = [each for value in level for each in value if isinstance(each, tuple)]
        if not level:
            return
    raise RecursionError


class _File:
    __slots__ = ("_expressions", "_path", "_source", "_statements")

    def __init__(self, source: bytes, path: str) -> None:
        self._source = source
        self._path = path
        self._statements = Statements(source)
        self._expressions = self._statements.expressions

    def read(self, root: Node) -> ir.DartFile:
        imports: list[ir.Import] = []
        classes: list[ir.Class] = []
        fields: list[ir.Variable] = []
        functions: list[ir.Function] = []
        rest: list[Node] = []
        for node in _members(root):
            if node.type in ("import_or_export", "part_directive", "part_of_directive"):
                imports.extend(self._import(node))
            elif node.type in _CLASSES:
                classes.append(self._class(node, [n for n in rest if n.type == "annotation"]))
                rest = []
            else:
                rest.append(node)
                if node.type == ";" or node.type == "function_body":
                    self._member(rest, fields, functions, class_name="")
                    rest = []
        self._member(rest, fields, functions, class_name="")
        damages = tuple(self._damages(root)) if root.has_error else ()
        return ir.DartFile(
            path=self._path,
            imports=tuple(imports),
            variables=tuple(fields),
            functions=tuple(functions),
            classes=tuple(classes),
            written=tuple(sorted(self._expressions.written)),
            damages=damages,
        )

    def _import(self, node: Node) -> Iterator[ir.Import]:
        text = next(_descendants(node, "string_literal"), None)
        if node.type == "part_of_directive":
            uri = self._literal(text) if text is not None else ""
            yield ir.Import("part-of", uri, "")
            return
        if text is None:
            return
        if node.type == "part_directive":
            yield ir.Import("part", self._literal(text), "")
            return
        kind = "export" if next(_descendants(node, "library_export"), None) is not None else "import"
        specification = next(_descendants(node, "import_specification"), None)
        prefix = ""
        if specification is not None:
            prefix = next((self._text(c) for c in specification.children if c.type == "identifier"), "")
        shown: list[str] = []
        for combinator in _descendants(node, "combinator"):
            if any(child.type == "show" for child in combinator.children):
                shown.extend(self._text(child) for child in _descendants(combinator, "identifier"))
        yield ir.Import(kind, self._literal(text), prefix, tuple(shown))

    def _literal(self, node: Node) -> str:
        """Return the address in a directive, as a path: editors write a folder's blank as ``%20``."""
        value = self._expressions.one([node])
        if isinstance(value, ir.Text) and all(isinstance(part, str) for part in value.parts):
            return unquote("".join(part for part in value.parts if isinstance(part, str)))
        return ""

    def _class(self, node: Node, before: Sequence[Node]) -> ir.Class:
        name = node.child_by_field_name("name") or next(
            (c for c in node.children if c.type == "identifier"), None
        )
        body = next(
            (c for c in node.children if c.type in ("class_body", "enum_body", "extension_body")), None
        )
        class_name = self._text(name) if name is not None else ""
        fields: list[ir.Variable] = []
        methods: list[ir.Function] = []
        constants: list[tuple[str, tuple[ir.Argument, ...]]] = []
        rest: list[Node] = []
        for child in _members(body) if body is not None else ():
            if child.type == "enum_constant":
                constants.append(self._constant(child))
            elif child.type in (";", "function_body", "declaration"):
                self._member([*rest, child], fields, methods, class_name)
                rest = []
            elif child.is_named:
                rest.append(child)
        self._member(rest, fields, methods, class_name)
        self._represented(node, fields, methods)
        parent, parent_types, mixins, interfaces = self._ancestors(node)
        parameters = next((c for c in node.children if c.type == "type_parameters"), None)
        return ir.Class(
            name=class_name,
            kind=_CLASSES[node.type],
            abstract=any(child.type in ("abstract", "sealed") for child in node.children),
            parent=parent,
            parent_types=parent_types,
            mixins=mixins,
            interfaces=interfaces,
            types=tuple(self._text(p).split()[0] for p in parameters.named_children) if parameters else (),
            fields=tuple(fields),
            methods=tuple(methods),
            constants=tuple(constants),
            line=node.start_point[0] + 1,
            annotations=self._annotations([*before, *node.children]),
        )

    def _represented(self, node: Node, fields: list[ir.Variable], methods: list[ir.Function]) -> None:
        """Add what ``extension type Path(String value)`` declares in its first line: a field, and a constructor that sets it."""
        held = next((child for child in node.children if child.type == "representation_declaration"), None)
        names = [child for child in held.children if child.type == "identifier"] if held is not None else []
        if held is None or not names:
            return
        name, type_ = self._text(names[-1]), type_text(held.children, self._source)
        fields.append(ir.Variable(name, type_, None, False, True, ir.Uses()))
        parameter = ir.Parameter(name, type_, False, field=True)
        line = node.start_point[0] + 1
        methods.append(ir.Function("", "constructor", "", (parameter,), None, False, line))

    def _ancestors(self, node: Node) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        parent = ""
        types: tuple[str, ...] = ()
        mixins: list[str] = []
        interfaces: list[str] = []
        for child in node.children:
            if child.type in ("superclass", "mixin_application"):
                named = [c for c in child.children if c.type == "type_identifier"]
                parent = ".".join(self._text(c) for c in named)
                arguments = next((c for c in child.children if c.type == "type_arguments"), None)
                types = self._expressions.types(arguments) if arguments is not None else ()
                mixins.extend(self._listed(c) for c in child.children if c.type == "mixins")
            elif child.type == "mixins":
                mixins.append(self._listed(child))
            elif child.type == "interfaces":
                interfaces.append(self._listed(child))
            elif child.type == "type_identifier" and node.type in (
                "mixin_declaration",
                "extension_declaration",
            ):
                prefixed = child.prev_sibling is not None and child.prev_sibling.type == "."
                parent = f"{parent}.{self._text(child)}" if prefixed else parent or self._text(child)
        return parent, types, _split(mixins), _split(interfaces)

    def _listed(self, node: Node) -> str:
        return ",".join(self._text(child) for child in node.children if child.type == "type_identifier")

    def _constant(self, node: Node) -> tuple[str, tuple[ir.Argument, ...]]:
        name = node.child_by_field_name("name")
        arguments = next(_descendants(node, "arguments"), None)
        return (
            self._text(name) if name is not None else "",
            self._expressions.arguments(arguments) if arguments is not None else (),
        )

    def _member(
        self, nodes: list[Node], fields: list[ir.Variable], functions: list[ir.Function], class_name: str
    ) -> None:
        """Read one member from its annotations, its signature or variables, and its body."""
        annotations = self._annotations(nodes)
        body = next((node for node in nodes if node.type == "function_body"), None)
        parts: list[Node] = []
        for node in nodes:
            parts.extend(_flat(node) if node.type in ("declaration", "method_signature") else [node])
        static = not class_name or any(part.type == "static" for part in parts)
        signature = next((part for part in parts if part.type in _SIGNATURES), None)
        if signature is not None:
            functions.append(self._function(signature, parts, body, static, annotations, class_name))
            return
        declared = next((part for part in parts if part.type in _VARIABLES), None)
        if declared is None:
            functions.extend(self._abstract(parts, annotations))
            return
        kind = type_text([part for part in parts if part.type in TYPES], self._source)
        fixed = any(part.type in ("final_builtin", "const_builtin") for part in parts)
        for item in declared.children:
            if item.type in ("initialized_identifier", "static_final_declaration"):
                children = item.children
                value = self._expressions.one(children[2:]) if len(children) > 2 else None
                self._expressions.taken(value)
                fields.append(
                    ir.Variable(
                        self._text(children[0]),
                        kind,
                        value,
                        static,
                        fixed,
                        self._expressions.uses(),
                        annotations,
                    )
                )

    def _abstract(self, parts: list[Node], annotations: tuple[ir.Annotation, ...]) -> Iterator[ir.Function]:
        """Read ``abstract final String path;``: a getter that a class below has, be it as a field."""
        if not any(part.type == "abstract" for part in parts):
            return
        kind = type_text([part for part in parts if part.type in TYPES], self._source)
        for listed in (part for part in parts if part.type == "identifier_list"):
            for name in (child for child in listed.children if child.type == "identifier"):
                line = name.start_point[0] + 1
                yield ir.Function(
                    self._text(name), "getter", kind, (), None, False, line, annotations=annotations
                )

    def _function(
        self,
        signature: Node,
        parts: list[Node],
        body: Node | None,
        static: bool,
        annotations: tuple[ir.Annotation, ...],
        class_name: str,
    ) -> ir.Function:
        kind = _SIGNATURES[signature.type]
        listed = next((c for c in signature.children if c.type == "formal_parameter_list"), None)
        names = [child for child in signature.children if child.type == "identifier"]
        if kind == "constructor" and names and self._text(names[0]) != class_name:
            kind = "function"  # a method without a result type looks like a constructor to the grammar
        if kind in ("constructor", "factory"):
            name = self._text(names[1]) if len(names) > 1 else ""
        else:
            name = self._text(names[-1]) if names else ""
        initialisers, arguments, super_name, redirects = self._initialisers(parts)
        parameters = parameter_list(self._expressions, listed) if listed is not None else ()
        statements = self._statements.body(body) if body is not None else None
        return ir.Function(
            name=name,
            kind=kind,
            result=type_text(signature.children, self._source),
            parameters=parameters,
            body=statements,
            static=static,
            line=signature.start_point[0] + 1,
            uses=self._expressions.uses(),
            annotations=annotations,
            initialisers=initialisers,
            super_arguments=arguments,
            super_name=super_name,
            redirects=redirects,
        )

    def _initialisers(
        self, parts: list[Node]
    ) -> tuple[tuple[tuple[str, ir.Expression], ...], tuple[ir.Argument, ...], str, bool]:
        found: list[tuple[str, ir.Expression]] = []
        for node in parts:
            if node.type == "redirection":
                arguments, name = self._forwarded(node)
                return (), arguments, name, True
        forwarded: tuple[tuple[ir.Argument, ...], str] = ((), "")
        for entry in (entry for node in parts if node.type == "initializers" for entry in node.children):
            if any(child.type == "super" for child in entry.children):
                forwarded = self._forwarded(entry)
            for field in (child for child in entry.children if child.type == "field_initializer"):
                equals = next((p for p, c in enumerate(field.children) if c.type == "="), 0)
                names = [c for c in field.children[:equals] if c.type == "identifier"]
                if names:
                    value = self._expressions.one(field.children[equals + 1 :])
                    self._expressions.taken(value)
                    found.append((self._text(names[-1]), value))
        return tuple(found), *forwarded, False

    def _forwarded(self, node: Node) -> tuple[tuple[ir.Argument, ...], str]:
        listed = next((child for child in node.children if child.type == "arguments"), None)
        name = next((self._text(child) for child in node.children if child.type == "identifier"), "")
        return (self._expressions.arguments(listed) if listed is not None else ()), name

    def _annotations(self, nodes: Sequence[Node]) -> tuple[ir.Annotation, ...]:
        found: list[ir.Annotation] = []
        for node in nodes:
            if node.type != "annotation":
                continue
            names = [self._text(c) for c in _descendants(node, "identifier", deep=False)]
            listed = next((c for c in node.children if c.type == "arguments"), None)
            arguments = self._expressions.arguments(listed) if listed is not None else ()
            found.append(ir.Annotation(names[-1] if names else "", arguments, node.start_point[0] + 1))
        return tuple(found)

    def _damages(self, node: Node) -> Iterator[ir.Damage]:
        if node.type == "ERROR":
            if b"(" in self._source[node.start_byte : node.end_byte]:
                yield ir.Damage(node.start_point[0] + 1, " ".join(self._text(node).split())[:100])
            return
        if node.has_error:
            for child in node.children:
                yield from self._damages(child)

    def _text(self, node: Node) -> str:
        return self._expressions.text(node)


def _members(node: Node) -> Iterator[Node]:
    """Yield the members of a body or a file, those inside a damaged region too."""
    for child in node.children:
        if child.type == "ERROR":
            yield from _members(child)
        elif child.type not in ("comment", "documentation_comment"):
            yield child


def _flat(node: Node) -> list[Node]:
    return [part for part in node.children if part.type not in ("comment", "documentation_comment")]


def _descendants(node: Node, kind: str, *, deep: bool = True) -> Iterator[Node]:
    for child in node.children:
        if child.type == kind:
            yield child
        elif deep or child.type in ("qualified", "scoped_identifier"):
            yield from _descendants(child, kind, deep=deep)


def _split(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for text in texts for part in text.split(",") if part)
