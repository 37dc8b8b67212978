"""The last link of a monolith, kept: after a change that says nothing new nothing is linked again.

Beside the facts of a whole link it is kept what they were made of: every file by its digest, and the names that the
link asked of each. Where all that changed since are files that still say the same, on other lines or with declarations
that nobody asked for (``typescript.moved``), the facts are those that are there. Anything else is a new link: a file
that came or went, another dump, configuration or app, one word of code that the link looks at.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from woosh_split.hashing import blake2b
from woosh_split.pipeline.kept_result import KeptResult, relevant_paths
from woosh_split.pipeline.link_state import FIXED, OF_THE_APPLICATION, READ, Changed, LinkState, States
from woosh_split.records import dataclass
from woosh_split.sources.tree import FRAMEWORK, holds
from woosh_split.sources.unpickling import unpickled

if TYPE_CHECKING:
    from woosh_split.pipeline.request import AnalyseRequest
    from woosh_split.sources.code.nestjs.frontend import LookedAt
    from woosh_split.sources.tree import SourceTree

MOST = 200
"""Changed files from which on everything is linked anew."""
WORTH_KEEPING = 30
"""Changed files from which on the moved facts are kept as a link of their own, so that there is less to compare."""
_CODE = (".ts", ".tsx", ".mts", ".cts")

_DRAWERS = 64
"""Parts in which the names are kept that were asked of files: a small change needs few of them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a link is to be moved by.

    ``key`` is that of the facts that stand; ``changed`` are the files whose content is another one, ``lines`` the new
    lines of those whose lines moved, ``more`` how many lines the application has gained.
    """

    key: bytes
    changed: tuple[str, ...]
    lines: Mapping[str, Mapping[int, int]]
    more: int


class CannotMoveError(Exception):
    """A line is not one of those that moved."""


def new_line(lines: Mapping[int, int], line: int) -> int:
    """Return where a line stands now; line 0 is none.

    Raises:
        CannotMoveError: that is not known.
    """
    if line == 0:
        return 0
    if line not in lines:
        raise CannotMoveError
    return lines[line]


class KeptLink:
    """The last link of one request over one tree."""

    def __init__(self, tree: SourceTree, request: AnalyseRequest, kept: KeptResult) -> None:
        self._tree = tree
        self._kept = kept
        self._link: tuple[bytes, LinkState] | None = None
        self._looked = False
        self._moved: Moved | None = None
        words = (
            str(tree.root.resolve()),
            request.project,
            request.dumps,
            request.clients,
            request.skip_uninteresting,
        )
        self._key = (
            b"link:" + blake2b(repr(words).encode("utf-8", "backslashreplace"), digest_size=16).digest()
        )

    def save(self, looked: LookedAt) -> None:
        """Keep what the facts were made of that have just been kept."""
        if self._kept.key is None or not self._tree.may_be_kept():
            return
        asked = b"asked:" + self._kept.key
        link = (self._kept.key, asked, *LinkState.of(self._states(), looked))
        drawers: dict[bytes, dict[str, tuple[str, ...]]] = {
            asked + bytes([each]): {} for each in range(_DRAWERS)
        }
        for path, names in looked.asked.items():
            drawers[asked + _drawer(path)][path] = names
        blobs = {key: pickle.dumps(names, 5) for key, names in drawers.items()}
        self._tree.cache.put_many({**blobs, self._key: pickle.dumps(link, 5)})

    def moved(self) -> Moved | None:
        """Return how the tree differs from the one that was linked last, None where it has to be linked anew."""
        if not self._looked:
            self._looked, self._moved = True, self._look()
        return self._moved

    def _look(self) -> Moved | None:
        if self._kept.key is None or self._tree.unreadable:
            return None
        link = self._load(self._key)
        try:
            key, asked, *columns = link
            state = LinkState(*columns)
            changed = self._changed(state)
        except (TypeError, ValueError):  # nothing is kept, or it is damaged
            return None
        if changed is None:
            return None
        concerned = {path: before for path, before in changed.items() if before[2] & READ}
        found = self._compare(concerned, asked)
        if found is None:
            return None
        self._link = (asked, state)  # another run may put its own in the place of it
        lines = {path: each for path, (each, _) in found.items() if any(a != b for a, b in each.items())}
        more = sum(found[path][1] for path, before in concerned.items() if before[2] & OF_THE_APPLICATION)
        return Moved(key, tuple(changed), lines, more)

    def renew(self) -> None:
        """Keep the link that was compared as that of the present tree, whose moved facts have just been kept."""
        if self._link is not None and self._tree.may_be_kept():
            asked, state = self._link
            link = (self._kept.key, asked, *state.renewed(self._states()))
            self._tree.cache.put_many({self._key: pickle.dumps(link, 5)})

    def _states(self) -> States:
        return self._tree.states(relevant_paths(self._tree)) or {}

    def _changed(self, state: LinkState) -> Changed | None:
        """Return the changed files; None where a file came or went, or something other than code changed.

        A JSON file that nobody read, such as a lock, is nothing to care about.
        """
        from woosh_split.sources.code.typeorm.migration_files import may_migrate

        now = self._states()
        changed = state.changed(now)
        if changed is None or len(changed) > MOST:
            return None
        for path, (_, marks, uses) in changed.items():
            if not (path.endswith(_CODE) or (path.endswith(".json") and not uses & READ)):
                return None
            if holds(now[path][1] ^ marks, FRAMEWORK) or may_migrate(path):
                return None
        return changed

    def _compare(self, before: Changed, asked_key: bytes) -> dict[str, tuple[dict[int, int], int]] | None:
        """Return each file's moved lines and how many it gained."""
        if not before:
            return {}
        from woosh_split.sources.code.typescript.moved import moved_lines
        from woosh_split.sources.code.typescript.read import READING, read_source

        tree = self._tree
        old = tree.kept_readings(READING, {path: digest for path, (digest, _, _) in before.items()})
        if len(old) < len(before):
            return None
        new = tree.readings(READING, list(before), read_source, lambda *_: None)
        asked = self._asked(asked_key, before)
        if asked is None or len(new) < len(before):
            return None
        found = {}
        for path, (_, _, uses) in before.items():
            held = bool(uses & FIXED)
            names = frozenset(asked.get(path, ())) if not held else _Everything()
            lines = moved_lines(old[path], new[path], names)
            if lines is None or (held and any(a != b for a, b in lines.items())):
                return None
            found[path] = (lines, new[path].lines - old[path].lines)
        return found

    def _asked(self, key: bytes, paths: Iterable[str]) -> dict[str, tuple[str, ...]] | None:
        """Return the names that were asked of files, None where some of it is lost."""
        found: dict[str, tuple[str, ...]] = {}
        for drawer in {_drawer(path) for path in paths}:
            names = self._load(key + drawer)
            if names is None:
                return None
            found |= names
        return found

    def _load(self, key: bytes) -> Any:
        return unpickled(self._tree.cache.get_many([key]).get(key))


def _drawer(path: str) -> bytes:
    digest = blake2b(path.encode("utf-8", "surrogateescape"), digest_size=1).digest()
    return bytes([digest[0] % _DRAWERS])


class _Everything(frozenset[str]):
    """All names."""

    def __contains__(self, name: object) -> bool:
        return True
