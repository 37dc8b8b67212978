"""Edits of a person's YAML in the places where its marks are not where one would look for them."""

from __future__ import annotations

import pytest
import yaml

from woosh_split.split.editing import EditedText


@pytest.mark.parametrize("mark", ["|", ">", "|-", ">-", "|+"])
@pytest.mark.parametrize("rest", ["", "services: {}\n", "\nservices: {}\n", "# the end\nservices: {}\n"])
def test_what_is_added_behind_a_text_of_several_lines_stands_right_below_it(mark: str, rest: str) -> None:
    before = f"phases:\n  - id: a\n    why: {mark}\n      one\n      two\n"
    edited = EditedText(before + rest)
    edited.add_items(("phases",), [{"id": "b"}])
    assert edited.text in (
        before + "  - {id: b}\n" + rest,
        before + "\n  - {id: b}\n" + rest.removeprefix("\n"),
    )
    assert [each["id"] for each in yaml.safe_load(edited.text)["phases"]] == ["a", "b"]


def test_an_item_whose_dash_stands_on_a_line_of_its_own_is_taken_out_with_it() -> None:
    edited = EditedText("libraries:\n  -\n    common\n  - text\nversion: 1\n")
    edited.remove(("libraries",), [0])
    assert edited.text == "libraries:\n  - text\nversion: 1\n"
    edited.remove(("libraries",), [0])
    assert edited.text == "libraries: []\nversion: 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pins: {together: , apart: []}\n", "pins: {together: [a], apart: []}\n"),
        ('pins: {"together":, apart: []}\n', 'pins: {"together": [a], apart: []}\n'),
        ("pins: {together, apart: []}\n", "pins: {together: [a], apart: []}\n"),
        ("pins: {apart: [], together: }\n", "pins: {apart: [], together: [a]}\n"),
        ("pins:\n  together: [ # nothing yet\n  ]\n", "pins:\n  together: [ # nothing yet\n  a]\n"),
        ("pins:\n  together:\n  apart: []\n", "pins:\n  together:\n    - a\n  apart: []\n"),
        ("pins:\n  together: []   # none\n", "pins:\n  together:   # none\n    - a\n"),
    ],
)
def test_the_first_item_is_put_where_nothing_was(before: str, after: str) -> None:
    edited = EditedText(before)
    edited.add_items(("pins", "together"), ["a"])
    assert edited.text == after
    assert yaml.safe_load(edited.text)["pins"]["together"] == ["a"]


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ("libraries: [a, b, c]\n", [2], "libraries: [a, b]\n"),
        ("libraries: [a, b, c]\n", [0, 1], "libraries: [c]\n"),
        ("libraries: [a, b, c,]\n", [2], "libraries: [a, b, ]\n"),
        ("libraries: [a, b , c]\n", [2], "libraries: [a, b ]\n"),
        (
            "libraries: [\n  a, # first\n  b # second\n  , c]\n",
            [2],
            "libraries: [\n  a, # first\n  b # second\n  ]\n",
        ),
        ("libraries: [a]\n", [0], "libraries: []\n"),
        ("libraries: [a,]\n", [0], "libraries: []\n"),
        ("libraries: ['a, b', c]\n", [1], "libraries: ['a, b']\n"),
        ("libraries: [\n  a, # first\n  b\n]\n", [1], "libraries: [\n  a # first\n\n]\n"),
    ],
)
def test_an_item_of_a_list_in_brackets_goes_with_its_comma(before: str, gone: list[int], after: str) -> None:
    edited = EditedText(before)
    edited.remove(("libraries",), gone)
    assert edited.text == after
    kept = [each for index, each in enumerate(yaml.safe_load(before)["libraries"]) if index not in gone]
    assert yaml.safe_load(edited.text)["libraries"] == kept


def test_a_path_that_leads_nowhere_has_no_node_and_no_names() -> None:
    edited = EditedText("libraries: [a]\nservices: {orders: {}}\n")
    for path in (
        ("libraries", 1),
        ("libraries", "a"),
        ("services", "users"),
        ("services", "orders", 0),
        ("x", "y"),
    ):
        assert edited.node(*path) is None
        assert edited.names(*path) == ()
    assert edited.names("libraries") == ("a",)
    assert edited.names("services") == ("orders",)


def test_what_is_not_there_is_taken_out_without_a_change() -> None:
    text = "libraries: [a]\n"
    edited = EditedText(text)
    edited.remove(("libraries",), [])
    edited.remove(("services",), ["orders"])
    edited.remove(("libraries",), [7])
    assert edited.text == text


def test_many_lists_grow_at_once_also_those_that_are_empty_or_not_there() -> None:
    edited = EditedText("libraries: [a]\nservices:\n  orders:\n    modules:\n      - x\n    tables: []\n")
    edited.grow(
        {
            ("libraries",): ["b"],
            ("services", "orders", "modules"): ["y"],
            ("services", "orders", "tables"): ["t"],
            ("services", "users", "modules"): ["u"],
            ("services", "orders", "strict"): [],
        }
    )
    assert yaml.safe_load(edited.text) == {
        "libraries": ["a", "b"],
        "services": {"orders": {"modules": ["x", "y"], "tables": ["t"]}, "users": {"modules": ["u"]}},
    }


def test_the_last_line_of_a_file_without_a_line_end_is_taken_out_alone() -> None:
    edited = EditedText("libraries:\n  - a\n  - b")
    edited.remove(("libraries",), [1])
    assert edited.text == "libraries:\n  - a\n"


def test_what_is_empty_then_is_an_empty_mapping_or_list_as_it_was_before() -> None:
    edited = EditedText("pins:\n  service:\n    orders: sales\n  apart:\n    - [a, b]\n")
    edited.remove(("pins", "service"), ["orders"])
    edited.remove(("pins", "apart"), [0])
    assert edited.text == "pins:\n  service: {}\n  apart: []\n"
