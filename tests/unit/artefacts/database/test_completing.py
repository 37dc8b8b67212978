"""The end of a phase as data: which organisation follows, and that what was taken can be given back."""

from __future__ import annotations

from database_shop import shop_organisation, split
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.artefacts.database.completing import (
    VERBS,
    missing_of,
    read_revoked,
    restored_sql,
    revoked_sql,
    settled,
)
from woosh_split.model.organisation import OLD_NAME
from woosh_split.model.world import TableRight

NAMES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=20)


@given(NAMES, NAMES, NAMES, NAMES, st.lists(st.sampled_from(sorted(VERBS)), min_size=1, unique=True))
def test_what_was_taken_is_read_again_whatever_the_names(
    user: str, host: str, schema: str, table: str, verbs: list[str]
) -> None:
    right = TableRight(user, host, schema, table, tuple(verbs))
    assert read_revoked(revoked_sql(right)) == right


@given(
    NAMES, st.lists(st.sampled_from(["SELECT", "INSERT", "UPDATE", "REFERENCES"]), min_size=1, unique=True)
)
def test_rights_on_columns_are_read_again(column: str, verbs: list[str]) -> None:
    right = TableRight("app", "%", "shop", "users", tuple(verbs), column)
    assert read_revoked(revoked_sql(right)) == right


@given(st.text(max_size=80))
def test_another_statement_is_none(text: str) -> None:
    found = read_revoked(text)
    assert found is None or revoked_sql(found) == text


def test_what_is_there_is_not_given_again() -> None:
    taken = TableRight("app", "%", "shop", "users", ("SELECT", "UPDATE", "GRANT"))
    held = TableRight("app", "%", "shop", "users", ("SELECT",))
    (missing,) = missing_of([taken], [held])
    assert restored_sql(missing) == "GRANT UPDATE ON `shop`.`users` TO `app`@`%` WITH GRANT OPTION"
    assert missing_of([taken], [taken]) == ()


def test_views_of_others_read_a_table_where_it_lies_once_its_phase_is_complete() -> None:
    organisation = shop_organisation(split("schema", everywhere=True))
    assert settled(organisation, ()) is organisation

    found = settled(organisation, ["04-accounts"])
    ordering = next(part for part in found.parts if part.service == "ordering")
    sources = {view.name: view.source_schema for view in ordering.views if view.purpose != OLD_NAME}
    assert sources["users"] == "accounts"
    assert sources["stock"] == "shop"
    granted = {(grant.schema, grant.name) for grant in ordering.definer_grants}
    assert ("accounts", "users") in granted
    assert ("shop", "users") not in granted
