"""One digest of everything that a compiler may read of a monolith: what was generated beside it is no part of it."""

from __future__ import annotations

import posixpath

from woosh_split.hashing import blake2b
from woosh_split.sources.code.nestjs.codebase import Codebase
from woosh_split.sources.files import MANIFEST_FILE

_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".json")


def code_digest(code: Codebase) -> bytes | None:
    """Return the digest; None where a file cannot be read."""
    generated = {posixpath.dirname(path) for path in code.tree.files if path.endswith(MANIFEST_FILE)} - {""}
    beside = {posixpath.dirname(folder) for folder in generated} - {*_above(code.source), code.folder}
    state = blake2b(digest_size=16)
    for path in sorted(path for path in code.tree.files if path.endswith(_SUFFIXES)):
        if posixpath.dirname(path) in beside or not generated.isdisjoint(_above(path)):
            continue
        digest = code.tree.digest_of(path)
        if digest is None:
            return None
        state.update(path.encode("utf-8", "surrogateescape") + b"\0" + digest)
    return state.digest()


def _above(path: str) -> set[str]:
    found = {""}
    while path:
        path = posixpath.dirname(path)
        found.add(path)
    return found
