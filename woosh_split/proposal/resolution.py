"""How fine to cut: modularity alone cannot see services that are small beside the whole monolith.

Fortunato and Barthelemy, Resolution limit in community detection (2007): below about the square root of all ties,
Louvain melts two clear groups into one. So with a number of services given, the resolution is raised until there
are as many; without, each community is looked at by itself, and taken apart where its parts hardly know each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.proposal.louvain import Graph, louvain, numbered

_STEP, _HIGHEST = 1.5, 40.0

LEAST_TO_PART = 6
"""Modules of a community that is looked at: below, it is no larger than a service should be."""

LEAST_PART = 2
LOOSE = 0.15
"""Conductance up to which a part stands by itself: what leaves it for the rest of its community, by all that it has."""


def resolution_for(graph: Graph, modules: Sequence[int], count: int, start: float) -> float:
    """Return the lowest resolution from ``start`` on, in steps of a half, that gives ``count`` communities with modules.

    One seed is asked, since the resolution is only where the merging begins.
    """
    resolution = start
    while resolution < _HIGHEST:
        found = louvain(graph, 0, resolution)
        if len({home for node, home in enumerate(found) if modules[node]}) >= count:
            return resolution
        resolution *= _STEP
    return resolution


def loosened(graph: Graph, community: Sequence[int], modules: Sequence[int]) -> list[int]:
    """Take every community apart whose parts hardly know each other, and its parts again."""
    now = list(community)
    fresh = max(now, default=-1) + 1
    members: dict[int, list[int]] = {}
    for node, home in enumerate(now):
        members.setdefault(home, []).append(node)
    waiting = [nodes for _, nodes in sorted(members.items())]
    while waiting:
        nodes = waiting.pop()
        if sum(modules[node] for node in nodes) < LEAST_TO_PART:
            continue
        parts = _parts(inner(graph, nodes), [modules[node] for node in nodes])
        if len(parts) < 2:
            continue
        for part in parts[1:]:
            for at in part:
                now[nodes[at]] = fresh
            fresh += 1
        waiting.extend([nodes[at] for at in part] for part in parts)
    return numbered(now)


def inner(graph: Graph, nodes: Sequence[int]) -> Graph:
    """Return the graph of some nodes alone, numbered as they stand there."""
    index = {node: at for at, node in enumerate(nodes)}
    return Graph(
        tuple({index[o]: t for o, t in graph.neighbours[node].items() if o in index} for node in nodes),
        tuple(graph.loops[node] for node in nodes),
        tuple(graph.label[node] for node in nodes),
        tuple(frozenset(index[o] for o in graph.apart[node] if o in index) for node in nodes),
    )


def _parts(graph: Graph, modules: Sequence[int]) -> list[list[int]]:
    """Return Louvain's parts, those that cannot stand alone joined with the one they are tied to most."""
    found = louvain(graph, 0)
    while True:
        parts: dict[int, list[int]] = {}
        for node, home in enumerate(found):
            parts.setdefault(home, []).append(node)
        if len(parts) < 2:
            return list(parts.values())
        judged = sorted((_alone(graph, part, found, modules), home) for home, part in parts.items())
        worst, home = judged[-1]
        if worst <= LOOSE:
            return [part for _, part in sorted(parts.items())]
        target = _partner(graph, parts[home], found)
        if target is None:
            return [list(range(graph.size))]
        found = [target if each == home else each for each in found]


def _alone(graph: Graph, part: Sequence[int], found: Sequence[int], modules: Sequence[int]) -> float:
    """Return the conductance of a part, 1 for one that has too few modules to be a service."""
    if sum(modules[node] for node in part) < LEAST_PART:
        return 1.0
    home = found[part[0]]
    volume = sum(sum(graph.neighbours[node].values()) for node in part)
    cut = sum(t for node in part for other, t in graph.neighbours[node].items() if found[other] != home)
    return cut / volume if volume else 1.0


def _partner(graph: Graph, part: Sequence[int], found: Sequence[int]) -> int | None:
    """Return the part that this one is tied to most and may join; any one that it may join where nothing ties it."""
    home = found[part[0]]
    ties: dict[int, float] = {each: 0.0 for each in found if each != home}
    for node in part:
        for other, tie in graph.neighbours[node].items():
            if found[other] != home:
                ties[found[other]] += tie
    banned = {found[other] for node in part for other in graph.apart[node]}
    if any(graph.label[node] is not None for node in part):
        banned |= {found[node] for node in range(graph.size) if graph.label[node] is not None}
    able = [each for each in ties if each not in banned]
    return max(able, key=lambda each: (ties[each], -each), default=None)
