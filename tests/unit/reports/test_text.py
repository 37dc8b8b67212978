"""The text report is readable at every width, and harmless on every terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop_facts import access, shop

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import Drift
from woosh_split.reports.fitting import fitted_widths, wrapped
from woosh_split.reports.layout import Layout
from woosh_split.reports.parts import SECTIONS, USUAL
from woosh_split.reports.section import columns
from woosh_split.reports.terminal import LARGE, SHOWN, to_text


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    assert max(map(len, to_text(shop(), Layout(width=width)).splitlines())) <= width


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in to_text(shop(), Layout())


def test_with_colour_the_words_are_the_same() -> None:
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", to_text(shop(), Layout(colour=True)))
    assert [line.rstrip() for line in coloured.splitlines()] == to_text(shop(), Layout()).splitlines()


def test_control_characters_of_the_source_never_reach_the_terminal() -> None:
    nasty = Unresolved("sql", "src/\x1b]0;x\x07.ts", 1, "a\x1b[2Jb\u202ec\r\n", "\x9b31m")
    text = to_text(replace(shop(), unresolved=(nasty,)), Layout(parts=("unresolved",)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_a_long_section_says_how_much_is_missing_and_how_to_see_it() -> None:
    many = tuple(access("orders", f"table_{index:03}") for index in range(40))
    text = to_text(replace(shop(), accesses=many), Layout())
    assert f"and {40 - SHOWN} more, and 6 that no code touches (--only tables)" in text
    assert "table_039" not in text


def test_a_part_that_is_asked_for_is_shown_in_full() -> None:
    many = tuple(access("orders", f"table_{index:03}") for index in range(40))
    text = to_text(replace(shop(), accesses=many), Layout(parts=("tables",)))
    assert "table_039" in text
    assert "more (--only" not in text


def test_a_listing_too_long_for_rich_has_one_line_a_row() -> None:
    many = tuple(access("orders", f"table_{index:04}") for index in range(LARGE + 1))
    text = to_text(replace(shop(), accesses=many), Layout(parts=("accesses",), width=80))
    assert sum("table_" in line for line in text.splitlines()) == LARGE + 1


def test_a_part_with_nothing_in_it_says_none_when_asked_for_and_is_silent_otherwise() -> None:
    empty = replace(shop(), hazards=())
    assert "none" in to_text(empty, Layout(parts=("hazards",)))
    assert "gateway" not in to_text(empty, Layout())


def test_every_usual_part_is_a_part() -> None:
    assert set(USUAL) <= set(SECTIONS)


@given(st.text(alphabet="abc/._- ", max_size=80), st.integers(3, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrapped(text, width).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= width for line in lines)


def test_the_column_that_names_the_row_gives_way_last() -> None:
    widths = fitted_widths(
        columns("*Function", "Place"), (("OrdersService.create", "src/orders/x.ts:120"),), 38
    )
    assert widths == [20, 16]


def test_numbers_never_shrink() -> None:
    widths = fitted_widths(columns("*Table", "#Reads"), (("a" * 50, "1,000,000"),), 30)
    assert widths == [19, 9]


def test_many_places_of_drift_are_counted_by_kind_first() -> None:
    columns_apart = [
        Drift("missing-column", "orders", f"c{each}", "entity", "ddl", "") for each in range(SHOWN)
    ]
    tables = [Drift("missing-table", name, None, "entity", "ddl", "") for name in ("a", "b")]
    text = to_text(replace(shop(), drift=(*columns_apart, *tables)), Layout())
    assert f"\n2 missing-table, {SHOWN} missing-column.\n" in text
    assert "and 2 more (--only drift)" in text
