"""Why something is where it is, in words that count what the evidence counts."""

from __future__ import annotations

import pytest

from woosh_split.graph.joint import CALL, EVENT, MODULE, READ_TIE, TABLE, WRITE_TIE, Item, Tie
from woosh_split.model.proposal import Bid, Ownership
from woosh_split.proposal.reasons import Reasons, of_table

PROMOTIONS, GROUPS = Item(MODULE, "promotions"), Item(MODULE, "promo-groups")
GROUP_TABLE, LABEL_TABLE = Item(TABLE, "promo_groups"), Item(TABLE, "promo_labels")
HOME = dict.fromkeys((PROMOTIONS, GROUPS, GROUP_TABLE, LABEL_TABLE), "marketing")
PRIVATE = {"promo_groups": "promo-groups", "promo_labels": "promo-groups"}


def tie(kind: str, first: Item, second: Item) -> Tie:
    return Tie(kind, first, second, 1, ())


def test_who_reads_a_modules_own_table_ties_the_module() -> None:
    ties = [tie(WRITE_TIE, GROUPS, GROUP_TABLE), tie(READ_TIE, PROMOTIONS, GROUP_TABLE)]
    reasons = Reasons(ties, HOME, PRIVATE)
    assert reasons.of_module("promo-groups", "marketing", "cluster") == "1 read inside; own tables: 1 write"
    assert reasons.of_module("promotions", "marketing", "cluster") == "1 read inside"


def test_a_modules_own_tables_do_not_tie_it_to_each_other() -> None:
    ties = [tie(WRITE_TIE, GROUPS, GROUP_TABLE), tie(READ_TIE, GROUP_TABLE, LABEL_TABLE)]
    reasons = Reasons(ties, HOME, PRIVATE)
    told = reasons.of_module("promo-groups", "marketing", "cluster")
    assert told == "nothing inside ties it to anything else either; own tables: 1 write"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Ownership("t", "monolith", "unused", 1.0, ()), "no code touches it"),
        (
            Ownership("t", "monolith", "unused", 1.0, (), ("trigger a", "view b")),
            "no code touches it; held by trigger a, view b",
        ),
        (Ownership("t", "monolith", "owned", 1.0, ()), "only shared code touches it"),
        (
            Ownership("t", "sales", "contested", 0.125, (Bid("sales", 4.5, ()), Bid("money", 3.0, ()))),
            "write score: sales 4.5, money 3; margin 12%",
        ),
        (
            Ownership("t", "sales", "read-only", 1.0, (Bid("sales", 2.0, ()),)),
            "read score: sales 2; margin 100%",
        ),
    ],
)
def test_why_a_table_has_its_owner(given: Ownership, told: str) -> None:
    assert of_table(given) == told


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ("name", "by its name; 1 call inside; next goods with 2 events"),
        ("pin", "by a pin; 1 call inside; next goods with 2 events"),
        ("split file", "by the split file; 1 call inside; next goods with 2 events"),
        ("cluster", "1 call inside; next goods with 2 events"),
    ],
)
def test_who_decided_is_told_before_what_ties(decided: str, told: str) -> None:
    one, two, three = (Item(MODULE, name) for name in ("orders", "billing", "stock"))
    ties = (Tie(CALL, one, two, 1.0, ()), Tie(EVENT, one, three, 2.0, ()))
    reasons = Reasons(ties, {one: "sales", two: "sales", three: "goods"})
    assert reasons.of_module("orders", "sales", decided) == told
    assert reasons.of_module("orders", "people", "cluster") == "nothing inside ties it; goods has 2 events"
    assert reasons.of_module("users", "people", "cluster") == "nothing inside ties it to anything else either"
    assert reasons.of_module("users", "monolith", "pin").startswith(
        "nothing ties it to anything, and it keeps no data"
    )


def test_what_only_reads_tables_that_many_use_is_not_said_to_be_tied_to_nothing() -> None:
    """Found in an exam: a module of three reads was told to be tied to nothing."""
    many = {"people": frozenset({"board", "alpha"}), "lines": frozenset({"alpha"})}
    told = Reasons((), HOME, PRIVATE, many).of_module("board", "monolith", "cluster")
    assert told == "it only reads what many use (people), and keeps no data: it stays with the monolith"
    told = Reasons((), HOME, PRIVATE, many).of_module("static", "monolith", "cluster")
    assert told == "nothing ties it to anything, and it keeps no data: it stays with the monolith"
