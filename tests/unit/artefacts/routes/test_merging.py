"""A table is brought up to date in place: what people wrote stands, byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from routing_tables import entry, table

from woosh_split.artefacts.routes.document import to_json
from woosh_split.artefacts.routes.merging import merge_table, set_targets
from woosh_split.artefacts.routes.reading import TableError, parse_table
from woosh_split.artefacts.routes.text import to_yaml
from woosh_split.model.routing import Router, RoutingTable, Target

MADE = table(
    entry("GET /a", service="one"), entry("GET /b/:id", service="one"), entry("POST /b", service="two"),
    "GET /c",
)  # fmt: skip
A, B, POST_B, C = MADE.routes
WRITTEN = to_yaml(MADE)


def remade(*entries: object, **more: object) -> RoutingTable:
    """Return the table with other routes, ordered as they are given."""
    return replace(table(*entries), services=("one", "two"), **more)  # type: ignore[arg-type]


def test_a_table_that_is_current_comes_back_byte_for_byte() -> None:
    text = WRITTEN.replace("routes:\n", "\n# the routes\nroutes:   # all\n").replace(
        "auth: none", "auth:   none  # !"
    )
    merged = merge_table(text, MADE, "t")
    assert merged.text == text
    assert (merged.added, merged.gone, merged.changed, merged.sent_back) == ((), (), (), ())


def test_targets_timeouts_router_salt_and_comments_stand() -> None:
    text = (
        WRITTEN.replace("strict_slash: false", "strict_slash: true  # we set it")
        .replace("salt: salt", "salt: mine")
        .replace("timeout_ms: 30000", "timeout_ms: 5000", 1)
        .replace(f"  - id: {B.id}", f"  # watch this one\n  - id: {B.id}")
    )
    text = set_targets(text, {A.id: Target("split", 25)}, "t")
    new = remade(
        *(replace(each, source="src/moved.ts:9") for each in MADE.routes), salt="other", router=Router()
    )
    merged = merge_table(text, new, "t")
    assert merged.table == parse_table(merged.text, "t")
    assert (merged.table.salt, merged.table.router.strict_slash) == ("mine", True)
    assert (merged.table.routes[0].target, merged.table.routes[0].timeout_ms) == (Target("split", 25), 5000)
    assert "# watch this one\n  - id: " + B.id in merged.text
    assert merged.text == text.replace("src/some.controller.ts:1", "src/moved.ts:9")


def test_a_new_route_gets_its_place_and_no_other_is_renumbered() -> None:
    merged = merge_table(WRITTEN, remade(A, entry("GET /new", service="two"), B, POST_B, C), "t")
    assert [each.path for each in merged.added] == ["/new"]
    assert [each.order for each in merged.table.routes] == [0, 5, 10, 20, 30]
    lines = merged.text.splitlines()
    assert [line for line in WRITTEN.splitlines() if line not in lines] == []
    assert parse_table(merged.text, "t") == merged.table


def test_many_new_routes_in_one_place_number_all_anew() -> None:
    new = [entry(f"GET /new/{number}", service="two") for number in range(12)]
    merged = merge_table(WRITTEN, remade(A, *new, B, POST_B, C), "t")
    assert [each.order for each in merged.table.routes] == list(range(0, 160, 10))
    assert parse_table(merged.text, "t") == merged.table


def test_another_order_moves_the_text_of_routes_with_its_comments() -> None:
    text = WRITTEN.replace(f"  - id: {C.id}", f"  # last\n  - id: {C.id}")
    merged = merge_table(text, remade(C, A, B, POST_B), "t")
    assert [each.path for each in merged.table.routes] == ["/c", "/a", "/b/:id", "/b"]
    assert merged.text.index("# last") < merged.text.index(A.id)
    assert parse_table(merged.text, "t") == merged.table


def test_a_route_that_is_gone_is_told_with_its_target() -> None:
    text = set_targets(WRITTEN, {B.id: Target("service")}, "t")
    merged = merge_table(text, remade(A, POST_B, C), "t")
    assert [(each.path, each.target.kind) for each in merged.gone] == [("/b/:id", "service")]
    assert B.id not in merged.text


@pytest.mark.parametrize(
    ("target", "service", "why"),
    [
        (Target("service"), "monolith", "belongs to the monolith again"),
        (Target("split", 5), "two", "moved from one to two"),
        (Target("shadow", 5), "one", "writes now"),
    ],
)
def test_a_target_that_no_longer_fits_goes_back_to_the_monolith(
    target: Target, service: str, why: str
) -> None:
    text = set_targets(WRITTEN, {A.id: target}, "t")
    merged = merge_table(text, remade(replace(A, service=service), B, POST_B, C), "t")
    assert merged.table.routes[0].target == Target()
    assert why in merged.sent_back[0][1]
    assert parse_table(merged.text, "t") == merged.table


def test_keys_come_and_go_with_what_they_say() -> None:
    new = remade(replace(A, shadowed=True, shadowable=True), B, POST_B, C)
    merged = merge_table(WRITTEN, new, "t")
    assert parse_table(merged.text, "t").routes[0].shadowed
    back = merge_table(merged.text, MADE, "t")
    assert parse_table(back.text, "t") == MADE
    assert "shadowed" not in back.text


def test_services_follow_the_split_file() -> None:
    merged = merge_table(WRITTEN, replace(remade(A, B, POST_B, C), services=("one", "three", "two")), "t")
    assert "services: [one, three, two]" in merged.text


def test_json_is_brought_up_to_date_as_a_whole() -> None:
    text = set_targets(to_json(MADE), {A.id: Target("split", 3)}, "table.json")
    merged = merge_table(text, remade(A, C), "table.json")
    assert [(each.path, each.target) for each in merged.table.routes] == [
        ("/a", Target("split", 3)),
        ("/c", Target()),
    ]
    assert parse_table(merged.text, "t") == merged.table


def test_a_table_without_routes_is_filled_and_its_comments_stand() -> None:
    merged = merge_table("version: 1\n# mine\nsalt: x\nroutes: []\n", MADE, "t")
    assert "# mine" in merged.text
    assert parse_table(merged.text, "t") == replace(MADE, salt="x")


def test_setting_a_target_changes_one_line() -> None:
    text = set_targets(WRITTEN, {B.id: Target("split", 10)}, "t")
    changed = [(a, b) for a, b in zip(WRITTEN.splitlines(), text.splitlines(), strict=True) if a != b]
    assert changed == [
        ("    target: {kind: monolith}", "    target: {kind: split, percent: 10, sticky: true}")
    ]
    assert set_targets(text, {B.id: Target()}, "t") == WRITTEN


def test_a_target_written_as_a_block_or_not_at_all_is_set_as_well() -> None:
    text = WRITTEN.replace("    target: {kind: monolith}\n", "    target:\n      kind: monolith\n", 1)
    text = text[: text.rindex("    target:")]
    done = set_targets(
        text, {A.id: Target("service"), C.id: Target("monolith"), B.id: Target("service")}, "t"
    )
    assert [each.target.kind for each in parse_table(done, "t").routes] == [
        "service",
        "service",
        "monolith",
        "monolith",
    ]


def test_an_alias_is_refused_where_it_would_have_to_be_edited() -> None:
    text = WRITTEN.replace("methods: [GET]", "methods: &get [GET]", 1).replace(
        "methods: [GET]", "methods: *get", 1
    )
    with pytest.raises(TableError, match="alias"):
        merge_table(text, remade(A), "t")
