"""Rows as multisets, and the noise that the monolith makes itself."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from woosh_split.parity.moments import Run
from woosh_split.parity.rows import Row, RowNoise, Shape, learn_noise, only_numbers_differ, unlike_rows
from woosh_split.parity.trees import ABSENT

RUN = Run(began=1_795_856_400.0)
KEYED = Shape(("id", "name", "hash"), ("id",), "id")
BARE = Shape(("name", "hash"))
ROWS = st.lists(st.tuples(*[st.none() | st.text("ab", max_size=2)] * 2), max_size=6)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], order: random.Random) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert unlike_rows(BARE, rows, shuffled, RUN, RowNoise()) == []


@given(ROWS, ROWS)
def test_another_multiset_always_shows(one: list[Row], other: list[Row]) -> None:
    same = sorted(map(repr, one)) == sorted(map(repr, other))
    assert (unlike_rows(BARE, one, other, RUN, RowNoise()) == []) == same


def test_a_row_that_is_there_twice_is_not_one_that_is_there_once() -> None:
    (found,) = unlike_rows(BARE, [("a", "x"), ("a", "x")], [("a", "x")], RUN, RowNoise())
    assert found.other == ABSENT


def test_a_difference_names_the_row_by_its_key_and_the_column() -> None:
    (found,) = unlike_rows(KEYED, [("1", "a", "x")], [("1", "b", "x")], RUN, RowNoise())
    assert (found.path, found.one, found.other) == ("[1].name", '"a"', '"b"')


def test_a_value_that_is_made_up_is_noise_in_its_row_only() -> None:
    one: list[Row] = [("1", "a", "old"), ("2", "b", "h1")]
    control: list[Row] = [("1", "a", "old"), ("2", "b", "h2")]
    noise, explained = learn_noise(KEYED, one, control, RUN)
    assert explained
    assert noise.told == ("hash in 1 row",)
    assert unlike_rows(KEYED, one, [("1", "a", "old"), ("2", "b", "h3")], RUN, noise) == []
    (found,) = unlike_rows(KEYED, one, [("1", "a", "new"), ("2", "b", "h3")], RUN, noise)
    assert found.path == "[1].hash"


def test_a_value_that_is_missing_is_no_noise() -> None:
    noise, _ = learn_noise(KEYED, [("1", "a", "h1")], [("1", "a", "h2")], RUN)
    assert unlike_rows(KEYED, [("1", "a", "h1")], [("1", "a", None)], RUN, noise) != []


def test_numbers_that_two_rows_got_in_another_order_are_told_apart_from_other_rows() -> None:
    one: list[Row] = [("1", "a", "x"), ("2", "b", "x")]
    swapped: list[Row] = [("2", "a", "x"), ("1", "b", "x")]
    assert only_numbers_differ(KEYED, one, swapped, RUN, RowNoise())
    assert not only_numbers_differ(KEYED, one, [("1", "a", "x"), ("3", "b", "x")], RUN, RowNoise())
    noise, explained = learn_noise(KEYED, one, swapped, RUN)
    assert explained
    assert unlike_rows(KEYED, one, swapped, RUN, noise) == []


def test_moments_of_the_run_are_no_difference() -> None:
    shape = Shape(("id", "at"), ("id",), "id")
    assert (
        unlike_rows(shape, [("1", "2026-11-28 09:00:01")], [("1", "2026-11-28 09:00:02")], RUN, RowNoise())
        == []
    )


MADE = Shape(("id", "name", "hash"), ("id",))
"""A table whose keys the program makes up: UUIDs."""


def test_keys_that_are_made_up_are_noise_and_the_rest_of_their_rows_is_not() -> None:
    one: list[Row] = [("u1", "a", "x"), ("u2", "b", "x")]
    noise, explained = learn_noise(MADE, one, [("u3", "b", "x"), ("u4", "a", "x")], RUN)
    assert (explained, noise.told) == (True, ("id",))
    assert unlike_rows(MADE, one, [("u5", "b", "x"), ("u6", "a", "x")], RUN, noise) == []
    (found,) = unlike_rows(MADE, one, [("u5", "b", "x"), ("u6", "a", "y")], RUN, noise)
    assert (found.path.rpartition(".")[2], found.one, found.other) == ("hash", '"x"', '"y"')
    assert unlike_rows(MADE, one, [("u5", "b", "x")], RUN, noise) != []


def test_what_is_made_up_beside_a_made_up_key_is_noise_too() -> None:
    one: list[Row] = [("u1", "a", "h1"), ("u2", "b", "h2")]
    noise, explained = learn_noise(MADE, one, [("u3", "b", "h3"), ("u4", "a", "h4")], RUN)
    assert (explained, noise.told) == (True, ("hash", "id"))
    assert unlike_rows(MADE, one, [("u5", "b", "h5"), ("u6", "a", "h6")], RUN, noise) == []
    assert unlike_rows(MADE, one, [("u5", "c", "h5"), ("u6", "a", "h6")], RUN, noise) != []


def test_keys_that_the_monolith_makes_alike_are_compared() -> None:
    one: list[Row] = [("k1", "a", "h1"), ("k2", "b", "x")]
    noise, explained = learn_noise(MADE, one, [("k1", "a", "h2"), ("k2", "b", "x")], RUN)
    assert (explained, noise.told) == (True, ("hash in 1 row",))
    assert unlike_rows(MADE, one, [("k1", "a", "h3"), ("k3", "b", "x")], RUN, noise) != []


def test_rows_whose_numbers_do_not_count_are_paired_by_all_else_and_none_is_lost() -> None:
    """All keys are the same once numbers are hidden: paired by key, one row would stand for all of them."""
    one: list[Row] = [("1", "a", "x"), ("2", "b", "y")]
    other: list[Row] = [("1", "b", "v"), ("2", "a", "w")]
    for noise in (RowNoise(any_number=True), RowNoise(columns=frozenset({"id"}))):
        found = unlike_rows(KEYED, one, other, RUN, noise)
        assert sorted((each.path.rsplit(".", 1)[-1], each.one, each.other) for each in found) == [
            ("hash", '"x"', '"w"'),
            ("hash", '"y"', '"v"'),
        ]
