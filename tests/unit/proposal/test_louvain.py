"""Louvain under constraints: as good as networkx without any, and never against one."""

from __future__ import annotations

from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.proposal.consensus import consensus, stabilities
from woosh_split.proposal.louvain import Graph, louvain, modularity


def graph(
    size: int,
    edges: list[tuple[int, int, float]],
    label: dict[int, str] | None = None,
    apart: tuple[tuple[int, int], ...] = (),
) -> Graph:
    """Build a graph."""
    neighbours: list[dict[int, float]] = [{} for _ in range(size)]
    for one, other, weight in edges:
        neighbours[one][other] = neighbours[other][one] = weight
    forbidden: list[set[int]] = [set() for _ in range(size)]
    for one, other in apart:
        forbidden[one].add(other)
        forbidden[other].add(one)
    return Graph(
        tuple(dict(sorted(each.items())) for each in neighbours),
        (0.0,) * size,
        tuple((label or {}).get(node) for node in range(size)),
        tuple(frozenset(each) for each in forbidden),
    )


def planted(seed: int) -> list[tuple[int, int, float]]:
    """Return the edges of four groups of ten with some ties between them."""
    random = Random(seed)
    return [
        (one, other, 1.0)
        for one in range(40)
        for other in range(one + 1, 40)
        if random.random() < (0.5 if one // 10 == other // 10 else 0.04)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_without_constraints_it_is_as_good_as_networkx(seed: int) -> None:
    edges = planted(seed)
    ours = graph(40, edges)
    theirs: nx.Graph[int] = nx.Graph()
    theirs.add_nodes_from(range(40))
    theirs.add_weighted_edges_from(edges)
    parts = nx.community.louvain_communities(theirs, seed=1)
    assert modularity(ours, louvain(ours, 1)) >= nx.community.modularity(theirs, parts) - 0.02


@pytest.mark.parametrize("seed", range(3))
def test_modularity_is_that_of_networkx(seed: int) -> None:
    edges = planted(seed)
    theirs: nx.Graph[int] = nx.Graph()
    theirs.add_nodes_from(range(40))
    theirs.add_weighted_edges_from(edges)
    labels = [node % 3 for node in range(40)]
    parts = [{node for node in range(40) if labels[node] == each} for each in range(3)]
    for gamma in (0.5, 1.0, 2.0):
        expected = nx.community.modularity(theirs, parts, resolution=gamma)
        assert modularity(graph(40, edges), labels, gamma) == pytest.approx(expected)


_edges = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0.1, 9.0)), max_size=40).map(
    lambda each: [(a, b, w) for a, b, w in each if a != b]
)


@given(
    _edges,
    st.dictionaries(st.integers(0, 11), st.sampled_from("abc"), max_size=4),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=5),
    st.integers(0, 9),
)
def test_no_community_holds_two_labels_or_a_forbidden_pair(
    edges: list[tuple[int, int, float]], label: dict[int, str], apart: list[tuple[int, int]], seed: int
) -> None:
    # Units carry one node a label, and no pair of one node: that is what make_units gives.
    label = {node: name for name, node in {name: node for node, name in label.items()}.items()}
    pairs = tuple((a, b) for a, b in apart if a != b)
    made = graph(12, edges, label, pairs)
    for found in (louvain(made, seed), consensus(made, 4).community):
        assert all(found[a] != found[b] for a, b in pairs)
        for home in set(found):
            assert len({made.label[n] for n in range(12) if found[n] == home} - {None}) <= 1


def test_apart_keeps_two_apart_that_a_third_would_join() -> None:
    """Service Cutter drops such an edge and finds all three together again."""
    made = graph(3, [(0, 1, 5.0), (1, 2, 5.0)], apart=((0, 2),))
    found = louvain(made, 0)
    assert found[0] != found[2]


def test_what_no_pin_speaks_of_joins_the_named_service_that_it_is_tied_to() -> None:
    made = graph(4, [(0, 1, 5.0), (1, 2, 1.0), (2, 3, 5.0)], label={0: "sales", 3: "people"})
    assert louvain(made, 0) == [0, 0, 1, 1]


def test_a_named_service_takes_in_what_is_tied_to_it_from_every_side() -> None:
    made = graph(5, [(0, 1, 5.0), (0, 2, 5.0), (1, 2, 5.0), (2, 3, 1.0), (3, 4, 5.0)], label={1: "sales"})
    for seed in range(5):
        assert louvain(made, seed) == [0, 0, 0, 1, 1]


def test_what_is_kept_apart_from_one_still_joins_another() -> None:
    made = graph(4, [(0, 1, 5.0), (1, 2, 1.0), (2, 3, 5.0)], apart=((0, 3), (1, 2)))
    for seed in range(5):
        assert louvain(made, seed) == [0, 0, 1, 1]


def test_without_ties_each_is_alone_and_there_is_nothing_to_measure() -> None:
    assert louvain(graph(3, []), 0) == [0, 1, 2]
    assert modularity(graph(3, []), [0, 0, 1]) == 0.0


def test_ties_that_sum_up_to_less_than_one_count_as_others_do() -> None:
    small = graph(4, [(0, 1, 0.1), (2, 3, 0.1)])
    assert louvain(small, 0) == [0, 0, 1, 1]
    assert modularity(small, [0, 0, 1, 1]) == pytest.approx(0.5)


def test_the_consensus_is_one_answer_and_tells_each_seed_that_is_done() -> None:
    told: list[tuple[int, int]] = []
    found = consensus(
        graph(4, [(0, 1, 5.0), (1, 2, 0.1), (2, 3, 5.0)]), 3, 1.0, lambda *each: told.append(each)
    )
    assert found.community == (0, 0, 1, 1)
    assert found.runs == ((0, 0, 1, 1),) * 3
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_stability_is_the_share_of_the_runs_that_agree() -> None:
    assert stabilities([0, 0, 1, 1], [[0, 0, 1, 1], [0, 0, 0, 1]]) == [1.0, 1.0, 0.5, 1.0]
    assert stabilities([0, 1], []) == [1.0, 1.0]
