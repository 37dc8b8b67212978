"""How near two partitions are: against a split that people wished for, or between two proposals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from math import comb


def adjusted_rand_index(one: Mapping[str, Hashable], other: Mapping[str, Hashable]) -> float:
    """Return the adjusted Rand index of two partitions of the same items (Hubert and Arabie 1985).

    1.0 for the same partition, about 0 for chance. Only items that both place are compared.
    """
    items = sorted(one.keys() & other.keys())
    if len(items) < 2:
        return 1.0
    cells = Counter((one[item], other[item]) for item in items)
    rows, columns = Counter(one[item] for item in items), Counter(other[item] for item in items)
    together = sum(comb(count, 2) for count in cells.values())
    in_rows = sum(comb(count, 2) for count in rows.values())
    in_columns = sum(comb(count, 2) for count in columns.values())
    expected = in_rows * in_columns / comb(len(items), 2)
    largest = (in_rows + in_columns) / 2
    return 1.0 if largest == expected else (together - expected) / (largest - expected)


def mojo_fm(found: Mapping[str, Hashable], wished: Mapping[str, Hashable]) -> float:
    """Return MoJoFM in per cent (Wen and Tzerpos 2004): 100 for the wished partition, 0 for the farthest from it.

    The distance counts the moves and joins that turn ``found`` into ``wished``; it forgives over-splitting, so
    print the adjusted Rand index and the number of services beside it.
    """
    items = sorted(found.keys() & wished.keys())
    if not items:
        return 100.0
    sizes = sorted(Counter(wished[item] for item in items).values())
    largest_groups = 0
    for size in sizes:
        largest_groups += largest_groups < size
    farthest = len(items) - largest_groups
    if farthest == 0:
        return 100.0
    return 100.0 * (1 - mojo(found, wished) / farthest)


def mojo(found: Mapping[str, Hashable], wished: Mapping[str, Hashable]) -> int:
    """Return the fewest moves of items and joins of groups from one partition to the other (Wen and Tzerpos 2003)."""
    items = sorted(found.keys() & wished.keys())
    overlaps: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for item in items:
        overlaps[found[item]][wished[item]] += 1
    moves = len(items) - sum(max(count.values()) for count in overlaps.values())
    ties = [
        sorted((str(tag) for tag, size in count.items() if size == max(count.values())), key=str)
        for _, count in sorted(overlaps.items(), key=lambda each: str(each[0]))
    ]
    return moves + len(ties) - _matching(ties)


def _matching(choices: list[list[str]]) -> int:
    """Return the size of a maximum matching between found groups and the wished groups that they tie for."""
    import networkx as nx

    graph: nx.Graph[tuple[str, object]] = nx.Graph()
    left = [("found", index) for index in range(len(choices))]
    graph.add_nodes_from(left)
    for index, tags in enumerate(choices):
        graph.add_edges_from((("found", index), ("wished", tag)) for tag in tags)
    return len(nx.bipartite.hopcroft_karp_matching(graph, left)) // 2
