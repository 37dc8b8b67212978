"""Files that the compiler reads though nothing imports them: declarations, and what augments packages or the globals."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

from tree_sitter import Node

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.outline import Declaration
from woosh_split.sources.code.typescript.outlining import read_outline
from woosh_split.sources.code.typescript.syntax import parse
from woosh_split.sources.tree import SourceTree

_SOURCE = (".ts", ".mts", ".cts")
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_TYPES = ("types", "typings", "@types")
_AUGMENTS = re.compile(rb"""^declare\s+(?:global\b|module\s*['"])""", re.MULTILINE)
_MODULE = re.compile(rb"^\s*(?:import|export)\b", re.MULTILINE)
_DECLARES = re.compile(rb"^(?:declare|interface|type)\s", re.MULTILINE)
_EMPTY = re.compile(rb"export\s*\{\s*\}\s*;?")
_ADDED = frozenset({"property_signature", "method_signature", "variable_declarator", "function_signature"})


@dataclass(frozen=True, slots=True)
class Augmentation:
    """A file of code that also adds to a package's types or to the global ones.

    ``declarations`` are the places of those statements in its outline, ``adds`` the names of the members that they add.
    """

    file: str
    declarations: tuple[int, ...]
    adds: frozenset[str]


def ambient_files(
    tree: SourceTree, folder: str, source: str
) -> tuple[tuple[str, ...], tuple[Augmentation, ...]]:
    """Return the files that hold nothing that runs, and those that augment beside their code.

    They lie in the source folder, in a folder of types beside it, and in the package's own folder.
    """
    ambient, beside_code = [], []
    for path in _candidates(tree, folder, source):
        content = tree.content(path) or b""
        script = _MODULE.search(content) is None
        if path.endswith(_DECLARATIONS):
            ambient.append(path)
        elif (_DECLARES if script else _AUGMENTS).search(content) is not None:
            declarations = read_outline(content).declarations
            if _only_augments(content, declarations, script=script):
                ambient.append(path)
            elif (found := _augmentation(path, content, declarations)) is not None:
                beside_code.append(found)
    return tuple(ambient), tuple(beside_code)


def _candidates(tree: SourceTree, folder: str, source: str) -> Iterator[str]:
    prefix = f"{folder}/" if folder else ""
    for path in sorted(tree.files):
        if not path.endswith(_SOURCE) or not path.startswith(prefix):
            continue
        below = path[len(prefix) :].split("/")
        if not path.startswith(f"{source}/" if source else "") and below[0] not in _TYPES and len(below) > 1:
            continue
        if path.endswith(_DECLARATIONS) or not _is_test(path):
            yield path


def _is_test(path: str) -> bool:
    return re.search(r"[.-](spec|test)\.[mc]?ts$", posixpath.basename(path)) is not None


def _only_augments(content: bytes, declarations: Iterable[Declaration], *, script: bool) -> bool:
    """Tell a file that adds to a package's types or to the global ones, and holds nothing that runs.

    What neither imports nor exports is no module, but a ``script``: all that it declares is global.
    """
    for each in declarations:
        text = content[each.start : each.end]
        if each.kind in ("interface", "type") or _AUGMENTS.match(text) or _EMPTY.fullmatch(text):
            continue
        if not (script and text.startswith(b"declare")):
            return False
    return True


def _augmentation(path: str, content: bytes, declarations: Sequence[Declaration]) -> Augmentation | None:
    found = [n for n, each in enumerate(declarations) if _AUGMENTS.match(content[each.start : each.end])]
    adds = {name for index in found for name in _added(content, declarations[index])}
    return Augmentation(path, tuple(found), frozenset(adds)) if found else None


def _added(content: bytes, declaration: Declaration) -> Iterator[str]:
    """Yield the members that a statement adds; of an interface that only extends others, by what it is reached: ``user``."""
    pending: list[Node] = [parse(content[declaration.start : declaration.end]).root_node]
    while pending:
        node = pending.pop()
        name = node.child_by_field_name("name")
        text = name.text.decode("utf-8", "replace") if name is not None and name.text else ""
        body = node.child_by_field_name("body")
        if node.type in _ADDED:
            yield text
        elif node.type == "interface_declaration" and (body is None or not body.named_children):
            yield text
            yield text[:1].lower() + text[1:]
        elif node.type == "type_alias_declaration":
            yield text
        pending.extend(node.named_children)
