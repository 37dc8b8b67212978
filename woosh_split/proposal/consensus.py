"""One answer out of many seeds, and how sure it is.

A single run of Louvain is one of many answers. Consensus in the manner of Lancichinetti and Fortunato (Consensus
clustering in complex networks, 2012), on the graph's own edges only (Poulin and Theberge, Ensemble clustering for
graphs, 2018), which keeps it linear in edges: an edge counts for the share of the seeds that left it whole.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from woosh_split.proposal.louvain import Graph, louvain, modularity, numbered

_FLOOR = 0.05
"""What an edge keeps that no seed left whole, so that nothing falls off the graph."""

_FINAL_SEEDS = 5


@dataclass(frozen=True, slots=True)
class Consensus:
    """The community of each node, and the partitions of the seeds that it was drawn from."""

    community: tuple[int, ...]
    runs: tuple[tuple[int, ...], ...]


def consensus(
    graph: Graph,
    seeds: int,
    resolution: float = 1.0,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Consensus:
    """Run Louvain once a seed and return the consensus; ``progress`` is told the seeds done and in all."""
    runs: list[tuple[int, ...]] = []
    for seed in range(seeds):
        runs.append(tuple(louvain(graph, seed, resolution)))
        progress(seed + 1, seeds)
    agreed = _agreed(graph, runs)
    candidates = [louvain(agreed, seed, resolution) for seed in range(_FINAL_SEEDS)]
    best = max(candidates, key=lambda each: (round(modularity(agreed, each, resolution), 9), each))
    return Consensus(tuple(_connected(graph, best)), tuple(runs))


def _agreed(graph: Graph, runs: Sequence[Sequence[int]]) -> Graph:
    neighbours: list[dict[int, float]] = [{} for _ in range(graph.size)]
    for node in range(graph.size):
        for other, tie in graph.neighbours[node].items():
            if node < other:
                share = sum(run[node] == run[other] for run in runs) / len(runs)
                weight = tie * (_FLOOR + (1 - _FLOOR) * share)
                neighbours[node][other] = neighbours[other][node] = weight
    return replace(graph, neighbours=tuple(dict(sorted(each.items())) for each in neighbours))


def _connected(graph: Graph, community: Sequence[int]) -> list[int]:
    """Split communities that hang together only through another one, which Louvain may leave behind."""
    part = [-1] * graph.size
    count = 0
    for start in range(graph.size):
        if part[start] >= 0:
            continue
        part[start] = count
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            for other in graph.neighbours[node]:
                if part[other] < 0 and community[other] == community[start]:
                    part[other] = count
                    waiting.append(other)
        count += 1
    return numbered(part)


def stabilities(final: Sequence[int], runs: Sequence[Sequence[int]]) -> list[float]:
    """Return for each node the share of the runs that agree with its final community.

    A run's community stands for the final one with which it shares most nodes; a run agrees with a node whose
    community there stands for the one that it ended in.
    """
    if not runs:
        return [1.0] * len(final)
    agreeing = [0] * len(final)
    for run in runs:
        overlap: dict[int, Counter[int]] = {}
        for node, home in enumerate(run):
            overlap.setdefault(home, Counter())[final[node]] += 1
        stands_for = {
            home: min(count, key=lambda each: (-count[each], each)) for home, count in overlap.items()
        }
        for node, home in enumerate(run):
            agreeing[node] += stands_for[home] == final[node]
    return [count / len(runs) for count in agreeing]
