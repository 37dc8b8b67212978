"""Where words stand in files, kept by the files' content: what was placed once is not looked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from woosh_split.check.engine import Answers
    from woosh_split.sources.tree import SourceTree

KIND = "spots-2@"
"""With the path: the same text may be read as one language or another by the file's name."""


class KeptSpots:
    """The places that were found in the files of a tree."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._answers: dict[str, Answers] = {}
        self._known: dict[str, int] = {}

    def of(self, paths: set[str]) -> dict[str, Answers]:
        """Return what is known of the places in files of the tree, to be added to."""
        tree = self._tree
        digests = {path: tree.digest_of(path) for path in paths if path in tree.files}
        self._answers = {path: {} for path, digest in digests.items() if digest is not None}
        self._answers |= tree.kept_readings(
            KIND, {path: each for path, each in digests.items() if each is not None}
        )
        self._known = {path: len(answers) for path, answers in self._answers.items()}
        return self._answers

    def save(self) -> None:
        """Keep what has been added."""
        self._tree.keep_readings(
            KIND, {path: each for path, each in self._answers.items() if len(each) > self._known[path]}
        )
