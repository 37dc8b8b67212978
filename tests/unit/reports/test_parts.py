"""``--only`` takes the names of parts, and helps with a wrong one."""

from __future__ import annotations

import pytest

from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.reports.parts import CONCLUSIONS, SECTIONS
from woosh_split.reports.registry import parts_of


def test_parts_come_in_the_order_of_reading() -> None:
    assert parts_of("text", ["unresolved", "tables, modules"]) == ("modules", "tables", "unresolved")


def test_the_keys_of_the_facts_file_are_accepted_as_well() -> None:
    assert parts_of("json", ["client_calls"]) == ("client-calls",)


@pytest.mark.parametrize(
    ("format_name", "part", "message"),
    [
        ("text", "table", r"Did you mean tables\?"),
        ("text", "weather", "There are summary, modules"),
        ("json", "hubs", "the format json has no such part"),
        ("dot", "routes", "it has modules, tables"),
    ],
)
def test_a_wrong_part_is_refused_with_the_right_ones(format_name: str, part: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parts_of(format_name, [part])


def test_every_list_of_the_facts_file_is_a_part() -> None:
    keys = {name.replace("_", "-") for name in Facts.__dataclass_fields__} - {"monolith"}
    assert keys == set(SECTIONS) - set(CONCLUSIONS)
