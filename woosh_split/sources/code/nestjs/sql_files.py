"""SQL that the code reads from a file: ``readFileSync(join(__dirname, 'sql', 'report.sql'), 'utf8')``."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.program import ConstantDecl, External
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Text, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_PACKAGES = frozenset({"fs", "node:fs", "fs/promises", "node:fs/promises", "fs-extra"})
_READS = frozenset({"readFileSync", "readFile"})
_JOINS = frozenset({"join", "resolve", "normalize"})
_DEPTH = 6


class SqlFiles:
    """The ``.sql`` files of a tree, by the paths that code says. ``folder`` is where the process runs, perhaps."""

    def __init__(self, files: Collection[str], folder: str, read: Callable[[str], str | None]) -> None:
        self._files = files
        self._folder = folder
        self._read = read
        self._texts: dict[str, str | None] = {}

    def text(self, external: External, call: Call, interpreter: Interpreter) -> Value | None:
        """Return the text that a call reads, None where it reads none that is here."""
        if external.package not in _PACKAGES or external.name.rpartition(".")[2] not in _READS:
            return None
        if not call.exprs:
            return None
        mark_used(call.arg(0))
        said = _path(call.exprs[0], call.scope, interpreter, 0)
        path = self._found(said) if said is not None else None
        if path is None:
            return None
        if path not in self._texts:
            self._texts[path] = self._read(path)
        content = self._texts[path]
        return None if content is None else Text((content,))

    def _found(self, said: str) -> str | None:
        """Return the file that a path means: from the root of the tree, or from where the process runs."""
        if not said.lower().endswith(".sql"):
            return None
        start = ("",) if said.startswith("/") else (self._folder, "")
        for folder in start:
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
    return known_text(value)


def _joined(pieces: list[str | None]) -> str | None:
    known = [piece for piece in pieces if piece is not None]
    return "".join(known) if len(known) == len(pieces) else None
