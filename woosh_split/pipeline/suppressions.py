"""The suppressing comments of a tree; what was read of a file before comes from the cache."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.check.catalogue import texts
from woosh_split.check.suppression import Suppression, read_suppression
from woosh_split.sources.code.typescript.comments import Comment, comments_with
from woosh_split.sources.tree import SUPPRESSION, SourceTree

KIND = "ignore-1@"
_TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs")


def read_comments(content: bytes, path: str) -> tuple[Comment, ...]:
    """Return the comments of one file that hold the mark."""
    return comments_with(content, SUPPRESSION, tsx=path.endswith(".tsx"))


def find_suppressions(tree: SourceTree, paths: Iterable[str]) -> tuple[Suppression, ...]:
    """Return the suppressions in the TypeScript files among ``paths``, in order."""
    there = (path for path in paths if path.endswith(_TYPESCRIPT) and path in tree.files)
    wanted = sorted(path for path in there if tree.mentions(path, SUPPRESSION))
    known = [text.code for text in texts()]
    found = []
    for path, comments in sorted(tree.readings(KIND, wanted, read_comments, _silent).items()):
        for each in comments:
            read = read_suppression(path, each.line, each.column, each.next_line, each.text, known)
            if read is not None:
                found.append(read)
    return tuple(found)


def _silent(done: int, total: int) -> None:
    """Report nothing: this takes a moment."""
