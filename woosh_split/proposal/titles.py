"""Names for services that nobody named: after what they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from woosh_split.model.split import MONOLITH, SHARED_SCHEMA
from woosh_split.proposal.naming import kebab, words

_SHORTEST = 3

_MANY = 6
"""Modules that begin alike before their first word is taken for the name of the whole."""


NOTHING: Mapping[str, str] = MappingProxyType({})


def titles(
    groups: Sequence[Sequence[str]],
    weight: Mapping[str, float],
    taken: Sequence[str],
    beginnings: Mapping[str, str] = NOTHING,
) -> list[str]:
    """Return a name for each group of modules, none twice: a word that most of its modules share, or the heaviest.

    Where they share none, it is what the routes of all of them begin with (``beginnings``).

    ``weight`` tells how much a module is (routes, tables, writes), ``taken`` are names that are used already. A word that
    every second module begins with (``api-orders``, ``api-users``) names the whole, so no service is called by it.
    """
    everywhere = _everywhere(groups)
    used = {MONOLITH, SHARED_SCHEMA, *taken}
    found: list[str] = []
    for group in groups:
        name = _title(group, weight, everywhere, beginnings)
        candidates = [
            name,
            *(_short(module, everywhere) for module in sorted(group, key=lambda m: (-weight.get(m, 0), m))),
        ]
        candidates += [f"{name}-{number}" for number in range(2, len(used) + 3)]
        chosen = next(each for each in candidates if each not in used)
        used.add(chosen)
        found.append(chosen)
    return found


def _everywhere(groups: Sequence[Sequence[str]]) -> frozenset[str]:
    first = Counter(words(module)[0] for group in groups for module in group if words(module))
    count = sum(len(group) for group in groups)
    return frozenset(word for word, many in first.items() if many >= _MANY and many * 2 >= count)


def _short(module: str, everywhere: frozenset[str]) -> str:
    """Return a module's name as a service's, without a first word that names the whole."""
    name = kebab(module)
    first, _, rest = name.partition("-")
    return kebab(rest) if rest and words(first) and words(first)[0] in everywhere else name


def _title(
    group: Sequence[str],
    weight: Mapping[str, float],
    everywhere: frozenset[str],
    beginnings: Mapping[str, str],
) -> str:
    heaviest = _short(min(group, key=lambda module: (-weight.get(module, 0.0), module)), everywhere)
    shared = Counter(
        word for module in group for word in set(words(module)) - everywhere if len(word) >= _SHORTEST
    )
    most = [word for word, count in shared.items() if len(group) > 1 and count * 2 > len(group)]
    if not most:
        begun = {beginnings.get(module, "") for module in group}
        return kebab(min(begun)) if len(group) > 1 and len(begun) == 1 and min(begun) else heaviest
    word = min(most, key=lambda each: (-shared[each], each))
    exact = [module for module in group if words(module) == (word,)]
    return kebab(exact[0]) if exact else word
