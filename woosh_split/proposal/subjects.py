"""What business software is usually about: words of one subject tie modules that share neither code nor tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations

import yaml

from woosh_split.graph.joint import Item, Tie
from woosh_split.proposal.naming import singular, words
from woosh_split.proposal.weights import SUBJECT
from woosh_split.resources import resource

_COMMONEST = 8
"""A subject of more modules than this says nothing: the whole system is about it."""

_PREFIX = 5
"""Letters that a word needs before it also matches longer words that begin with it."""


@cache
def subjects() -> Mapping[str, str]:
    """Return the subject of each word, in the singular.

    Raises:
        ValueError: a word stands in two subjects: the installation is not whole.
    """
    document: dict[str, list[str]] = yaml.safe_load(
        resource("rules/subjects.yml").read_text(encoding="utf-8")
    )
    found: dict[str, str] = {}
    for subject, listed in document.items():
        for word in map(singular, listed):
            if found.setdefault(word, subject) != subject:
                raise ValueError(f"rules/subjects.yml: {word} stands in {found[word]} and in {subject}")
    return found


@cache
def subject_of(name: str) -> str | None:
    """Return the subject of a name: that of its first word that has one (``client-stock`` is about clients)."""
    known = subjects()
    for word in words(name):
        if word in known:
            return known[word]
        starts = [start for start in known if len(start) >= _PREFIX and word.startswith(start)]
        if starts:
            return known[max(starts, key=lambda start: (len(start), start))]
    return None


def words_like(word: str) -> frozenset[str]:
    """Return all words of a word's subject, itself included."""
    known = subjects()
    subject = known.get(word)
    return frozenset({word, *(each for each in known if subject is not None and known[each] == subject)})


def subject_ties(modules: Iterable[Item]) -> Iterator[Tie]:
    """Yield a tie for each two modules whose names are about one subject; the fewer such modules, the stronger."""
    holders: dict[str, list[Item]] = {}
    for item in sorted(modules):
        subject = subject_of(item.name)
        if subject is not None:
            holders.setdefault(subject, []).append(item)
    for _, items in sorted(holders.items()):
        if len(items) <= _COMMONEST:
            for first, second in combinations(items, 2):
                yield Tie(SUBJECT, first, second, 1.0 / (len(items) - 1), ())
