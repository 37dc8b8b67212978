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

_BACKED = 0.5
"""The share of the seeds that has to know a part of a community before it is cut off."""


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
    return Consensus(tuple(_adopted(graph, _connected(graph, best), runs)), tuple(runs))


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


def _adopted(graph: Graph, community: Sequence[int], runs: Sequence[Sequence[int]]) -> list[int]:
    """Join every community that more seeds put into another one than leave by itself with that one.

    What one half of the seeds puts here and the other half there is held by neither in the agreed graph, and falls off
    as a community that no seed made.
    """
    now = list(community)
    while True:
        votes: dict[int, Counter[int]] = {home: Counter() for home in now}
        for run in runs:
            stands_for = _stands_for(now, run)
            for node, home in enumerate(now):
                votes[home][stands_for[run[node]]] += 1
        joined: dict[int, int] = {}
        touched: set[int] = set()
        for home, cast in sorted(votes.items(), key=lambda each: (each[1][each[0]], each[0])):
            target = min(cast, key=lambda each: (-cast[each], each))
            fresh = touched.isdisjoint(
                (home, target)
            )  # what has moved already is judged anew in the next round
            if fresh and cast[target] > cast[home] and _may_join(graph, now, home, target):
                joined[home] = target
                touched |= {home, target}
        if not joined:
            return numbered(now)
        now = [joined.get(each, each) for each in now]


def _stands_for(final: Sequence[int], run: Sequence[int]) -> dict[int, int]:
    overlap: dict[int, Counter[int]] = {}
    for node, home in enumerate(run):
        overlap.setdefault(home, Counter())[final[node]] += 1
    return {home: min(count, key=lambda each: (-count[each], each)) for home, count in overlap.items()}


def stabilities(final: Sequence[int], runs: Sequence[Sequence[int]]) -> list[float]:
    """Return for each node the share of the runs that agree with its final community.

    A run's community stands for the final one with which it shares most nodes; a run agrees with a node whose
    community there stands for the one that it ended in.
    """
    if not runs:
        return [1.0] * len(final)
    agreeing = [0] * len(final)
    for run in runs:
        stands_for = _stands_for(final, run)
        for node, home in enumerate(run):
            agreeing[node] += stands_for[home] == final[node]
    return [count / len(runs) for count in agreeing]


def _may_join(graph: Graph, community: Sequence[int], home: int, target: int) -> bool:
    """Tell whether something ties two communities, and no pin or name keeps them apart."""
    nodes = [node for node, each in enumerate(community) if each == home]
    others = {node for node, each in enumerate(community) if each == target}
    named = any(graph.label[node] is not None for node in nodes)
    if named and any(graph.label[node] is not None for node in others):
        return False
    return any(others & graph.neighbours[node].keys() for node in nodes) and not any(
        others & graph.apart[node] for node in nodes
    )


def backed(whole: Sequence[int], parted: Sequence[int], runs: Sequence[Sequence[int]]) -> list[int]:
    """Return ``parted``, which takes communities of ``whole`` apart, but without the cuts that most seeds do not make.

    A community one part of which fewer than half of the runs know is left whole.
    """
    known = stabilities(parted, runs)
    sure: dict[int, list[float]] = {}
    for node, part in enumerate(parted):
        sure.setdefault(part, []).append(known[node])
    doubted = {whole[node] for node, part in enumerate(parted) if sum(sure[part]) / len(sure[part]) < _BACKED}
    keys = [(home, -1 if home in doubted else part) for home, part in zip(whole, parted, strict=True)]
    number = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    return numbered([number[key] for key in keys])
