"""Paths and cuts in the joint graph of modules and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

from woosh_split.graph.joint import Item, Tie

_NUDGE = 1e-6
"""Among paths of equally many edges the strongest wins; small enough never to outweigh an edge."""


def cost_of(tie: Tie, weights: Mapping[str, float]) -> float:
    """Return what cutting a tie costs: its kind's weight times its strength."""
    return weights.get(tie.kind, 0.0) * tie.strength


def by_pair(ties: Iterable[Tie], weights: Mapping[str, float]) -> dict[tuple[Item, Item], tuple[Tie, ...]]:
    """Return the ties of every pair, the dearest first."""
    pairs: dict[tuple[Item, Item], list[Tie]] = defaultdict(list)
    for tie in ties:
        pairs[tie.first, tie.second].append(tie)
    return {
        pair: tuple(sorted(found, key=lambda tie: (-cost_of(tie, weights), tie.kind)))
        for pair, found in sorted(pairs.items())
    }


def shortest_path(
    pairs: Mapping[tuple[Item, Item], tuple[Tie, ...]], weights: Mapping[str, float], start: Item, end: Item
) -> tuple[Item, ...]:
    """Return the items of a path with the fewest edges, the strongest of these; empty where there is none."""
    graph = _graph(pairs, weights)
    if start not in graph or end not in graph:
        return ()
    try:
        return tuple(nx.dijkstra_path(graph, start, end, weight="length"))
    except nx.NetworkXNoPath:
        return ()


def minimum_cut(
    pairs: Mapping[tuple[Item, Item], tuple[Tie, ...]], weights: Mapping[str, float], start: Item, end: Item
) -> tuple[tuple[Item, Item], ...]:
    """Return the pairs whose ties, cut, leave no path: those of least cost in all.

    Max-flow min-cut after Ford and Fulkerson, "Maximal flow through a network" (1956); the flow is found by
    preflow-push (Goldberg and Tarjan 1988), networkx's default. Of equally cheap cuts, the one nearest to the end.
    """
    graph = _graph(pairs, weights)
    if start not in graph or end not in graph:
        return ()
    _, (near, _) = nx.minimum_cut(graph, start, end, capacity="cost")
    return tuple(pair for pair in pairs if (pair[0] in near) != (pair[1] in near))


def _graph(
    pairs: Mapping[tuple[Item, Item], tuple[Tie, ...]], weights: Mapping[str, float]
) -> nx.Graph[Item]:
    graph: nx.Graph[Item] = nx.Graph()
    for (first, second), ties in sorted(pairs.items()):
        cost = sum(cost_of(tie, weights) for tie in ties)
        graph.add_edge(first, second, cost=cost, length=1.0 + _NUDGE / (1.0 + cost))
    return graph
