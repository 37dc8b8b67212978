"""Fingerprints: the same while lines move, another for a second violation, no two lists alike."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from unit_violations import violation

from woosh_split.check.fingerprint import fingerprint, with_fingerprints


@given(st.integers(0, 500))
def test_a_moved_line_changes_nothing(shift: int) -> None:
    found = [violation(line=5), violation(line=9), violation(line=12, target="roles")]
    moved = [replace(each, line=each.line + shift, end_line=each.line + shift) for each in found]
    assert [each.fingerprint for each in with_fingerprints(found)] == [
        each.fingerprint for each in with_fingerprints(moved)
    ]


def test_a_second_violation_of_the_same_kind_in_a_method_is_another() -> None:
    (first,) = with_fingerprints([violation(line=5)])
    both = with_fingerprints([violation(line=5), violation(line=8)])
    assert first.fingerprint == both[0].fingerprint
    assert both[1].fingerprint != both[0].fingerprint


@given(
    st.lists(st.text(max_size=4), min_size=6, max_size=6),
    st.lists(st.text(max_size=4), min_size=6, max_size=6),
)
def test_different_fields_never_spell_the_same(one: list[str], other: list[str]) -> None:
    same = fingerprint(tuple(one), 0) == fingerprint(tuple(other), 0)  # type: ignore[arg-type]
    assert same == (one == other)


def test_where_a_field_ends_counts() -> None:
    assert fingerprint(("a", "bc", "", "", "", ""), 0) != fingerprint(("ab", "c", "", "", "", ""), 0)
    assert fingerprint(("a", "b", "c", "d", "e", "1"), 0) != fingerprint(("a", "b", "c", "d", "e", ""), 10)


def test_wording_place_and_severity_do_not_count() -> None:
    (one,) = with_fingerprints([violation()])
    (other,) = with_fingerprints(
        [replace(violation(), message="else", fix="else", severity="warning", column=40, name="else")]
    )
    assert one.fingerprint == other.fingerprint
