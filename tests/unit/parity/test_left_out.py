"""Columns that the user does not want compared: how they are named, what is refused, and what is left of the table."""

from __future__ import annotations

import pytest

from woosh_split.database.comparing import TableShape
from woosh_split.errors import InputError
from woosh_split.model.parity import RequestResult, TableResult, Verification
from woosh_split.parity.left_out import left_out_of, without
from woosh_split.reports.layout import Layout
from woosh_split.reports.verify.text import to_text

USERS = TableShape("users", ("id", "name", "Last_Seen"), ("id",), "id")
DOTTED = TableShape("a.b", ("at",), (), None)


def test_columns_are_named_as_the_server_spells_them() -> None:
    assert left_out_of(["users.last_seen", "users.Last_Seen", "users.name"], [USERS]) == {
        "users": ("Last_Seen", "name")
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("user.last_seen", "there is no table user. Did you mean users?"),
        ("users.last_sen", "the table has no column last_sen. Did you mean Last_Seen?"),
        ("users.zzzzzz", "There are Last_Seen, id, name."),
        ("last_seen", "is written as table.column; 'last_seen' is not"),
        ("users.", "is written as table.column"),
        ("a.b.at", "Nothing of the table a.b would be compared"),
    ],
)
def test_what_is_not_there_is_refused_with_what_may_be_meant(told: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        left_out_of([told], [USERS, DOTTED])
    assert said in str(refused.value)


def test_a_table_without_a_part_of_its_key_is_compared_without_one() -> None:
    assert without(USERS, ("Last_Seen",)) == TableShape("users", ("id", "name"), ("id",), "id")
    assert without(USERS, ("id",)) == TableShape("users", ("name", "Last_Seen"), (), None)
    assert without(USERS, ()) is USERS


def test_what_was_left_out_is_told() -> None:
    requests = (RequestResult(1, "GET", "/", "GET /", "users", 200),)
    tables = (
        TableResult("users", "accounts", 2, left_out=("Last_Seen",)),
        TableResult("role", "accounts", 1),
    )
    told = to_text(Verification(("accounts",), requests, tables), Layout())
    assert "Not compared, since verify.yaml or --ignore-column says so:\n    table users: Last_Seen\n" in told
    assert "role" not in told
