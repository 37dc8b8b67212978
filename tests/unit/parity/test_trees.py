"""Where two bodies differ, and what a mask hides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from woosh_split.parity.moments import Run
from woosh_split.parity.trees import ABSENT, REORDERED, Unlike, anywhere, is_masked, unlike

RUN = Run(began=1_795_856_400.0)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xy", min_size=1, max_size=2), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(VALUES, VALUES)
def test_equal_json_is_alike_and_nothing_else_is(one: object, other: object) -> None:
    import json

    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (list(unlike(one, other, RUN)) == []) == same


@given(VALUES, VALUES)
def test_every_difference_is_hidden_by_a_mask_of_its_own_path(one: object, other: object) -> None:
    for each in unlike(one, other, RUN):
        assert is_masked(each.path, frozenset({each.path}))
        assert is_masked(each.path, frozenset({anywhere(each.path)}))


def test_a_difference_names_its_place_and_both_values() -> None:
    one = {"data": [{"id": 1, "name": "a"}, {"id": 2}], "total": 2}
    other = {"data": [{"id": 1, "name": "b"}], "total": "2"}
    assert list(unlike(one, other, RUN)) == [
        Unlike("$.data[0].name", '"a"', '"b"'),
        Unlike("$.data[1]", '{"id": 2}', ABSENT),
        Unlike("$.total", "2", '"2"'),
    ]


def test_null_is_not_absent() -> None:
    assert list(unlike({"a": None}, {}, RUN)) == [Unlike("$.a", "null", ABSENT)]


def test_a_mask_hides_what_is_below_it_and_no_name_that_begins_alike() -> None:
    masks = frozenset({"$.user", "$[*].at"})
    assert is_masked("$.user.name", masks)
    assert is_masked("$[17].at", masks)
    assert not is_masked("$.users", masks)
    assert not is_masked("$[17].attic", masks)


def test_a_list_in_another_order_is_one_difference() -> None:
    one, other = {"rows": [{"id": 1}, {"id": 2}, {"id": 3}]}, {"rows": [{"id": 3}, {"id": 1}, {"id": 2}]}
    (found,) = unlike(one, other, RUN)
    assert (found.path, found.other) == ("$.rows", REORDERED)
