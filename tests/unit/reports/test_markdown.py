"""Markdown cells show what stands in the source, and cannot break out of their table."""

from __future__ import annotations

from dataclasses import replace

from routing_tables import entry, table
from shop_facts import access, shop

from woosh_split.model.code import Unresolved
from woosh_split.reports.layout import Layout
from woosh_split.reports.listing import Listing, as_markdown
from woosh_split.reports.markdown import SHOWN, to_markdown
from woosh_split.reports.routes.table import to_markdown as table_to_markdown


def test_a_cell_cannot_break_its_table() -> None:
    bad = Unresolved("sql", "src/a|b.ts", 3, "x | y\n# `<script>`", "*no*")
    text = to_markdown(replace(shop(), unresolved=(bad,)), Layout(parts=("unresolved",)))
    assert text.splitlines()[-1] == r"| sql | x \| y # \`\<script\>\` | \*no\* | src/a\|b.ts:3 |"


def test_a_row_of_a_listing_stays_on_its_line() -> None:
    listing = Listing("Told\n# Twice", ("What", "#Runs"), (("a\n\n<img src=x>|b", "1"),), "note\n## More")
    assert list(as_markdown(listing)) == [
        "",
        "## Told # Twice",
        "",
        "note ## More",
        "",
        "| What | Runs |",
        "|---|---:|",
        r"| a \<img src=x\>\|b | 1 |",
    ]


def test_a_handler_of_a_routing_table_that_people_wrote_stays_on_its_line() -> None:
    text = table_to_markdown(table(entry("GET /a", handler="A.b\n\n# <b>")), Layout())
    assert text.splitlines()[-1] == r"| GET /a | monolith | none |  | A.b # \<b\> |"


def test_names_with_underscores_stay_readable() -> None:
    facts = replace(shop(), accesses=(access("orders", "sales_order_items"), access("orders", "_temp_")))
    text = to_markdown(facts, Layout(parts=("tables",)))
    assert "| sales_order_items |" in text
    assert r"| \_temp\_ |" in text


def test_a_long_section_is_cut_and_says_so() -> None:
    many = tuple(access("orders", f"table_{index:03}") for index in range(SHOWN + 5))
    assert "And 5 more, and 6 that no code touches (`--only tables`)." in to_markdown(
        replace(shop(), accesses=many), Layout()
    )


def test_a_part_with_nothing_in_it_says_so() -> None:
    assert to_markdown(replace(shop(), jobs=()), Layout(parts=("jobs",))).endswith("## Jobs\n\nNone.")
