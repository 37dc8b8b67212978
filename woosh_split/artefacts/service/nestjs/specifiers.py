"""How generated code names other files: without their ending, or with it where the monolith's own code does so.

Node resolves an import of a package with ``"type": "module"`` as it stands, so the code of such a monolith writes
``./orders.service.js``; what is generated beside it has to.
"""

from __future__ import annotations

import posixpath
import re

from woosh_split.sources.code.nestjs.codebase import Codebase
from woosh_split.sources.code.typescript.outline import Outline

_SUFFIX = re.compile(r"(/index)?\.[mc]?tsx?$")
_TYPED = re.compile(r"\.([mc]?)tsx?$")
_PLAIN = re.compile(r"\.[mc]?js$")
_RELATIVE = re.compile(r"\./|\.\./")
_RUNTIME_IMPORT = re.compile(rb"(\bfrom '\./[^']+)';")


def specifier(from_file: str, to_file: str, *, ending: bool = False) -> str:
    """Return the relative module specifier by which one file names another; ``ending``: the whole path, as Node wants it."""
    if ending:
        whole = posixpath.relpath(_TYPED.sub(r".\1js", to_file), posixpath.dirname(from_file) or ".")
        return whole if whole.startswith("../") else f"./{whole}"
    path = posixpath.relpath(_SUFFIX.sub(lambda m: m[1] or "", to_file), posixpath.dirname(from_file) or ".")
    path = path.removesuffix("/index") if path.endswith("/index") else path
    return path if path in (".", "..") or path.startswith(("./", "../")) else f"./{path}"


def has_endings(outline: Outline) -> bool:
    """Tell whether a file names others with their ending."""
    return any(_RELATIVE.match(each.specifier) and _PLAIN.search(each.specifier) for each in outline.links)


def wants_endings(code: Codebase) -> bool:
    """Tell whether the monolith names files with their ending: its main files and its root module tell."""
    return any(has_endings(code.outline(file)) for file in (*code.entries, code.root.file))


def with_endings(content: bytes) -> bytes:
    """Return a file of the runtime with the endings of the files that it imports."""
    return _RUNTIME_IMPORT.sub(rb"\1.js';", content)
