"""One TypeScript file to its summary."""

from __future__ import annotations

from tree_sitter import Node

from woosh_split.sources.code.typescript.applied import with_applied
from woosh_split.sources.code.typescript.bodies import (
    read_decorator,
    read_function,
    read_pattern,
    read_statement,
)
from woosh_split.sources.code.typescript.classes import read_class
from woosh_split.sources.code.typescript.commonjs import read_exports
from woosh_split.sources.code.typescript.depth import READING_FRAMES, room
from woosh_split.sources.code.typescript.dynamic_imports import dynamic_imports
from woosh_split.sources.code.typescript.expressions import read_expression, text_of
from woosh_split.sources.code.typescript.hints import read_hints
from woosh_split.sources.code.typescript.strings import unescape
from woosh_split.sources.code.typescript.summary import (
    OPAQUE,
    Class,
    ExportName,
    Expr,
    Function,
    ImportName,
    Pattern,
    Stmt,
    Summary,
    Type,
)
from woosh_split.sources.code.typescript.syntax import error_nodes, parse_with_repairs
from woosh_split.sources.code.typescript.types import read_members, read_type
from woosh_split.sources.parsing import TooHardError

READING = "typescript-17"
"""Names the reading in the cache; raised whenever a summary of the same bytes becomes another."""
IGNORED_PACKAGES = frozenset({"class-validator", "class-transformer", "@nestjs/swagger"})
"""Their decorators describe and validate; none of them makes a route, a table or an access."""


def read_typescript(content: bytes, *, tsx: bool = False) -> Summary:
    """Read one file; broken code is read as far as it goes and its errors are listed as problems."""
    problems: list[tuple[str, int, str, str]] = []
    source = _decode(content, problems)
    source, root = parse_with_repairs(source, tsx=tsx)
    for node in error_nodes(root):
        if len(problems) >= 20:
            break
        text = text_of(node, source).split("\n", 1)[0].strip()[:80]
        reason = f"missing {node.type}" if node.is_missing else "not valid TypeScript; the rest is read"
        problems.append(("syntax", node.start_point[0] + 1, text, reason))
    reader = FileReader(source)
    reader.block(root)
    lines = source.count(b"\n") + (0 if source.endswith(b"\n") or not source else 1)
    reader.requires.extend(dynamic_imports(root, source))
    summary = reader.summary(lines, tuple(problems))
    hints = read_hints(source)
    return summary._replace(hints=hints) if hints else summary


def read_source(content: bytes, path: str) -> Summary:
    """Read the file at a path; code that is nested too deep, or that nobody could parse in time, is listed as a problem."""
    try:
        with room(READING_FRAMES):
            return read_typescript(content, tsx=path.endswith("x"))
    except RecursionError as error:
        hard = isinstance(error, TooHardError)
        reason = f"{error if hard else 'nested too deeply to be read'}; the file is left out"
        return read_typescript(b"")._replace(
            lines=content.count(b"\n"), problems=(("syntax", 1, "", reason),)
        )


def _decode(content: bytes, problems: list[tuple[str, int, str, str]]) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(
            ("encoding", line, "", "not valid UTF-8; the bad bytes are read as a replacement mark")
        )
        return content.decode("utf-8", "replace").encode()
    return content


class FileReader:
    """Collects a file's declarations; namespaces put their name before those of their members."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.imports: list[ImportName] = []
        self.exports: list[ExportName] = []
        self.classes: dict[str, Class] = {}
        self.functions: dict[str, Function] = {}
        self.constants: dict[str, tuple[Expr | None, Type, int]] = {}
        self.enums: dict[str, dict[str, Expr]] = {}
        self.interfaces: dict[str, tuple[tuple[str, Type], ...]] = {}
        self.aliases: dict[str, Type] = {}
        self.statements: list[Stmt] = []
        self.requires: list[tuple[str, int]] = []
        self.ignored: set[str] = set()

    def summary(self, lines: int, problems: tuple[tuple[str, int, str, str], ...]) -> Summary:
        """Return what was collected."""
        return Summary(
            lines,
            tuple(self.imports),
            tuple(self.exports),
            with_applied(self.classes, self.statements),
            self.functions,
            self.constants,
            self.enums,
            self.interfaces,
            self.aliases,
            tuple(self.statements),
            tuple(self.requires),
            problems,
        )

    def block(self, root: Node, prefix: str = "") -> None:
        """Read the declarations of a file or of a namespace's body."""
        for child in root.named_children:
            self.declaration(child, prefix, ())

    def declaration(self, node: Node, prefix: str, decorators: tuple[Expr, ...]) -> list[str]:
        """Read one top-level statement and return the names that it declares."""
        kind = node.type
        if kind == "import_statement":
            self._import(node)
        elif kind == "export_statement":
            self._export(node, prefix)
        elif kind in ("class_declaration", "abstract_class_declaration"):
            return self._class(node, prefix, decorators)
        elif kind in ("function_declaration", "generator_function_declaration", "function_signature"):
            return self._function(node, prefix)
        elif kind in ("lexical_declaration", "variable_declaration"):
            return self._variables(node, prefix)
        elif kind == "enum_declaration":
            return self._enum(node, prefix)
        elif kind == "interface_declaration":
            return self._interface(node, prefix)
        elif kind == "type_alias_declaration":
            return self._alias(node, prefix)
        elif kind in ("internal_module", "module"):
            return self._namespace(node, prefix)
        elif kind == "ambient_declaration":
            return [name for child in node.named_children for name in self.declaration(child, prefix, ())]
        elif kind == "expression_statement":
            self._statement(node, prefix)
        elif kind == "ERROR":
            self.block(node, prefix)
        elif kind != "comment":
            self.statements.extend(read_statement(node, self.source))
        return []

    def _statement(self, node: Node, prefix: str) -> None:
        for child in node.named_children:
            if child.type in ("internal_module", "module"):
                self._namespace(child, prefix)
                continue
            if read_exports(child, self):
                continue
            value = read_expression(child, self.source)
            if value is not OPAQUE:
                self.statements.append(("exp", value))

    def _string(self, node: Node) -> str:
        return unescape(self.source[node.start_byte + 1 : node.end_byte - 1].decode("utf-8", "replace"))

    def _name(self, node: Node, prefix: str) -> str:
        name = node.child_by_field_name("name")
        return prefix + text_of(name, self.source) if name is not None else ""

    def _import(self, node: Node) -> None:
        line = node.start_point[0] + 1
        type_only = False
        clause: Node | None = None
        specifier: str | None = None
        for child in node.children:
            kind = child.type
            if kind == "import_clause":
                clause = child
            elif kind == "string":
                specifier = self._string(child)
            elif kind == "type":
                type_only = True
            elif kind == "import_require_clause":
                target = child.child_by_field_name("source")
                if target is not None:
                    name = text_of(child.named_children[0], self.source)
                    self._add_import(name, self._string(target), "*", type_only, line)
                return
        if specifier is None:
            return
        if clause is None:
            self.requires.append((specifier, line))
            return
        for child in clause.named_children:
            kind = child.type
            if kind == "named_imports":
                for each in child.named_children:
                    if each.type == "import_specifier":
                        self._import_specifier(each, specifier, type_only, line)
            elif kind == "identifier":
                self._add_import(text_of(child, self.source), specifier, "default", type_only, line)
            elif kind == "namespace_import":
                name = text_of(child.named_children[-1], self.source)
                self._add_import(name, specifier, "*", type_only, line)

    def _import_specifier(self, node: Node, specifier: str, type_only: bool, line: int) -> None:
        parts = node.children
        only = type_only
        if len(parts) > 1 and parts[0].type == "type":
            only, parts = True, parts[1:]
        if not parts:
            return
        imported = text_of(parts[0], self.source).strip("'\"")
        local = text_of(parts[-1], self.source) if len(parts) > 1 else imported
        self._add_import(local, specifier, imported, only, line)

    def _add_import(self, local: str, specifier: str, imported: str, type_only: bool, line: int) -> None:
        self.imports.append(ImportName(local, specifier, imported, type_only, line))
        if specifier in IGNORED_PACKAGES:
            self.ignored.add(local)

    def _export(self, node: Node, prefix: str) -> None:
        line = node.start_point[0] + 1
        source_node = node.child_by_field_name("source")
        specifier = self._string(source_node) if source_node is not None else None
        type_only = any(child.type == "type" for child in node.children)
        decorators = tuple(
            read_decorator(child, self.source) for child in node.named_children if child.type == "decorator"
        )
        is_default = any(child.type == "default" for child in node.children)
        declaration = node.child_by_field_name("declaration")
        if declaration is not None:
            names = self.declaration(declaration, prefix, decorators)
            for name in names:
                exported = "default" if is_default else name
                self.exports.append(ExportName(exported, name, None, False, line))
            if is_default and not names:
                self._default(declaration, line)
            return
        value = node.child_by_field_name("value")
        if value is not None:
            self._default(value, line)
            return
        self._export_clause(node, specifier, type_only, line)

    def _export_clause(self, node: Node, specifier: str | None, type_only: bool, line: int) -> None:
        for child in node.named_children:
            if child.type == "export_clause":
                for each in child.named_children:
                    name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                    if name is None:
                        continue
                    local = text_of(name, self.source)
                    exported = text_of(alias, self.source) if alias is not None else local
                    self.exports.append(ExportName(exported, local, specifier, type_only, line))
            elif child.type == "namespace_export":
                name = child.named_children[-1]
                self.exports.append(ExportName(text_of(name, self.source), "*", specifier, type_only, line))
            elif child.type == "identifier" and specifier is None:  # export = X
                for exported in ("default", "="):
                    self.exports.append(ExportName(exported, text_of(child, self.source), None, False, line))
        if specifier is not None and any(child.type == "*" for child in node.children):
            self.exports.append(ExportName("*", "*", specifier, type_only, line))

    def _default(self, node: Node, line: int) -> None:
        if node.type == "identifier":
            self.exports.append(ExportName("default", text_of(node, self.source), None, False, line))
            return
        if node.type in ("class", "class_declaration", "abstract_class_declaration"):
            self.classes["default"] = read_class(node, self.source, "default", (), self.ignored)
        elif node.type in ("function_declaration", "function_expression", "arrow_function"):
            self.functions["default"] = read_function(node, self.source, "default")
        else:
            self.constants["default"] = (read_expression(node, self.source), None, line)
        self.exports.append(ExportName("default", "default", None, False, line))

    def _class(self, node: Node, prefix: str, decorators: tuple[Expr, ...]) -> list[str]:
        name = self._name(node, prefix)
        if not name:
            return []
        self.classes[name] = read_class(node, self.source, name, decorators, self.ignored)
        return [name]

    def _function(self, node: Node, prefix: str) -> list[str]:
        name = self._name(node, prefix)
        if not name:
            return []
        if node.type != "function_signature" or name not in self.functions:
            self.functions[name] = read_function(node, self.source, name)
        return [name]

    def _variables(self, node: Node, prefix: str) -> list[str]:
        names = []
        for child in node.named_children:
            if child.type != "variable_declarator":
                continue
            target, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if target is None:
                continue
            expression = read_expression(value, self.source) if value is not None else None
            line = child.start_point[0] + 1
            if target.type != "identifier":
                self._destructured(read_pattern(target, self.source), expression, prefix, line)
                continue
            name = prefix + text_of(target, self.source)
            names.append(name)
            if expression is not None and expression[0] == "fn":
                self.functions[name] = expression[1]._replace(name=name)
            elif expression is not None and expression[0] == "cls":
                self.classes[name] = expression[1]._replace(name=expression[1].name or name)
            type_ = read_type(child.child_by_field_name("type"), self.source)
            self.constants[name] = (expression, type_, line)
        return names

    def _destructured(self, pattern: Pattern, value: Expr | None, prefix: str, line: int) -> None:
        """``const { A, b: [c] } = value``: each name is a constant of its own."""
        if value is None or not pattern:
            return
        if isinstance(pattern, str):
            self.constants[prefix + pattern] = (value, None, line)
        elif pattern[0] == "dflt":
            self._destructured(pattern[1], ("or", value, pattern[2]), prefix, line)
        elif pattern[0] == "objpat":
            for key, inner in pattern[1]:
                if isinstance(key, str):
                    self._destructured(inner, ("mem", value, key), prefix, line)
        elif pattern[0] == "arrpat":
            for index, inner in enumerate(pattern[1]):
                if inner and inner[0] == "rest":
                    continue
                self._destructured(inner, ("idx", value, ("num", str(index))), prefix, line)

    def _enum(self, node: Node, prefix: str) -> list[str]:
        name = self._name(node, prefix)
        body = node.child_by_field_name("body")
        members: dict[str, Expr] = {}
        following = 0
        for child in body.named_children if body is not None else ():
            if child.type == "enum_assignment":
                key, value = child.child_by_field_name("name"), child.child_by_field_name("value")
                if key is not None:
                    expression = read_expression(value, self.source)
                    members[text_of(key, self.source).strip("'\"")] = expression
                    if expression[0] == "num" and expression[1].isdigit():
                        following = int(expression[1]) + 1
            elif child.type in ("property_identifier", "string"):
                members[text_of(child, self.source).strip("'\"")] = ("num", str(following))
                following += 1
        self.enums[name] = members
        return [name]

    def _interface(self, node: Node, prefix: str) -> list[str]:
        name = self._name(node, prefix)
        body = node.child_by_field_name("body")
        members = read_members(body, self.source) if body is not None else ()
        self.interfaces[name] = self.interfaces.get(name, ()) + members
        return [name]

    def _alias(self, node: Node, prefix: str) -> list[str]:
        name = self._name(node, prefix)
        self.aliases[name] = read_type(node.child_by_field_name("value"), self.source)
        return [name]

    def _namespace(self, node: Node, prefix: str) -> list[str]:
        name = self._name(node, prefix).strip("'\"")
        body = node.child_by_field_name("body")
        if body is None or not name:
            return []
        # Inside, the members count as exported by their qualified name: ``ns.Member``.
        kept = len(self.exports)
        self.block(body, f"{name}.")
        del self.exports[kept:]
        self.constants.setdefault(name, (("ns", name), None, node.start_point[0] + 1))
        return [name]
