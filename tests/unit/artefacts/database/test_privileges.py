"""What accesses need is more than their own verb."""

from __future__ import annotations

import pytest
from shop_facts import access

from woosh_split.artefacts.database.privileges import verbs_of
from woosh_split.model.organisation import DELETE, INSERT, SELECT, UPDATE


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"mode": "read"}, (SELECT,)),
        ({"mode": "read", "lock": True}, (SELECT,)),
        ({"operation": "insert"}, (SELECT, INSERT, UPDATE)),
        ({"operation": "insert", "via": "query-builder"}, (SELECT, INSERT, UPDATE)),
        ({"operation": "insert", "via": "raw-sql"}, (SELECT, INSERT, UPDATE)),
        ({"operation": "insert", "via": "procedure"}, (SELECT, INSERT, UPDATE)),
        ({"operation": "update"}, (SELECT, UPDATE)),
        ({"operation": "delete"}, (SELECT, DELETE)),
        ({"operation": "truncate"}, (SELECT, DELETE)),
        ({"operation": "alter"}, (SELECT,)),
        ({"operation": "insert", "via": "trigger"}, ()),
        ({"mode": "read", "via": "trigger"}, ()),
    ],
)
def test_an_access_needs(more: dict[str, object], expected: tuple[str, ...]) -> None:
    given = {"mode": "write"} | more
    assert verbs_of([access("orders", "orders", **given)]) == expected  # type: ignore[arg-type]


def test_setting_a_many_to_many_relation_also_deletes_from_its_join_table() -> None:
    link = access("orders", "order_tags", "write", operation="insert", via="relation")
    assert verbs_of([link], joining=True) == (SELECT, INSERT, UPDATE, DELETE)
    assert verbs_of([link], joining=False) == (SELECT, INSERT, UPDATE)


def test_verbs_come_in_one_order_and_each_once() -> None:
    several = [access("orders", "orders", "write", operation=each) for each in ("delete", "update", "delete")]
    assert verbs_of(several) == (SELECT, UPDATE, DELETE)
