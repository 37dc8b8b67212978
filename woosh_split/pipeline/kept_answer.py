"""The whole answer of a check, kept: an unchanged tree is answered without facts, rules or a report.

Reading back the facts of five thousand files takes longer than looking whether any of them changed. So what went to
stdout, and the exit code, are kept beside the facts, found by all that they depend on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from woosh_split.pipeline.kept_result import generated_state, tree_digest
from woosh_split.records import dataclass
from woosh_split.sources.cache import digest
from woosh_split.sources.tree import SourceTree

LARGEST = 4_000_000
"""Characters of an answer that is worth its place in the cache."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind: its exit code, its result, and its notes for the person at the terminal."""

    code: int
    text: str
    notes: tuple[str, ...] = ()


class KeptAnswer:
    """The answer to one question about one state of the tree.

    ``words`` are all that shapes the answer and stands in no file: options, width, colour, the date. ``inputs`` are
    files outside of what the facts are made of, such as the split file and the baseline; they may be missing.
    """

    def __init__(self, tree: SourceTree, words: tuple[object, ...], inputs: Iterable[Path]) -> None:
        self._tree = tree
        self._key: bytes | None = None
        inputs = tuple(inputs)
        if tree.cache.is_open and not any(map(_is_read_once, inputs)):
            generated = generated_state(tree)
            state = tree_digest(tree, (words, [_state(path) for path in inputs], generated))
            self._key = None if state is None or generated is None else b"answer:" + state

    def load(self) -> Answer | None:
        """Return the answer that was kept, None where there is none."""
        if self._key is None:
            return None
        blob = self._tree.cache.get_many([self._key]).get(self._key)
        if blob is None:
            return None
        try:
            code, text, notes = json.loads(blob)
        except (ValueError, TypeError, RecursionError):  # damaged
            return None
        if type(code) is not int or not isinstance(text, str) or not isinstance(notes, list):
            return None
        return Answer(code, text, tuple(map(str, notes)))

    def save(self, answer: Answer) -> None:
        """Keep an answer, unless some unreadable file made it incomplete."""
        if self._key is None or not self._tree.may_be_kept() or len(answer.text) > LARGEST:
            return
        blob = json.dumps([answer.code, answer.text, answer.notes]).encode("ascii")
        self._tree.cache.put_many({self._key: blob})


def _is_read_once(path: Path) -> bool:
    """Tell a pipe (``--baseline <(git show main:...)``): what was looked at here would be gone for who needs it."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _state(path: Path) -> str:
    try:
        return digest(path.read_bytes()).hex()
    except OSError:
        return ""
