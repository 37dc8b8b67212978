"""The generated files of a tree, as its manifests list them: their state in a few bytes, and those that were edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.cache import digest
from woosh_split.sources.files import is_manifest

if TYPE_CHECKING:  # a tree without a manifest costs nothing
    from woosh_split.sources.manifest import EditedFile
    from woosh_split.sources.tree import SourceTree


def find_edited(tree: SourceTree) -> tuple[EditedFile, ...]:
    """Return the generated files that are not as they were written, in order, each once.

    Raises:
        ManifestError: a manifest or a file that it lists cannot be read.
    """
    manifests = _manifests(tree)
    if not manifests:
        return ()
    from woosh_split.sources.manifest import edited_files, read_manifests

    found = {each.path: each for each in edited_files(tree.root, read_manifests(tree.root, manifests))}
    return tuple(found[path] for path in sorted(found))


def generated_state(tree: SourceTree) -> bytes | None:
    """Return what changes with every manifest and every file that one lists; None where something is unreadable."""
    manifests = _manifests(tree)
    if not manifests:
        return b""
    from woosh_split.sources.manifest import ManifestError, bytes_of, read_manifests

    parts: list[object] = []
    try:
        for manifest in read_manifests(tree.root, manifests):
            parts.append(tree.digest_of(manifest.path))
            for path, _ in manifest.files:
                content = None if path in tree.files else bytes_of(tree.root, path)
                known = tree.digest_of(path) if path in tree.files else content and digest(content)
                parts.append((path, known))
    except ManifestError:
        return None
    return digest(repr(parts).encode("utf-8", "backslashreplace"))


def _manifests(tree: SourceTree) -> list[str]:
    return [path for path in tree.files if is_manifest(path)]
