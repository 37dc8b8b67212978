"""Which modules a file names: imports, ``require``, ``import()``, references, and strings that are a package's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from woosh_split.model.service_code import PackageUse
from woosh_split.sources.code.nestjs.needs.syntax import Source, arguments, line_of

_REFERENCE = re.compile(r"^///\s*<reference\s+types\s*=\s*['\"]([^'\"]+)['\"]", re.MULTILINE)
_PACKAGE = re.compile(r"(@[a-z0-9~-][\w.~-]*/)?[a-z0-9~-][\w.~-]*(/[\w.~/-]+)?")
_LOADERS = frozenset({"require", "require.resolve", "loadPackage", "optionalRequire"})


def read_packages(root: Node, every: Sequence[Node], source: Source) -> Iterator[PackageUse]:
    """Yield every use among all nodes of a file; relative paths and aliases are among them."""
    values, annotated = _names(root, source)
    for node in every:
        kind = node.type
        if kind == "import_statement":
            yield from _import(node, source, values, annotated)
        elif kind == "export_statement":
            target = source.string(node.child_by_field_name("source"))
            if target is not None:
                only = any(child.type == "type" for child in node.children)
                yield PackageUse(target, source.path, line_of(node), "import", only)
        elif kind == "call_expression":
            yield from _call(node, source)
        elif kind == "string" and not _is_specifier(node, source):
            text = source.string(node)
            if text and len(text) < 80 and _PACKAGE.fullmatch(text):
                yield PackageUse(text, source.path, line_of(node), "text")
    text = source.content.decode("utf-8", "replace")
    for match in _REFERENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield PackageUse(match[1], source.path, line, "reference", True)


_SEEN = frozenset({"import_statement", "export_statement", "import_require_clause"})


def _is_specifier(node: Node, source: Source) -> bool:
    """Tell whether a string stands where an import or a call that loads has been read already."""
    parent = node.parent
    if parent is None or parent.type in _SEEN:
        return True
    call = parent.parent
    if parent.type != "arguments" or call is None:
        return False
    return source.text(call.child_by_field_name("function")) in ("import", *_LOADERS)


def _call(node: Node, source: Source) -> Iterator[PackageUse]:
    function = node.child_by_field_name("function")
    if function is None:
        return
    name = "import" if function.type == "import" else source.text(function)
    given = arguments(node)
    target = source.string(given[0]) if given else None
    if target is None:
        return
    if name == "import":
        in_type = node.parent is not None and "type" in node.parent.type
        yield PackageUse(target, source.path, line_of(node), "dynamic", in_type)
    elif name in _LOADERS:
        yield PackageUse(target, source.path, line_of(node), "require")


def _import(node: Node, source: Source, values: set[str], annotated: set[str]) -> Iterator[PackageUse]:
    target = source.string(node.child_by_field_name("source"))
    clause = next((each for each in node.named_children if each.type == "import_clause"), None)
    required = next((each for each in node.named_children if each.type == "import_require_clause"), None)
    if required is not None:
        target = source.string(required.child_by_field_name("source"))
    if target is None:
        return
    only = any(child.type == "type" for child in node.children)
    kept = False
    if clause is not None and not only:
        found = list(_locals(clause, source))
        only = bool(found) and all(typed or name not in values for name, typed in found)
        # A decorated class keeps the types of its parameters and fields: they are looked up when it is loaded.
        kept = only and any(name in annotated and not typed for name, typed in found)
    kind = "require" if required else "import"
    yield PackageUse(target, source.path, line_of(node), kind, only and not kept, kept)


def _locals(clause: Node, source: Source) -> Iterator[tuple[str, bool]]:
    for child in clause.named_children:
        if child.type == "named_imports":
            for each in child.named_children:
                if each.type != "import_specifier":
                    continue
                typed = len(each.children) > 1 and each.children[0].type == "type"
                name = each.child_by_field_name("alias") or each.child_by_field_name("name")
                yield source.text(name), typed
        elif child.type == "identifier":
            yield source.text(child), False
        elif child.type == "namespace_import":
            yield source.text(child.named_children[-1]), False


def _names(root: Node, source: Source) -> tuple[set[str], set[str]]:
    """Return the names that a file uses as values, and those that stand as types where decorators keep them."""
    values: set[str] = set()
    annotated: set[str] = set()
    pending = [(root, False)]
    while pending:
        node, decorated = pending.pop()
        kind = node.type
        if kind in ("import_statement", "comment", "string", "type_query"):
            continue
        if kind in ("identifier", "shorthand_property_identifier"):
            values.add(source.text(node))
            continue
        if kind == "nested_type_identifier":
            if decorated:
                annotated.add(source.text(node).partition(".")[0])
            continue
        if kind == "type_identifier":
            if decorated:
                annotated.add(source.text(node))
            continue
        if kind in ("class_declaration", "abstract_class_declaration", "class"):
            decorated = _is_decorated(node)
        elif kind == "statement_block":
            decorated = False
        pending.extend((child, decorated) for child in node.named_children)
    return values, annotated


def _is_decorated(node: Node) -> bool:
    parent = node.parent
    above = parent.named_children if parent is not None and parent.type == "export_statement" else []
    body = node.child_by_field_name("body")
    inside = body.named_children if body is not None else []
    return any(
        each.type == "decorator" or any(inner.type == "decorator" for inner in each.named_children)
        for each in (*above, *node.named_children, *inside)
    )
