"""Words in names: what people called things is evidence of what they thought belongs together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from woosh_split.graph.joint import Item, Tie
from woosh_split.proposal.weights import NAME

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SHORTEST = 3
_COMMONEST = 8
"""A word in more names than this says nothing: it is the product's name, or ``data``, or ``item``."""
_VOWEL_PLURALS = frozenset({"apis", "kpis", "menus", "skus", "taxis", "uris"})
"""Plurals that end as singulars do (status, analysis): of short words and abbreviations that end in a vowel."""


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in kebab, snake or camel case, lower case and in the singular."""
    return tuple(singular(word.lower()) for word in _WORD.findall(name))


@cache
def singular(word: str) -> str:
    """Return the singular of an English plural, roughly: the same for both is all that matters."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word in _VOWEL_PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    ):
        return word[:-1]
    return word


def name_ties(modules: Iterable[Item]) -> Iterator[Tie]:
    """Yield a tie for each two modules that share a rare word of their subject; the rarer, the stronger.

    The subject is the first word (``client-stock`` and ``client-assignment`` are about clients; requests and items
    are not a subject), or the only word of one of the two (``orders`` and ``sales-orders``).
    """
    holders: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(modules):
        for word in dict.fromkeys(words(item.name)):
            if len(word) >= _SHORTEST:
                holders[word].append(item)
    strength: dict[tuple[Item, Item], float] = defaultdict(float)
    for word in sorted(holders):
        if 2 <= len(holders[word]) <= _COMMONEST:
            for first, second in combinations(holders[word], 2):
                if _subject(word, words(first.name), words(second.name)):
                    strength[first, second] += 1.0 / (len(holders[word]) - 1)
    for first, second in sorted(strength):
        yield Tie(NAME, first, second, strength[first, second], ())


def _subject(word: str, first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return first[0] == second[0] == word or (word,) in (first, second)


def kebab(name: str) -> str:
    """Return a name as a service's name: kebab-case, beginning with a letter."""
    text = "-".join(word.lower() for word in _WORD.findall(name))
    return text if text[:1].isalpha() else f"service-{text}".rstrip("-")
