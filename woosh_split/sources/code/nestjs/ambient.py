"""Files that the compiler reads though nothing imports them: declarations, and what augments packages or the globals."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from woosh_split.sources.code.typescript.outlining import read_outline
from woosh_split.sources.tree import SourceTree

_SOURCE = (".ts", ".mts", ".cts")
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_TYPES = ("types", "typings", "@types")
_AUGMENTS = re.compile(rb"""^declare\s+(?:global\b|module\s*['"])""", re.MULTILINE)
_MODULE = re.compile(rb"^\s*(?:import|export)\b", re.MULTILINE)
_DECLARES = re.compile(rb"^(?:declare|interface|type)\s", re.MULTILINE)
_EMPTY = re.compile(rb"export\s*\{\s*\}\s*;?")


def ambient_files(tree: SourceTree, folder: str, source: str) -> Iterator[str]:
    """Yield them from the source folder, from a folder of types beside it, and from the package's own folder."""
    prefix = f"{folder}/" if folder else ""
    for path in sorted(tree.files):
        if not path.endswith(_SOURCE) or not path.startswith(prefix):
            continue
        below = path[len(prefix) :].split("/")
        if not path.startswith(f"{source}/" if source else "") and below[0] not in _TYPES and len(below) > 1:
            continue
        if path.endswith(_DECLARATIONS) or (not _is_test(path) and _only_augments(tree.content(path) or b"")):
            yield path


def _is_test(path: str) -> bool:
    return re.search(r"[.-](spec|test)\.[mc]?ts$", posixpath.basename(path)) is not None


def _only_augments(content: bytes) -> bool:
    """Tell a file that adds to a package's types or to the global ones, and holds nothing that runs.

    One that holds code, too, belongs to whoever asks for that code. What neither imports nor exports is no module: all
    that it declares is global.
    """
    script = _MODULE.search(content) is None
    if (_DECLARES if script else _AUGMENTS).search(content) is None:
        return False
    for each in read_outline(content).declarations:
        text = content[each.start : each.end]
        if each.kind in ("interface", "type") or _AUGMENTS.match(text) or _EMPTY.fullmatch(text):
            continue
        if not (script and text.startswith(b"declare")):
            return False
    return True
