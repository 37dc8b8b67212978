"""The files that a link saw, compared with those that are there now."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.pipeline.link_state import FIXED, OF_THE_APPLICATION, READ, LinkState
from woosh_split.sources.code.nestjs.frontend import LookedAt

PATHS = st.lists(
    st.text(string.ascii_letters + "/é\udcff", min_size=1, max_size=6), unique=True, max_size=300
)
STATES = PATHS.map(sorted).flatmap(
    lambda paths: st.fixed_dictionaries(
        {path: st.tuples(st.binary(min_size=16, max_size=16), st.integers(0, 3)) for path in paths}
    )
)


def linked(states: dict[str, tuple[bytes, int]], read: frozenset[str] = frozenset()) -> LinkState:
    return LinkState.of(states, LookedAt(frozenset(), read, {}, frozenset()))


@given(STATES, st.data())
def test_exactly_the_files_with_another_content_have_changed(
    states: dict[str, tuple[bytes, int]], data: st.DataObject
) -> None:
    chosen = data.draw(st.sets(st.sampled_from(sorted(states)))) if states else set()
    other = bytes(16)
    now = {path: (other, 1) if path in chosen else state for path, state in states.items()}
    changed = linked(states).changed(now)

    assert changed == {path: (*states[path], 0) for path in sorted(chosen) if states[path][0] != other}
    assert linked(states).renewed(now) == linked(now)


@given(STATES.filter(bool), st.data())
def test_a_file_that_came_went_or_is_called_otherwise_is_no_change_of_the_same_files(
    states: dict[str, tuple[bytes, int]], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(sorted(states)))
    rest = {name: state for name, state in states.items() if name != path}

    assert linked(states).changed(rest) is None
    assert linked(rest).changed(states) is None
    assert linked(states).changed({**rest, f"{path}~": states[path]}) is None


def test_what_a_link_did_with_a_file_is_told_of_a_changed_one() -> None:
    states = {name: (bytes([at]) * 16, at) for at, name in enumerate("abcd")}
    looked = LookedAt(frozenset("ab"), frozenset("ac"), {}, frozenset("a"))
    changed = LinkState.of(states, looked).changed(dict.fromkeys(states, (b"x" * 16, 0)))

    assert changed is not None
    assert {name: uses for name, (_, _, uses) in changed.items()} == {
        "a": READ | OF_THE_APPLICATION | FIXED, "b": OF_THE_APPLICATION, "c": READ, "d": 0,
    }  # fmt: skip


@pytest.mark.parametrize("column", ["digests", "marks", "uses"])
def test_a_damaged_state_tells_nothing(column: str) -> None:
    states = {name: (bytes(16), 0) for name in "ab"}
    state = linked(states)

    assert state._replace(**{column: getattr(state, column)[:-1]}).changed(states) is None
