"""What lone modules have in common by what they are called: the beginning of their routes, their subject, their first word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from woosh_split.graph.joint import MODULE, Item
from woosh_split.model.facts import Facts
from woosh_split.proposal.naming import singular, words
from woosh_split.proposal.subjects import subject_of

_EVERYWHERE = 0.5
"""The share of all routes that begin alike from which on the beginning says nothing of one: ``api``, ``v1``."""

_SHORTEST = 3


def likenesses(facts: Facts, units: Sequence[Sequence[Item]]) -> dict[int, tuple[str, str, str]]:
    """Return of each unit of one module what it may have in common with others, the best first; empty where there is none.

    Modules whose routes begin alike were put together by people; a subject is what business software is usually about.
    """
    begin = beginnings(facts)
    found = {}
    for number, unit in enumerate(units):
        modules = [item.name for item in unit if item.kind == MODULE]
        if len(modules) == 1:
            name = modules[0]
            first = next((word for word in words(name) if len(word) >= _SHORTEST), "")
            found[number] = (begin.get(name, ""), subject_of(name) or "", first)
    return found


def beginnings(facts: Facts) -> Mapping[str, str]:
    """Return the first telling segment that all routes of a module begin with, in the singular, of those that have one."""
    paths = {
        route: [part for part in route.path.split("/") if part and part[0] not in ":*{("]
        for route in facts.routes
        if route.kind != "websocket"  # whose path is that of a library
    }
    while True:
        first = Counter(parts[0] for parts in paths.values() if len(parts) > 1)
        common = {part for part, count in first.items() if count > _EVERYWHERE * len(paths)}
        if not common:
            break
        paths = {
            route: parts[1:] if len(parts) > 1 and parts[0] in common else parts
            for route, parts in paths.items()
        }
    found: dict[str, set[str]] = defaultdict(set)
    for route, parts in paths.items():
        found[route.module].add(singular(parts[0].lower()) if parts else "")
    return {module: next(iter(each)) for module, each in found.items() if len(each) == 1}
