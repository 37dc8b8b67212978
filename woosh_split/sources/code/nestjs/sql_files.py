"""SQL that the code reads from a file: ``readFileSync(join(__dirname, 'sql', 'report.sql'), 'utf8')``."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.language import FOLDER_OF_CODE, FOLDER_OF_PROCESS
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.program import ConstantDecl, External
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Items, Record, Text, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_SUFFIX = ".sql"
SUFFIXES = (_SUFFIX, ".json")
"""How the files end that may hold statements."""
_PACKAGES = frozenset({"fs", "node:fs", "fs/promises", "node:fs/promises", "fs-extra"})
_READS = frozenset({"readFileSync", "readFile"})
_LISTS = frozenset({"readdirSync", "readdir"})
_PATHS = frozenset({"path", "node:path"})
_JOINS = frozenset({"join", "resolve", "normalize"})
_DEPTH = 6


class SqlFiles:
    """The files of SQL and JSON of a tree, by the paths that code says. ``folder`` is where the process runs, perhaps."""

    def __init__(self, files: Collection[str], folder: str, read: Callable[[str], str | None]) -> None:
        self._files = files
        self._folder = folder
        self._read = read
        self._texts: dict[str, str | None] = {}
        self._by_name: dict[str, list[str]] | None = None

    def text(self, external: External, call: Call, interpreter: Interpreter) -> Value | None:
        """Return the text that a call reads, None where it reads none that is here."""
        if external.package in _PATHS:
            return _part_of_path(external.name.rpartition(".")[2], call)
        name = external.name.rpartition(".")[2]
        if external.package not in _PACKAGES or name not in _READS | _LISTS or not call.exprs:
            return None
        mark_used(call.arg(0))
        said = _path(call.exprs[0], call.scope, interpreter, 0)
        if name in _LISTS:
            return self._listed(said) if said is not None else None
        path = self._found(said) if said is not None else None
        content = self._content(path) if path is not None else None
        return None if content is None else Text((content,))

    def _listed(self, said: str) -> Value | None:
        """Return the names of the files of SQL in a folder, None where there are none."""
        for folder in self._folders(said):
            path = posixpath.normpath(posixpath.join(folder, said.lstrip("/")))
            names = [
                posixpath.basename(each)
                for each in sorted(self._files)
                if posixpath.dirname(each) == path and each.endswith(_SUFFIX)
            ]
            if names:
                return Items([Text((name,)) for name in names])
        return None

    def _folders(self, said: str) -> tuple[str, ...]:
        return ("",) if said.startswith("/") else (self._folder, "")

    def named(self, name: str) -> tuple[str, ...]:
        """Return what stands in the files that a name may mean which is handed around: ``monthly`` or ``reports/monthly.sql``."""
        if self._by_name is None:
            self._by_name = {}
            for path in sorted(each for each in self._files if each.endswith(_SUFFIX)):
                self._by_name.setdefault(posixpath.basename(path)[: -len(_SUFFIX)], []).append(path)
        plain = name.removesuffix(_SUFFIX)
        paths = self._by_name.get(posixpath.basename(plain), ())
        meant = (
            self._content(path) for path in paths if f"/{path}".endswith(f"/{plain.lstrip('./')}{_SUFFIX}")
        )
        return tuple(content for content in meant if content is not None)

    def _content(self, path: str) -> str | None:
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _found(self, said: str) -> str | None:
        """Return the file that a path means: from the root of the tree, or from where the process runs."""
        if not said.lower().endswith(SUFFIXES):
            return None
        for folder in self._folders(said):
            path = posixpath.normpath(posixpath.join(folder, said.lstrip("/")))
            if path in self._files:
                return path
        return None


def _path(expression: Expr, scope: Scope, interpreter: Interpreter, depth: int) -> str | None:
    """Return the path that an expression means; one that begins with ``/`` is from the root of the tree."""
    kind = expression[0]
    if depth > _DEPTH:
        return None
    if expression == ("id", "__dirname"):
        return f"/{posixpath.dirname(scope.file)}"
    if kind == "id" and scope.find(expression[1]) is None:
        decl = interpreter.program.lookup(scope.file, expression[1])
        if isinstance(decl, ConstantDecl) and decl.value is not None:
            return _path(decl.value, interpreter.outer_scope(decl.file), interpreter, depth + 1)
    if kind == "call" and expression[1][0] in ("mem", "id"):
        name = expression[1][2] if expression[1][0] == "mem" else expression[1][1]
        if name == "cwd":
            return ""
        if name in _JOINS:
            parts = [_path(each, scope, interpreter, depth + 1) for each in expression[2]]
            known = [part for part in parts if part is not None]
            return posixpath.normpath(posixpath.join(*known)) if known and len(known) == len(parts) else None
    if kind == "tpl":
        pieces = [
            part if isinstance(part, str) else _path(part, scope, interpreter, depth + 1)
            for part in expression[1]
        ]
        return _joined(pieces)
    if kind == "add":
        return _joined([_path(each, scope, interpreter, depth + 1) for each in expression[1:3]])
    value = interpreter.evaluate(expression, scope)
    mark_used(value)
    return _meant(value, depth + 1)


def _meant(value: Value, depth: int) -> str | None:
    """Return the path that a value means which was put together elsewhere: ``const path = join(FOLDER, name)``."""
    if depth > _DEPTH:
        return None
    if isinstance(value, Text) and value.known is None:
        return _joined([each if isinstance(each, str) else _meant(each, depth + 1) for each in value.parts])
    if not isinstance(value, ExternalCall):
        return known_text(value)
    if value.external == FOLDER_OF_CODE:
        return f"/{posixpath.dirname(value.file)}"
    if value.external == FOLDER_OF_PROCESS:
        return ""
    if value.external.package not in _PATHS or value.external.name.rpartition(".")[2] not in _JOINS:
        return None
    parts = [_meant(each, depth + 1) for each in value.args]
    known = [part for part in parts if part is not None]
    return posixpath.normpath(posixpath.join(*known)) if known and len(known) == len(parts) else None


def _part_of_path(name: str, call: Call) -> Value | None:
    """Return what ``basename``, ``extname`` or ``parse`` makes of a path that is known, None of any other function."""
    path = known_text(call.arg(0))
    if path is None or name not in ("basename", "extname", "parse"):
        return None
    base = posixpath.basename(path)
    stem, suffix = posixpath.splitext(base)
    if name == "parse":
        return Record({"name": Text((stem,)), "base": Text((base,)), "ext": Text((suffix,))}, True)
    return Text((suffix if name == "extname" else base.removesuffix(known_text(call.arg(1)) or ""),))


def _joined(pieces: list[str | None]) -> str | None:
    known = [piece for piece in pieces if piece is not None]
    return "".join(known) if len(known) == len(pieces) else None
