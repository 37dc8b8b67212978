"""What the rules found of the last link, kept by file: of a tree that says the same only changed files are looked at.

The rules see facts, and facts that are the same but for their lines (``kept_link``) lead to the same findings on those
lines. What a file's bytes decide is where on its lines the words stand, and what its comments allow; so the findings of
the changed files are placed anew, and the other violations stay. Where a comment allows anything all rules are asked.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.hashing import blake2b
from woosh_split.pipeline.kept_link import CannotMoveError, new_line
from woosh_split.sources.tree import SUPPRESSION, SourceTree
from woosh_split.sources.unpickling import unpickled

if TYPE_CHECKING:
    from woosh_split.check.engine import Found
    from woosh_split.check.observed import Observed
    from woosh_split.model.violation import Related, Violation
    from woosh_split.pipeline.kept_link import Moved


class KeptFindings:
    """What was found of one link with one split file on one day; ``words`` are all that it depends on besides facts."""

    def __init__(self, tree: SourceTree, words: tuple[object, ...]) -> None:
        self._tree = tree
        self._words = repr(words).encode("utf-8", "backslashreplace")

    def _key(self, link: bytes) -> bytes:
        return b"findings:" + blake2b(self._words + link, digest_size=16).digest()

    def save(self, link: bytes, observed: bytes, found: Iterable[Found], commented: frozenset[str]) -> None:
        """Keep what was found; ``commented`` are the files with comments that may allow something.

        ``observed`` is the key under which it is kept what became of it.
        """
        by_file: dict[str, list[Found]] = {}
        for code, finding in found:
            by_file.setdefault(finding.file, []).append((code, finding))
        blobs = {file: pickle.dumps(each, 5) for file, each in by_file.items()}
        if self._tree.may_be_kept():
            self._tree.cache.put_many({self._key(link): pickle.dumps((observed, blobs, commented), 5)})

    def moved(self, moved: Moved) -> Observed | None:
        """Return what is to be observed now, None where the rules have to be asked."""
        cache, key = self._tree.cache, self._key(moved.key)
        try:
            there, blobs, commented = unpickled(cache.get_many([key])[key])
            observed: Observed = unpickled(cache.get_many([there])[there])
            found = {path: unpickled(blobs[path]) for path in moved.changed if path in blobs}
        except (LookupError, TypeError, ValueError):
            return None  # not kept any more, or damaged
        if observed is None or None in found.values():
            return None
        if not commented.isdisjoint(moved.changed) or self._comments(moved):
            return None
        try:
            return self._placed(observed, found, moved)
        except CannotMoveError:
            return None

    def _comments(self, moved: Moved) -> bool:
        tree = self._tree
        return any(tree.digest_of(path) is None or tree.mentions(path, SUPPRESSION) for path in moved.changed)

    def _placed(self, observed: Observed, found: dict[str, list[Found]], moved: Moved) -> Observed:
        changed = frozenset(moved.changed)
        stay = [each for each in observed.violations if each.path not in changed]
        if moved.lines:
            stay = [_on_new_lines(each, moved) for each in stay]
        fresh: tuple[Violation, ...] = ()
        places = observed.places
        if found:
            from woosh_split.check.engine import place_again

            again = [_found_now(each, moved) for path in sorted(found) for each in found[path]]
            fresh, later = place_again(again, observed.rules, self._tree.content)
            places = places | later  # what stood on its line only still does, on its new one
        # Each file's violations are in order already.
        violations = tuple(sorted((*stay, *fresh), key=lambda each: each.path))
        places = {
            each.fingerprint: places[each.fingerprint] for each in violations if each.fingerprint in places
        }
        return replace(observed, violations=violations, places=places)


def _found_now(each: Found, moved: Moved) -> Found:
    code, finding = each
    there = moved.lines.get(finding.file)
    line = finding.line if there is None else new_line(there, finding.line)
    return code, replace(finding, line=line, related=_related(finding.related, moved))


def _on_new_lines(each: Violation, moved: Moved) -> Violation:
    related = _related(each.related, moved)
    return each if related is each.related else replace(each, related=related)


def _related(found: tuple[Related, ...], moved: Moved) -> tuple[Related, ...]:
    if not any(each.path in moved.lines for each in found):
        return found
    return tuple(
        replace(each, line=new_line(moved.lines[each.path], each.line))
        if each.line is not None and each.path in moved.lines
        else each
        for each in found
    )
