"""The facts of an unchanged tree, kept whole: a second run over it does almost nothing."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import woosh_split
from woosh_split.hashing import blake2b
from woosh_split.pipeline.packed_facts import squeezed, unsqueezed
from woosh_split.sources.files import MANIFEST_FILE, is_manifest
from woosh_split.sources.unpickling import unpickled
from woosh_split.split.place import BASELINE_FILE

if TYPE_CHECKING:  # what is kept is answered without the vocabulary of facts: it takes a while to build
    from woosh_split.model.facts import Facts
    from woosh_split.pipeline.request import AnalyseRequest
    from woosh_split.reports.packed_text import PackedText
    from woosh_split.sources.tree import SourceTree

    Result = tuple[Facts, tuple[str, ...]]
    """The facts, and the notes for the person at the terminal."""

_TEXT = b"text:"
_SUFFIXES = (
    ".ts",
    ".tsx",
    ".mts",
    ".cts",
    ".js",
    ".mjs",
    ".cjs",
    ".dart",
    ".sql",
    ".prisma",
    ".json",
    "pubspec.yaml",
)


@cache
def code_version() -> str:
    """Return a text that changes with every change of this package: what another version kept is not read."""
    state = blake2b(digest_size=8)
    for name, status in sorted(_modules(str(Path(woosh_split.__file__).parent))):
        state.update(f"{name}:{status.st_size}:{status.st_mtime_ns};".encode())
    return f"{woosh_split.__version__}:{state.hexdigest()}:"


def _modules(package: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files of a package's code; :mod:`pathlib` takes as long over them as the walk over a monolith."""
    folders = [package]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                elif entry.name.endswith(".py"):
                    yield entry.path[len(package) :], entry.stat()


def tree_digest(tree: SourceTree, words: tuple[object, ...]) -> bytes | None:
    """Return a digest of every file that matters and of ``words``; None where a file or folder cannot be read.

    What could not be looked into is among no files: the digest would be that of the tree without it, and what was kept of
    that one knows nothing of it.
    """
    if tree.unreadable:
        return None
    state = blake2b(repr(words).encode("utf-8", "backslashreplace"), digest_size=16)
    states = tree.states(relevant_paths(tree))
    if states is None:
        return None
    state.update("\0".join(("", *states, "")).encode("utf-8", "surrogateescape"))
    state.update(b"".join([digest for digest, _ in states.values()]))
    return state.digest()


def relevant_paths(tree: SourceTree) -> list[str]:
    """Return the paths of the files that facts may be made of, sorted; what is ours is no source of any."""
    return tree.ending(_SUFFIXES, but=(BASELINE_FILE, MANIFEST_FILE))


def generated_state(tree: SourceTree) -> bytes | None:
    """Return what changes with every manifest and every file that one lists; None where one cannot be read."""
    manifests = [path for path in tree.files if path.endswith(MANIFEST_FILE) and is_manifest(path)]
    if not manifests:
        return b""
    from woosh_split.pipeline.generated import listed_state

    return listed_state(tree, manifests)


class KeptResult:
    """The result of one request over one state of the tree.

    A running database may change without any file changing, so with one nothing is kept; neither is a result
    that some unreadable file made incomplete.
    """

    def __init__(self, tree: SourceTree, request: AnalyseRequest) -> None:
        self._tree = tree
        self._key: bytes | None = None
        if request.database is None and tree.cache.is_open:
            self._key = self._digest(request)

    def _digest(self, request: AnalyseRequest) -> bytes | None:
        options = (request.project, request.dumps, request.clients, request.skip_uninteresting)
        digest = tree_digest(self._tree, options)
        return None if digest is None else b"facts:" + digest

    @property
    def key(self) -> bytes | None:
        """What the result depends on, in few bytes; None where nothing is kept."""
        return self._key

    def load(self, other: bytes | None = None) -> Result | None:
        """Return the result that was kept, None where there is none; ``other`` is the key of another state of the tree."""
        found: Result | None = _pair(unsqueezed(self._at(b"", other)))
        return found

    def save(self, facts: Facts, notes: tuple[str, ...]) -> None:
        """Keep a result."""
        if self._key is not None:
            self._put(b"", squeezed((facts, notes)))

    def load_text(self, other: bytes | None = None) -> tuple[PackedText, tuple[str, ...]] | None:
        """Return the facts file that was kept, and the notes: nothing needs to be turned into JSON again.

        ``other`` is as in :meth:`load`.
        """
        found = _pair(unpickled(self._at(_TEXT, other)))
        if found is None:
            return None
        from woosh_split.reports.packed_text import DamagedTextError, PackedText

        try:
            (parts, seal), notes = found
            return PackedText.unpacked(parts, seal), notes
        except (DamagedTextError, ValueError, TypeError):
            return None

    def save_text(self, text: PackedText, notes: tuple[str, ...]) -> None:
        """Keep the facts file."""
        if self._key is not None:
            self._put(_TEXT, pickle.dumps(((text.parts, text.seal), notes), 5))

    def _at(self, kind: bytes, other: bytes | None) -> bytes | None:
        key = other or self._key
        return None if key is None else self._tree.cache.get_many([kind + key]).get(kind + key)

    def _put(self, kind: bytes, blob: bytes) -> None:
        if self._key is not None and self._tree.may_be_kept():
            self._tree.cache.put_many({kind + self._key: blob})


def _pair(found: Any) -> Any:
    """Return two things that were kept together, None where nothing was or it is damaged."""
    return found if isinstance(found, tuple) and len(found) == 2 else None
