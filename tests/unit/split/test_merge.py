"""A proposal into a person's file: what stands there stands, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.model.crossing import crossing_id
from woosh_split.model.split import Contract, Phase, Reference, Service, SplitFile
from woosh_split.split.load import parse_split
from woosh_split.split.merge import Difference, merge

WRITE = Contract(crossing_id("write", "a-one", "b-two", "t2"), "a-one", "b-two", "write", "t2", "debt")
PROPOSED = SplitFile(
    services=(
        Service("a-one", ("m1", "m2"), ("t1",), "a_one"),
        Service("b-two", ("m3",), ("t2",), "b_two"),
    ),
    reference=(Reference("ref", "a-one", "a-one"), Reference("lonely")),
    libraries=("lib",),
    crossings=(WRITE,),
    phases=(
        Phase("01-gateway"),
        Phase("02-a-one", ("a-one",), ("01-gateway",)),
        Phase("03-b-two", ("b-two",)),
    ),
)


def test_a_new_file_says_what_was_proposed() -> None:
    merged = merge(None, PROPOSED)
    assert parse_split(merged.text, "x") == PROPOSED
    assert merged.text.startswith("# yaml-language-server: $schema=")


def test_a_second_proposal_changes_no_byte() -> None:
    text = merge(None, PROPOSED).text
    again = merge(text, PROPOSED)
    assert again.text == text
    assert again.added == again.removed == ()


def test_a_persons_placement_and_comment_survive() -> None:
    text = merge(None, PROPOSED).text
    edited = text.replace("      - m2\n", "", 1).replace(
        "      - m3\n", "      - m3\n      - m2  # it belongs here\n"
    )
    more = replace(PROPOSED, services=(*PROPOSED.services, Service("c-three", ("m4",), ("t4",))))
    merged = merge(edited, more)
    assert "- m2  # it belongs here\n" in merged.text
    split = parse_split(merged.text, "x")
    assert [service.modules for service in split.services] == [("m1",), ("m3", "m2"), ("m4",)]
    assert [each for each in merged.added if "c-three" in each]
    kept = [line for line in edited.splitlines() if line in merged.text]
    assert kept == edited.splitlines()


def test_a_new_module_joins_its_service_at_the_end() -> None:
    text = merge(None, PROPOSED).text
    grown = replace(
        PROPOSED, services=(replace(PROPOSED.services[0], modules=("m0", "m1", "m2")), PROPOSED.services[1])
    )
    assert parse_split(merge(text, grown).text, "x").services[0].modules == ("m1", "m2", "m0")


MOVED_OUT = replace(
    PROPOSED,
    services=(Service("a-one", ("m1", "m2", "m3"), ("t1", "t2"), "a_one"),),
    crossings=(),
    phases=(*PROPOSED.phases[:2], Phase("03-cleanup", (), ("02-a-one",))),
)
MOVES = (Difference("m3", "module", "b-two", "a-one"), Difference("t2", "table", "b-two", "a-one"))


def test_a_service_whose_last_module_and_table_went_goes_with_its_phase() -> None:
    ended = replace(
        PROPOSED,
        phases=(
            *PROPOSED.phases[:2],
            Phase("03-b-two", ("b-two",), ("01-gateway",)),
            Phase("04-cleanup", (), ("02-a-one", "03-b-two")),
        ),
    )
    text = merge(None, ended).text
    merged = merge(text, MOVED_OUT, moves=MOVES, stale=[WRITE.id])
    split = parse_split(merged.text, "x")
    assert [each.name for each in split.services] == ["a-one"]
    assert [(each.id, each.depends_on) for each in split.phases] == [
        ("01-gateway", ()),
        ("02-a-one", ("01-gateway",)),
        ("04-cleanup", ("02-a-one", "01-gateway")),
    ]
    assert {"service b-two", "phase 03-b-two"} <= {*merged.removed}


def test_an_emptied_service_stays_where_something_else_names_it() -> None:
    """A crossing of it, say, that a person agreed on and that was not taken out."""
    text = merge(None, PROPOSED).text
    merged = merge(text, MOVED_OUT, moves=MOVES)
    assert [each.name for each in parse_split(merged.text, "x").services] == ["a-one", "b-two"]


def test_a_service_that_a_person_left_empty_stays() -> None:
    text = merge(None, PROPOSED).text.replace("services:\n", "services:\n  later: {}\n", 1)
    merged = merge(text, MOVED_OUT, moves=MOVES, stale=[WRITE.id])
    assert [each.name for each in parse_split(merged.text, "x").services] == ["later", "a-one"]


def test_a_contract_keeps_what_a_person_agreed() -> None:
    text = merge(None, PROPOSED).text
    agreed = text.replace("issue: unfiled, until: unscheduled", "issue: SHOP-7, until: 2027-06-30")
    merged = merge(agreed, PROPOSED)
    assert merged.text == agreed
    assert parse_split(merged.text, "x").crossings[0].until == date(2027, 6, 30)


def test_a_crossing_is_known_by_what_it_is_even_under_another_id() -> None:
    text = merge(None, PROPOSED).text.replace(WRITE.id, "0badc0de")
    assert merge(text, PROPOSED).text == text


GONE = (("module", "m3"), ("pin", "m3"), ("table", "lonely"))


def test_what_is_gone_is_taken_out_everywhere() -> None:
    text = merge(None, PROPOSED).text
    text = text.replace("pins: {}", "pins: {together: [[m1, m3]], service: {m3: b-two}}")
    merged = merge(text, replace(PROPOSED, services=PROPOSED.services[:1]), gone=GONE)
    split = parse_split(merged.text, "x")
    assert split.services[1].modules == ()
    assert split.pins.service == split.pins.together == ()
    assert [each.table for each in split.reference] == ["ref", "lonely"]  # still proposed: it comes back


def test_an_accepted_difference_moves_the_item() -> None:
    text = merge(None, PROPOSED).text
    moved = replace(
        PROPOSED,
        services=(
            replace(PROPOSED.services[0], modules=("m1",)),
            replace(PROPOSED.services[1], modules=("m2", "m3")),
        ),
    )
    merged = merge(text, moved, moves=(Difference("m2", "module", "a-one", "b-two"),))
    assert [service.modules for service in parse_split(merged.text, "x").services] == [("m1",), ("m3", "m2")]


def test_stale_crossings_leave_only_when_asked() -> None:
    text = merge(None, PROPOSED).text
    without = replace(PROPOSED, crossings=())
    assert merge(text, without).text == text
    assert parse_split(merge(text, without, stale=(WRITE.id,)).text, "x").crossings == ()


def test_a_new_service_gets_a_phase_of_its_own() -> None:
    text = merge(None, PROPOSED).text
    more = replace(
        PROPOSED,
        services=(*PROPOSED.services, Service("c-three", ("m4",))),
        phases=(*PROPOSED.phases, Phase("04-c-three", ("c-three",), ("01-gateway",))),
    )
    assert parse_split(merge(text, more).text, "x").phases[-1] == Phase(
        "04-c-three", ("c-three",), ("01-gateway",)
    )


def test_what_is_added_and_taken_out_is_said_of_each_thing() -> None:
    merged = merge(None, PROPOSED)
    assert merged.added == (
        "service a-one", "module m1 in a-one", "module m2 in a-one", "table t1 in a-one",
        "service b-two", "module m3 in b-two", "table t2 in b-two",
        "reference table ref in a-one", "reference table lonely in the shared schema", "library lib",
        f"crossing {WRITE.id}: a-one write t2", "phase 01-gateway", "phase 02-a-one", "phase 03-b-two",
    )  # fmt: skip
    text = merged.text.replace("pins: {}", "pins: {together: [[m1, m3]], service: {m3: b-two}}")
    nothing = replace(PROPOSED, services=(), reference=(), libraries=(), crossings=(), phases=())
    assert merge(text, nothing, gone=(*GONE, ("module", "lib")), stale=(WRITE.id,)).removed == (
        "module m3", "m3 from pins.service", "m3 from pins.together", "lonely from reference", "lib from libraries",
        f"crossing {WRITE.id}",
    )  # fmt: skip


def test_a_table_that_is_gone_leaves_the_reference_tables_and_a_module_the_libraries() -> None:
    merged = merge(merge(None, PROPOSED).text, SplitFile(), gone=(("table", "lonely"), ("module", "lib")))
    split = parse_split(merged.text, "x")
    assert [each.table for each in split.reference] == ["ref"]
    assert split.libraries == ()


def test_groups_of_pins_that_do_not_name_what_is_gone_stay_as_they_are_written() -> None:
    pins = "pins: {together: [[ m1,m2 ], [m1, m2, m3]]}"
    merged = merge(merge(None, PROPOSED).text.replace("pins: {}", pins), PROPOSED, gone=(("pin", "m3"),))
    assert "pins: {together: [[ m1,m2 ], [m1, m2]]}" in merged.text
    assert merged.removed == ("m3 from pins.together",)


def test_an_accepted_policy_is_written_to_that_crossing_alone() -> None:
    read = Contract(crossing_id("read", "a-one", "b-two", "t2"), "a-one", "b-two", "read", "t2", "view")
    before = replace(PROPOSED, crossings=(read, replace(WRITE, policy="remote")))
    merged = merge(
        merge(None, before).text, before, moves=(Difference(WRITE.id, "crossing", "remote", "api"),)
    )
    assert [each.policy for each in parse_split(merged.text, "x").crossings] == ["view", "api"]
    assert merged.added == (f"policy api for crossing {WRITE.id}",)


def test_a_crossing_is_known_by_its_id_even_where_a_person_calls_its_service_otherwise() -> None:
    text = merge(None, PROPOSED).text.replace("from: a-one", "from: b-two").replace("to: b-two", "to: a-one")
    assert merge(text, PROPOSED).text == text


def test_a_new_debt_says_the_issue_and_the_end_that_were_asked_for() -> None:
    filed = replace(WRITE, issue="SHOP-7", until=date(2027, 6, 30))
    assert "issue: SHOP-7, until: 2027-06-30}" in merge(None, replace(PROPOSED, crossings=(filed,))).text
    assert "issue: unfiled, until: unscheduled}" in merge(None, PROPOSED).text


def test_a_phase_that_waits_for_nothing_says_nothing_of_it() -> None:
    text = merge(None, PROPOSED).text
    assert "  - {id: 01-gateway, services: []}\n" in text
    assert "  - {id: 02-a-one, services: [a-one], depends_on: [01-gateway]}\n" in text


names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@st.composite
def splits(draw: st.DrawFn) -> SplitFile:
    modules = draw(st.lists(names, unique=True, max_size=8))
    tables = draw(st.lists(names, unique=True, max_size=8))
    homes = draw(st.lists(st.sampled_from(["s-a", "s-b", "s-c"]), min_size=16, max_size=16))
    services = []
    for name in ("s-a", "s-b", "s-c"):
        held = tuple(sorted(m for m, home in zip(modules, homes, strict=False) if home == name))
        owned = tuple(sorted(t for t, home in zip(tables, homes[8:], strict=False) if home == name))
        if held or owned:
            services.append(Service(name, held, owned, name.replace("-", "_")))
    return SplitFile(services=tuple(services))


@settings(deadline=None)
@given(splits())
def test_what_is_written_is_read_back(split: SplitFile) -> None:
    assert parse_split(merge(None, split).text, "x").services == split.services


@settings(deadline=None)
@given(splits(), splits())
def test_merging_loses_nothing_and_settles_at_once(first: SplitFile, second: SplitFile) -> None:
    text = merge(None, first).text
    merged = merge(text, second).text
    after = parse_split(merged, "x")
    homes = {module: service.name for service in after.services for module in service.modules}
    for service in first.services:
        assert all(homes[module] == service.name for module in service.modules)
    for service in second.services:
        assert all(module in homes for module in service.modules)
    assert merge(merged, second).text == merged
