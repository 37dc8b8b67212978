"""Where the phase of a service goes that a second proposal adds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from woosh_split.model.split import Phase, Service, SplitFile
from woosh_split.split.load import parse_split
from woosh_split.split.merge import merge

HEAD = "version: 1\nservices:\n  a: {modules: [m]}\n  b: {modules: [n]}\n"
ON_LINES = """phases:
  - {id: 01-gateway, services: []}  # mine
  - {id: 02-a, services: [a], depends_on: [01-gateway]}
  - {id: 03-b, services: [b], depends_on: [01-gateway]}  # the last one

  # Then the app.
  - {id: 04-app-to-gateway, services: [], depends_on: [02-a, 03-b]}
  - {id: 05-cleanup, services: [], depends_on: [02-a, 03-b]}
"""
IN_BLOCKS = """phases:
  - id: 01-gateway
  - id: 02-a
    services: [a]
  - id: 03-b
    services:
      - b
  - id: 04-app-to-gateway
    depends_on:
      - 02-a
      - 03-b
  - id: 05-cleanup
    depends_on: [02-a, 03-b]
"""
IN_BRACKETS = (
    "phases: [{id: 01-gateway}, {id: 02-a, services: [a]}, {id: 03-b, services: [b]}, "
    "{id: 04-app-to-gateway, depends_on: [02-a, 03-b]}, {id: 05-cleanup, depends_on: [02-a, 03-b]}]\n"
)


def grown(text: str, *names: str) -> tuple[str, SplitFile]:
    """Return the file after a proposal with more services."""
    now = parse_split(text, "x")
    more = tuple(Service(name, (f"{name}-module",)) for name in names)
    wanted = replace(
        now,
        services=(*now.services, *more),
        phases=(*now.phases, *(Phase(f"9-{name}", (name,)) for name in names)),
    )
    merged = merge(text, wanted).text
    return merged, parse_split(merged, "x")


@pytest.mark.parametrize("phases", [ON_LINES, IN_BLOCKS, IN_BRACKETS], ids=["lines", "blocks", "brackets"])
def test_it_comes_before_the_apps_switch_and_the_clean_up_which_wait_for_it(phases: str) -> None:
    _, split = grown(HEAD + phases, "c", "d")
    assert [each.id for each in split.phases] == [
        "01-gateway", "02-a", "03-b", "03b-c", "03c-d", "04-app-to-gateway", "05-cleanup",
    ]  # fmt: skip
    assert sorted(each.id for each in split.phases) == [each.id for each in split.phases]
    assert split.phases[3] == Phase("03b-c", ("c",), ("01-gateway",))
    assert split.phases[5].depends_on == split.phases[6].depends_on == ("02-a", "03-b", "03b-c", "03c-d")


def test_no_other_line_changes() -> None:
    text, _ = grown(HEAD + ON_LINES, "c")
    new = "  - {id: 03b-c, services: [c], depends_on: [01-gateway]}\n"
    assert new in text
    left = (
        text.replace(new, "").replace(", 03b-c]", "]").replace("  c:\n    modules:\n      - c-module\n", "")
    )
    assert [line for line in left.splitlines() if "c-module" not in line] == (HEAD + ON_LINES).splitlines()


def test_a_later_proposal_counts_on() -> None:
    text, _ = grown(HEAD + ON_LINES, "c")
    _, split = grown(text, "d")
    assert [each.id for each in split.phases][3:5] == ["03b-c", "03c-d"]


def test_a_clean_up_that_a_person_made_wait_for_less_is_left_alone() -> None:
    phases = ON_LINES.replace(
        "05-cleanup, services: [], depends_on: [02-a, 03-b]", "05-cleanup, depends_on: [02-a]"
    )
    _, split = grown(HEAD + phases, "c")
    assert split.phases[-1].depends_on == ("02-a",)


def test_without_an_end_it_is_the_last_one() -> None:
    phases = "phases:\n  - {id: gateway}\n  - {id: first, services: [a]}\n  - {id: second, services: [b]}\n"
    _, split = grown(HEAD + phases, "c", "d")
    assert [each.id for each in split.phases][3:] == ["04-c", "05-d"]


def test_at_the_end_the_highest_number_goes_on() -> None:
    phases = "phases:\n  - {id: 01-gateway}\n  - {id: 02-a, services: [a]}\n  - {id: 09-b, services: [b]}\n"
    _, split = grown(HEAD + phases, "c", "d")
    assert [each.id for each in split.phases][3:] == ["10-c", "11-d"]


def test_no_two_phases_have_one_number() -> None:
    phases = "phases:\n  - {id: 01-gateway}\n  - {id: 03-a, services: [a]}\n  - {id: 03b, services: [b]}\n"
    _, split = grown(HEAD + phases, "c")
    assert split.phases[-1].id == "04-c"


def test_one_phase_at_the_end_is_an_end_too() -> None:
    _, split = grown(HEAD + ON_LINES.partition("  - {id: 05-")[0], "c")
    assert [each.id for each in split.phases] == ["01-gateway", "02-a", "03-b", "03b-c", "04-app-to-gateway"]


def test_where_no_service_has_a_phase_yet_nothing_is_made_to_wait() -> None:
    phases = "phases:\n  - {id: 01-gateway}\n  - {id: 02-cleanup, depends_on: [01-gateway]}\n"
    now = parse_split(HEAD + phases, "x")
    merged = merge(HEAD + phases, replace(now, phases=(*now.phases, Phase("9", ("a",)))))
    assert [(each.id, each.depends_on) for each in parse_split(merged.text, "x").phases] == [
        ("01-gateway", ()), ("01b-a", ("01-gateway",)), ("02-cleanup", ("01-gateway",)),
    ]  # fmt: skip


def test_after_twenty_five_letters_the_last_one_counts_and_ids_still_sort_as_phases_run() -> None:
    names = [f"s{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    _, split = grown(HEAD + ON_LINES, *names)
    ids = [each.id for each in split.phases]
    assert ids[3:5] == ["03b-sa", "03c-sb"]
    assert ids[27:29] == ["03z-sy", "03z2-sz"]
    assert ids == sorted(ids)


def test_a_service_that_the_file_does_not_have_gets_no_phase() -> None:
    now = parse_split(HEAD + ON_LINES, "x")
    wanted = replace(now, phases=(*now.phases, Phase("9-c", ("c",))))
    assert merge(HEAD + ON_LINES, wanted).text == HEAD + ON_LINES


def test_ids_without_numbers_get_one_that_is_free() -> None:
    phases = "phases:\n  - {id: gateway}\n  - {id: first, services: [a, b]}\n  - {id: cleanup}\n"
    _, split = grown(HEAD + phases, "c", "d")
    assert [each.id for each in split.phases] == ["gateway", "first", "04-c", "05-d", "cleanup"]
