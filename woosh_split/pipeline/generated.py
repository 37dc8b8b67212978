"""The generated files of a tree, as its manifests list them: their state in a few bytes, and those that were edited."""

from __future__ import annotations

from woosh_split.sources.cache import digest
from woosh_split.sources.manifest import EditedFile, ManifestError, bytes_of, edited_files, read_manifests
from woosh_split.sources.tree import SourceTree


def find_edited(tree: SourceTree) -> tuple[EditedFile, ...]:
    """Return the generated files that are not as they were written, in order, each once.

    Raises:
        ManifestError: a manifest or a file that it lists cannot be read.
    """
    manifests = read_manifests(tree.root, tree.files)
    found = {each.path: each for each in edited_files(tree.root, manifests)}
    return tuple(found[path] for path in sorted(found))


def listed_state(tree: SourceTree, manifests: list[str]) -> bytes | None:
    """Return what changes with the manifests and with every file that they list; None where one cannot be read."""
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
