"""From communities to services: who joins whom, and what no merge may do."""

from __future__ import annotations

import pytest

from woosh_split.errors import InputError
from woosh_split.proposal.louvain import Graph
from woosh_split.proposal.merging import Clusters, Sizes, split_until, with_modules

Ties = dict[tuple[int, int], float]


def graph(
    size: int, ties: Ties, label: dict[int, str] | None = None, apart: tuple[tuple[int, int], ...] = ()
) -> Graph:
    neighbours: list[dict[int, float]] = [{} for _ in range(size)]
    for (one, other), weight in sorted(ties.items()):
        neighbours[one][other] = neighbours[other][one] = weight
    forbidden: list[set[int]] = [set() for _ in range(size)]
    for one, other in apart:
        forbidden[one].add(other)
        forbidden[other].add(one)
    labels = tuple((label or {}).get(node) for node in range(size))
    return Graph(tuple(neighbours), (0.0,) * size, labels, tuple(map(frozenset, forbidden)))


def clusters(
    made: Graph, community: list[int], modules: list[int] | None = None, items: list[int] | None = None
) -> Clusters:
    modules = modules or [1] * made.size
    return Clusters(made, community, Sizes(modules, items or modules))


# Small communities -----------------------------------------------------------------------------------------


def folded(made: Graph, community: list[int], **more: list[int]) -> list[int]:
    found = clusters(made, community, **more)
    found.fold_small(2)
    return found.communities()


def test_a_community_of_one_module_joins_the_one_that_it_is_tied_to_most() -> None:
    pairs: Ties = {(0, 1): 9, (2, 3): 9, (4, 1): 1, (4, 3): 2}
    assert folded(graph(5, pairs), [0, 0, 1, 1, 2]) == [0, 0, 1, 1, 1]


def test_of_ties_that_are_alike_the_one_to_the_smaller_community_draws_more() -> None:
    pairs: Ties = {(0, 1): 9, (1, 2): 9, (2, 3): 9, (4, 5): 9, (6, 3): 1, (6, 4): 1}
    assert folded(graph(7, pairs), [0, 0, 0, 0, 1, 1, 2]) == [0, 0, 0, 0, 1, 1, 1]


def test_a_small_community_stays_where_it_is_named_or_nothing_ties_it_or_it_is_kept_apart() -> None:
    pairs: Ties = {(0, 1): 9, (2, 1): 1}
    assert folded(graph(3, pairs, {2: "people"}), [0, 0, 1]) == [0, 0, 1]
    assert folded(graph(3, {(0, 1): 9}), [0, 0, 1]) == [0, 0, 1]
    assert folded(graph(3, pairs, apart=((0, 2),)), [0, 0, 1]) == [0, 0, 1]
    assert folded(graph(3, pairs), [0, 0, 1]) == [0, 0, 0]


def test_two_that_are_kept_apart_do_not_meet_in_a_third() -> None:
    """The pin holds for whoever has taken the one in."""
    pairs: Ties = {(0, 1): 9, (2, 0): 2, (3, 1): 2}
    assert folded(graph(4, pairs, apart=((2, 3),)), [0, 0, 1, 2]) == [0, 0, 0, 1]


def test_two_named_services_do_not_meet_in_a_third() -> None:
    pairs: Ties = {(0, 1): 1, (1, 2): 1}
    found = clusters(graph(3, pairs, {0: "sales", 2: "people"}), [0, 1, 2])
    found.reach(1)
    assert len(found) == 2


# A number that was asked for --------------------------------------------------------------------------------


def test_of_two_pairs_the_one_that_is_tied_more_is_merged_first() -> None:
    pairs: Ties = {(0, 1): 5, (2, 3): 3, (1, 2): 1}
    found = clusters(graph(4, pairs), [0, 1, 2, 3])
    found.reach(3)
    assert found.communities() == [0, 0, 1, 2]
    found.reach(2)
    assert found.communities() == [0, 0, 1, 1]


def test_no_more_is_merged_than_was_asked_for_and_tables_without_code_do_not_count() -> None:
    found = clusters(graph(3, {(0, 1): 1}), [0, 1, 2], modules=[1, 1, 0])
    assert len(found) == 2
    found.reach(2)
    assert found.communities() == [0, 1, 2]


def test_a_named_service_counts_without_any_code() -> None:
    assert len(clusters(graph(2, {}, {1: "returns"}), [0, 1], modules=[1, 0])) == 2


def test_the_largest_community_is_split_where_it_hangs_together_least() -> None:
    pairs: Ties = {(0, 1): 9, (1, 2): 9, (0, 2): 9, (3, 4): 9, (2, 3): 1, (5, 6): 9}
    made = graph(7, pairs)
    sizes = Sizes([1] * 7, [1] * 7)
    assert split_until(made, [0, 0, 0, 0, 0, 1, 1], sizes, 3) == [0, 0, 0, 1, 1, 2, 2]
    assert split_until(made, [0, 0, 0, 0, 0, 1, 1], sizes, 2) == [0, 0, 0, 0, 0, 1, 1]


def test_what_is_named_stays_and_the_rest_leaves() -> None:
    pairs: Ties = {(0, 1): 9, (2, 3): 9, (3, 4): 9, (2, 4): 9, (1, 2): 1}
    found = split_until(graph(5, pairs, {3: "sales"}), [0] * 5, Sizes([1] * 5, [1] * 5), 2)
    assert found == [0, 0, 1, 1, 1]


def test_more_services_than_there_are_modules_are_refused_with_how_many_can_be_made() -> None:
    with pytest.raises(InputError, match="--services 4: no more than 2 services can be made"):
        split_until(graph(3, {(0, 1): 1}), [0, 0, 0], Sizes([1, 1, 0], [1, 1, 1]), 4)


# Pinned tables ----------------------------------------------------------------------------------------------


def test_a_pinned_table_without_code_joins_whom_it_is_tied_to_else_the_one_with_the_fewest_modules() -> None:
    held = [False, False, False, True]
    sizes = Sizes([1, 1, 1, 0], [1] * 4)
    tied = graph(4, {(0, 1): 1, (3, 0): 1})
    assert with_modules(tied, [0, 0, 1, 2], sizes, held) == [0, 0, 1, 0]
    assert with_modules(graph(4, {}), [0, 0, 1, 2], sizes, held) == [0, 0, 1, 1]
    assert with_modules(graph(4, {}), [0, 0, 1, 2], sizes, [False] * 4) == [0, 0, 1, 2]


def test_a_pinned_table_that_is_kept_apart_from_every_service_is_refused() -> None:
    with pytest.raises(InputError, match="leave no service for a pinned table"):
        with_modules(graph(2, {}, apart=((0, 1),)), [0, 1], Sizes([1, 0], [1, 1]), [False, True])


# Named services ---------------------------------------------------------------------------------------------


def named(made: Graph, leaning: dict[int, dict[str, float]] | None = None) -> list[int]:
    found = clusters(made, list(range(made.size)))
    found.fold_into_named(leaning or {})
    return found.communities()


NAMED = {0: "sales", 1: "people"}


def test_what_has_no_name_joins_the_named_service_that_pulls_most() -> None:
    assert named(graph(3, {(2, 0): 1, (2, 1): 2}, NAMED)) == [0, 1, 1]
    assert named(graph(3, {(2, 0): 2, (2, 1): 1}, NAMED)) == [0, 1, 0]


def test_words_decide_where_nothing_ties_or_ties_are_near_and_never_against_a_clear_tie() -> None:
    words = {2: {"people": 2.0}}
    assert named(graph(3, {}, NAMED), words) == [0, 1, 1]
    assert named(graph(3, {(2, 0): 10, (2, 1): 9}, NAMED), words) == [0, 1, 1]
    assert named(graph(3, {(2, 0): 10, (2, 1): 1}, NAMED), words) == [0, 1, 0]


def test_what_neither_ties_nor_words_pull_stays_by_itself_and_so_does_what_is_kept_apart() -> None:
    assert named(graph(3, {}, NAMED)) == [0, 1, 2]
    assert named(graph(3, {(2, 0): 5}, NAMED, apart=((0, 2),))) == [0, 1, 2]


def test_what_is_tied_to_a_named_service_only_through_another_follows_it() -> None:
    assert named(graph(4, {(2, 0): 5, (3, 2): 1}, NAMED)) == [0, 1, 0, 0]


# Loose modules ----------------------------------------------------------------------------------------------


def test_loose_modules_that_are_called_alike_become_one_service_and_one_alone_is_left() -> None:
    found = clusters(graph(5, {(0, 1): 1}), [0, 0, 1, 2, 3])
    joined, left = found.gather_loose({2: ["mail"], 3: ["mail"], 4: ["pdf"]})
    assert (joined, left) == ([2, 3], [4])
    assert found.communities() == [0, 0, 1, 1, 2]


def test_a_loose_module_of_several_tables_or_with_a_name_stands_by_itself() -> None:
    made = graph(6, {(0, 1): 1}, {3: "mail"})
    found = clusters(made, [0, 0, 1, 2, 3, 4], items=[1, 1, 3, 1, 2, 2])
    joined, left = found.gather_loose({})
    assert (joined, left) == ([4, 5], [])
    assert found.communities() == [0, 0, 1, 2, 3, 3]


@pytest.mark.parametrize(("count", "is_left"), [(8, False), (9, True)])
def test_more_than_eight_loose_modules_with_nothing_in_common_are_no_service(
    count: int, is_left: bool
) -> None:
    found = clusters(graph(2 + count, {(0, 1): 1}), [0, 0, *range(1, count + 1)])
    joined, left = found.gather_loose({})
    loose = list(range(2, 2 + count))
    assert (joined, left) == (([], loose) if is_left else (loose, []))


def test_where_nothing_else_is_a_service_a_drawer_is_better_than_none() -> None:
    found = clusters(graph(9, {}), list(range(9)))
    assert found.gather_loose({}) == (list(range(9)), [])
    assert found.communities() == [0] * 9
