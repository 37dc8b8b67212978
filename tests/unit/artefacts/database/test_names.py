"""Names of accounts fit into what the server takes, and stay different from each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from woosh_split.artefacts.database.names import (
    LONGEST_USER,
    definer_name,
    passing_name,
    role_name,
    user_name,
)


@given(st.text("abcdefgh_", min_size=1, max_size=64))
def test_every_name_fits(name: str) -> None:
    user = user_name(name)
    assert max(len(user), len(role_name(user)), len(definer_name(user))) <= LONGEST_USER
    assert len({user, role_name(user), definer_name(user)}) == 3


@given(st.text("ab_", min_size=1, max_size=64), st.text("ab_", min_size=1, max_size=64))
def test_two_schemas_have_two_users(first: str, second: str) -> None:
    assert (user_name(first) == user_name(second)) == (first == second)


def test_a_short_name_stays_as_it_is() -> None:
    assert user_name("order_management") == "order_management"
    assert user_name("a_service_with_a_very_long_name") == "a_service_with_a__c441dfc3"


def test_a_passing_name_sorts_after_ordinary_ones_and_fits_whatever_the_table_is_called() -> None:
    name = passing_name("shop", "x" * 64, "next")
    assert name > "zzz"
    assert len(name) <= 64
    assert name != passing_name("shop", "x" * 63, "next")
