"""Louvain's method with constraints that always hold.

Blondel, Guillaume, Lambiotte, Lefebvre: Fast unfolding of communities in large networks (2008), with the queue of
Traag, Waltman, van Eck: From Louvain to Leiden (2019), section "fast local move". networkx has the method without
constraints: a forbidden pair would meet, and named services would melt into each other. So a move is taken only
where no label and no forbidden pair stands against it, and the same holds for communities that become nodes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected weighted graph over ``0 .. n-1``; ``loops`` is the weight inside each node.

    ``label`` names the service that a node stands for, ``apart`` the nodes that it must not meet.
    """

    neighbours: tuple[dict[int, float], ...]
    loops: tuple[float, ...]
    label: tuple[str | None, ...]
    apart: tuple[frozenset[int], ...]

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.neighbours)

    def strength(self, node: int) -> float:
        """Return the weight of all edges at a node, loops twice."""
        return sum(self.neighbours[node].values()) + 2 * self.loops[node]


def louvain(graph: Graph, seed: int, resolution: float = 1.0) -> list[int]:
    """Return the community of each node, numbered in the order of the nodes; the same for the same seed.

    No community holds two labels or a forbidden pair.
    """
    random = Random(seed)  # noqa: S311 - a shuffle, no secret
    total = sum(graph.strength(node) for node in range(graph.size))
    community = list(range(graph.size))
    if total <= 0:
        return community
    level = graph
    while True:
        moved = _move(level, random, resolution, total)
        count = len(set(moved))
        community = [moved[each] for each in community]
        if count == level.size:
            return numbered(community)
        level = _aggregate(level, moved, count)


def _move(graph: Graph, random: Random, resolution: float, total: float) -> list[int]:
    """Move nodes to the neighbouring community that gains most, until none gains; return numbered communities."""
    neighbours, label, apart = graph.neighbours, list(graph.label), graph.apart
    strength = [graph.strength(node) for node in range(graph.size)]
    community = list(range(graph.size))
    weight = list(strength)
    order = list(range(graph.size))
    random.shuffle(order)
    queue, waiting = deque(order), [True] * graph.size
    while queue:
        node = queue.popleft()
        waiting[node] = False
        own = community[node]
        ties: dict[int, float] = {}
        for other, tie in neighbours[node].items():
            home = community[other]
            ties[home] = ties.get(home, 0.0) + tie
        weight[own] -= strength[node]
        factor = resolution * strength[node] / total
        best, gain = own, ties.get(own, 0.0) - factor * weight[own] + _ENOUGH
        nailed = graph.label[node]
        for home, tie in ties.items():
            value = tie - factor * weight[home]
            if value > gain and home != own and _may_join(node, nailed, home, label, apart, community):
                best, gain = home, value
        weight[best] += strength[node]
        if best != own:
            community[node] = best
            if nailed is not None:
                label[best], label[own] = nailed, None
            for other in neighbours[node]:
                if not waiting[other] and community[other] != best:
                    waiting[other] = True
                    queue.append(other)
    return numbered(community)


def _may_join(
    node: int,
    nailed: str | None,
    home: int,
    label: list[str | None],
    apart: tuple[frozenset[int], ...],
    community: list[int],
) -> bool:
    if nailed is not None and label[home] is not None:
        return False
    return not apart[node] or all(community[other] != home for other in apart[node])


def _aggregate(graph: Graph, community: Sequence[int], count: int) -> Graph:
    neighbours: list[dict[int, float]] = [{} for _ in range(count)]
    loops = [0.0] * count
    label: list[str | None] = [None] * count
    apart: list[set[int]] = [set() for _ in range(count)]
    for node in range(graph.size):
        home = community[node]
        loops[home] += graph.loops[node]
        label[home] = label[home] or graph.label[node]
        apart[home].update(community[other] for other in graph.apart[node])
        edges = neighbours[home]
        for other, tie in graph.neighbours[node].items():
            there = community[other]
            if there == home:
                loops[home] += tie / 2
            else:
                edges[there] = edges.get(there, 0.0) + tie
    return Graph(tuple(neighbours), tuple(loops), tuple(label), tuple(frozenset(each) for each in apart))


def numbered(community: Sequence[int]) -> list[int]:
    """Number communities from 0 in the order of their first node."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(each, len(numbers)) for each in community]


def modularity(graph: Graph, community: Sequence[int], resolution: float = 1.0) -> float:
    """Return Newman's modularity ``sum_c [L_c/m - gamma (k_c/2m)^2]`` (Newman and Girvan 2004)."""
    total = sum(graph.strength(node) for node in range(graph.size))
    if total <= 0:
        return 0.0
    inside: dict[int, float] = {}
    weight: dict[int, float] = {}
    for node in range(graph.size):
        home = community[node]
        within = sum(tie for other, tie in graph.neighbours[node].items() if community[other] == home)
        inside[home] = inside.get(home, 0.0) + within + 2 * graph.loops[node]
        weight[home] = weight.get(home, 0.0) + graph.strength(node)
    return sum(inside[home] / total - resolution * (weight[home] / total) ** 2 for home in sorted(weight))
