"""Why something is where it is, in words that count what the evidence counts."""

from __future__ import annotations

from woosh_split.graph.joint import MODULE, READ_TIE, TABLE, WRITE_TIE, Item, Tie
from woosh_split.proposal.reasons import Reasons

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
