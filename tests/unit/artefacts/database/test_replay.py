"""Statements that ran, held against the grants of a phase."""

from __future__ import annotations

import pytest
from database_shop import facts, shop_organisation, split

from woosh_split.artefacts.database.replay import replay
from woosh_split.artefacts.database.stage import own_reach
from woosh_split.graph.observing import Setting, compare
from woosh_split.model.observation import Denial, Replay, Seen
from woosh_split.model.placement import placement_of
from woosh_split.sources.logs.tally import Tally

SETTING = Setting("shop", frozenset({"ordering", "supply", "accounts", "shared"}), {})


def replayed(phase: str, *ran: tuple[str, str], isolation: str = "schema") -> Replay:
    split_file = split(isolation, everywhere=isolation == "grants")
    tally = Tally()
    for user, text in ran:
        schema = user if user in ("ordering", "supply") else "shop"
        tally.take([(user, schema, text.encode(), False)] * 2)
    placement = placement_of(split_file)
    seen = compare(Seen(statements=tally.statements("?")), facts(), placement, SETTING)
    return replay(seen, shop_organisation(split_file), phase, own_reach(facts(), placement), placement)


def denials(found: Replay) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.service, each.missing) for each in found.denials]


def test_what_the_grants_of_a_service_allow_is_not_denied() -> None:
    found = replayed(
        "02-ordering",
        ("ordering", "SELECT o.id, u.email FROM orders o JOIN users u ON u.id = o.user_id"),
        ("ordering", "INSERT INTO orders (user_id) VALUES (1)"),
        ("ordering", "CALL close_day(1)"),
        ("app", "SELECT 1"),
    )
    assert found.denials == ()
    assert (found.extracted, found.statements, found.runs) == (("ordering",), 4, 8)


def test_a_statement_of_a_service_without_the_right_is_denied_with_count_and_digest() -> None:
    found = replayed("02-ordering", ("ordering", "INSERT INTO audit (note) VALUES ('x')"))
    (denial,) = found.denials
    assert (denial.service, denial.user, denial.count, denial.certain) == ("ordering", "ordering", 2, True)
    assert denial.missing == ("INSERT on audit",)
    assert denial.text == "INSERT INTO audit (note) VALUES (?)"


def test_before_the_phase_the_same_statement_is_the_monoliths_and_allowed() -> None:
    statement = ("app", "INSERT INTO audit (note) VALUES ('x')")
    assert denials(replayed("01-gateway", statement)) == []
    found = replayed("02-ordering", statement)
    assert denials(found) == [("ordering", ("INSERT on audit",))]
    (denial,) = found.denials
    assert [(each.file, each.line) for each in denial.places] == [("src/orders/orders.service.ts", 12)]


def test_where_several_services_may_run_it_and_one_may_not_it_is_not_certain() -> None:
    found = replayed("03-supply", ("app", "SELECT reset_token FROM users"))
    assert [(each.service, each.certain) for each in found.denials] == [("ordering", False)]
    assert found.denials[0].missing == ("SELECT (reset_token) on users",)


def test_a_hidden_column_that_only_entities_named_is_no_fault_but_for_the_services_own_user() -> None:
    """The entity that the service gets leaves it out."""
    statement = "SELECT password_hash FROM users"
    assert denials(replayed("03-supply", ("app", statement))) == []
    assert denials(replayed("03-supply", ("ordering", statement))) == [
        ("ordering", ("SELECT (password_hash) on users",))
    ]


def test_our_own_rehearsals_are_no_statement_of_anybody() -> None:
    """A log that was written while a phase was applied holds them; their tables are called like the real ones."""
    found = replayed("02-ordering", ("admin", "SELECT 1 FROM ws_try_0e1136573e14_1.orders LIMIT 1"))
    assert denials(found) == []


def test_names_with_a_schema_need_a_right_on_that_very_name() -> None:
    found = replayed("02-ordering", ("ordering", "SELECT id FROM shop.orders"))
    assert denials(found) == [("ordering", ("SELECT on shop.orders",))]


def test_a_grant_on_columns_is_enough_for_them_and_not_for_all() -> None:
    found = replayed(
        "04-accounts",
        ("ordering", "SELECT * FROM users"),
        ("ordering", "SELECT email FROM users"),
        isolation="grants",
    )
    assert denials(found) == [("ordering", ("SELECT on every column of users",))]


def test_a_condition_needs_the_right_to_read() -> None:
    found = replayed(
        "03-supply",
        ("supply", "DELETE FROM currencies WHERE code = 'KES'"),
        ("supply", "DELETE FROM audit WHERE id = 1"),
    )
    assert [each.missing for each in found.denials] == [
        ("DELETE on audit", "SELECT on audit"),
        ("DELETE on currencies",),
    ]


def test_the_monolith_does_what_it_likes_with_what_is_not_out_and_after_the_clean_up_no_longer() -> None:
    statement = ("app", "DELETE FROM countries WHERE id = 1")  # of accounts; no code does that
    assert denials(replayed("03-supply", statement)) == []
    assert denials(replayed("04-accounts", statement)) == [
        ("monolith", ("DELETE on countries", "SELECT on countries"))
    ]
    own = ("app", "SELECT note FROM audit")
    assert ("monolith", ("SELECT on audit",)) not in denials(replayed("05-cleanup", own))


def test_a_statement_that_no_code_explains_is_denied_where_nobody_has_the_right() -> None:
    found = replayed("05-cleanup", ("app", "SELECT * FROM nowhere"))
    assert found.denials == (
        Denial(
            "monolith", "app", found.denials[0].digest, "SELECT * FROM nowhere", 2, ("SELECT on nowhere",)
        ),
    )


@pytest.mark.parametrize("statement", ["ALTER TABLE orders ADD x INT", "DROP TABLE orders"])
def test_ddl_is_counted_and_not_judged(statement: str) -> None:
    found = replayed("05-cleanup", ("app", statement))
    assert (found.denials, found.ddl) == ((), 2)
