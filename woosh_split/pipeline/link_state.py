"""The files that a link saw, in four columns: thousands of them are read back and compared at once.

As a mapping by path they take a tenth of a run in which one file has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from woosh_split.sources.cache import DIGEST_SIZE

if TYPE_CHECKING:
    from woosh_split.sources.code.nestjs.frontend import LookedAt

READ, OF_THE_APPLICATION, FIXED = 1, 2, 4
"""What a link did with a file: asked it for something, counted its lines, took more of it than its names say."""
_BLOCK = 64
"""So many files are compared at once."""

States = Mapping[str, tuple[bytes, int]]
"""Each file's digest, and the marks that it mentions; sorted by path."""

Changed = Mapping[str, tuple[bytes, int, int]]
"""The digest, marks and uses that each file had when it was linked, of those whose content is another one now."""


class LinkState(NamedTuple):
    """``paths`` are joined by NUL; of each there are 16 bytes in ``digests`` and one in ``marks`` and in ``uses``."""

    paths: str
    digests: bytes
    marks: bytes
    uses: bytes

    @classmethod
    def of(cls, states: States, looked: LookedAt) -> LinkState:
        """Return the state of a link that has just been made."""
        uses = bytes(
            READ * (path in looked.read)
            + OF_THE_APPLICATION * (path in looked.files)
            + FIXED * (path in looked.fixed)
            for path in states
        )
        return cls(*_columns(states), uses)

    def renewed(self, states: States) -> LinkState:
        """Return the same link over other contents of the same files."""
        return LinkState(*_columns(states), self.uses)

    def changed(self, states: States) -> Changed | None:
        """Return the files whose content is another one now; None where a file came or went, or the columns are damaged."""
        paths, digests, marks = _columns(states)
        if paths != self.paths or (len(digests), len(marks), len(marks)) != tuple(map(len, self[1:])):
            return None
        before = self.digests
        found: dict[str, tuple[bytes, int, int]] = {}
        names = list(states)
        for start in range(0, len(digests), DIGEST_SIZE * _BLOCK):
            if digests[start : start + DIGEST_SIZE * _BLOCK] == before[start : start + DIGEST_SIZE * _BLOCK]:
                continue
            for at in range(start, min(start + DIGEST_SIZE * _BLOCK, len(digests)), DIGEST_SIZE):
                if digests[at : at + DIGEST_SIZE] != before[at : at + DIGEST_SIZE]:
                    file = at // DIGEST_SIZE
                    found[names[file]] = (before[at : at + DIGEST_SIZE], self.marks[file], self.uses[file])
        return found


def _columns(states: States) -> tuple[str, bytes, bytes]:
    return (
        "\0".join(states), b"".join([digest for digest, _ in states.values()]), bytes([m for _, m in states.values()])
    )  # fmt: skip
