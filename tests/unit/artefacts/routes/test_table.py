"""The table from facts and split file, as a file, and back; what may not stand in it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml
from jsonschema import Draft202012Validator
from routing_tables import entry, table
from shop_facts import shop
from shop_split import shop_split

from woosh_split.artefacts.routes.document import to_document, to_json
from woosh_split.artefacts.routes.reading import TableError, parse_table
from woosh_split.artefacts.routes.schema import table_schema
from woosh_split.artefacts.routes.table import make_table
from woosh_split.artefacts.routes.text import to_yaml
from woosh_split.model.code import HttpRouter, Route
from woosh_split.model.facts import Facts
from woosh_split.model.routing import Router, Target
from woosh_split.model.split import SplitFile

FACTS = shop()
ODD = table(
    r"GET /a/:id(\d+) > one", "ALL /b/*rest > two", "POST,PUT /c/:x-:y/:o? > one", "GET /d'\"#: {} > two", "GET / > one",
    entry("GET /yes", service="one", target=Target("split", 10, sticky=False), versions=("1", "true")),
    router=Router("fastify", True, True, "X-Version"),
)  # fmt: skip


def facts_with(*routes: Route, **more: object) -> Facts:
    """Return the shop with other routes."""
    return replace(FACTS, routes=routes, **more)  # type: ignore[arg-type]


def route(method: str, path: str, module: str = "orders", order: int = 0, **more: object) -> Route:
    """Return a route of the facts."""
    return Route(method, path, module, "X.y", "src/x.ts", 3, order=order, **more)  # type: ignore[arg-type]


def test_on_the_first_day_everything_goes_to_the_monolith() -> None:
    made = make_table(FACTS, shop_split())
    assert [(each.methods, each.path, each.service, each.target) for each in made.routes] == [
        (("GET",), "/api/orders", "ordering", Target()),
        (("POST",), "/api/orders", "ordering", Target()),
    ]
    assert made.services == ("ordering", "supply")
    assert made.routes[1].source == "src/orders/orders.controller.ts:15"
    assert made.salt and made == make_table(FACTS, shop_split())


def test_ids_name_what_a_request_tells_apart() -> None:
    one, renamed, other, posted = (
        make_table(facts_with(route(*each)), shop_split()).routes[0].id
        for each in (("GET", "/a/:id"), ("GET", "/a/:name"), ("GET", "/a/:id?"), ("POST", "/a/:id"))
    )
    assert one == renamed
    assert len({one, other, posted}) == 3


def test_a_route_that_the_monolith_has_twice_is_marked_and_valid() -> None:
    made = make_table(facts_with(route("GET", "/a/:x"), route("GET", "/a/:y", order=1)), shop_split())
    assert [each.shadowed for each in made.routes] == [False, True]
    assert len({each.id for each in made.routes}) == 2
    assert parse_table(to_yaml(made), "table.yaml") == made


def test_parts_that_may_be_missing_together_become_routes_of_their_own() -> None:
    made = make_table(facts_with(route("GET", "/a{/b/:c}/d")), shop_split())
    assert [each.path for each in made.routes] == ["/a/d", "/a/b/:c/d"]


def test_only_what_reads_can_be_shadowed() -> None:
    quiet = route("GET", "/quiet", quiet=True)
    loud = route("GET", "/loud", order=2)
    made = make_table(facts_with(quiet, replace(quiet, method="POST", order=1), loud), shop_split())
    assert [each.shadowable for each in made.routes] == [True, False, False]


def test_versions_of_a_header_are_kept_and_those_of_the_path_are_not() -> None:
    facts = facts_with(
        route("GET", "/a", version="2"), router=HttpRouter(versioning="header", version_header="X-V")
    )
    assert make_table(facts, shop_split()).routes[0].versions == ("2",)
    facts = facts_with(route("GET", "/v2/a", version="2"), router=HttpRouter(versioning="uri"))
    assert make_table(facts, shop_split()).routes[0].versions == ()


def test_uploads_may_take_long_and_events_for_ever() -> None:
    facts = facts_with(
        route("POST", "/a", body="upload"),
        route("GET", "/b", order=1, kind="sse"),
        route("GET", "/c", order=2),
    )
    assert [each.timeout_ms for each in make_table(facts, shop_split()).routes] == [300_000, 0, 30_000]


@pytest.mark.parametrize(
    "made", [ODD, make_table(FACTS, shop_split()), table()], ids=["odd", "shop", "empty"]
)
def test_a_table_comes_back_from_yaml_and_json_and_meets_its_schema(made: object) -> None:
    schema = json.loads(table_schema())
    Draft202012Validator.check_schema(schema)
    for text in (to_yaml(made), to_json(made)):  # type: ignore[arg-type]
        assert parse_table(text, "table") == made
        Draft202012Validator(schema).validate(yaml.safe_load(text))
    assert yaml.safe_load(to_yaml(made)) == to_document(made)  # type: ignore[arg-type]


GOOD = to_yaml(table("GET /a/:id > one", "POST /b > two"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("shadowable", "shadowble", "line 25: routes[0]: there is no key shadowble. Did you mean shadowable?"),
        ("service: one", "service: onne", "routes[0].service: there is no service onne. Did you mean one?"),
        ("{kind: service}", "{kind: split, percent: 110}", "expected a number from 0 to 100, found 110"),
        ("{kind: service}", "{kind: split, percent: ten}", "expected a whole number"),
        ("{kind: service}", "{kind: split}", "split needs a percent"),
        ("{kind: service}", "{kind: servce}", "there is no servce. Did you mean service?"),
        ("{kind: service}", "{percent: 5}", "the key kind is missing"),
        ("service: one", "service: monolith", "the route belongs to the monolith"),
        ("methods: [GET]", "methods: [get]", "get is no method. Did you mean GET?"),
        ("methods: [GET]", "methods: []", "expected at least one method"),
        ("  - id: ", "  - id: x", "expected 8 hexadecimal digits"),
        ("order: 0", "order: 10", "order 10 is that of GET /a/:id, too"),
        ("version: 1", "version: 2", "this version of woosh-split reads 1"),
        ("services: [one, two]", "services: [monolith]", "is every route's home and no service"),
        ("{parameter: id}", "{parameter: id, pattern: '.*'}", "may take a slash"),
        ("{parameter: id}", "{parameter: id, pattern: '('}", "is no regular expression"),
        ("{parameter: id}", "{wildcard: x}, {literal: y}", "has to stand last"),
        ("{parameter: id}", "{literal: a/b}", "has a slash; write two segments"),
        ("{parameter: id}", "{literal: a, pattern: b}", "a literal has no pattern"),
        ("{parameter: id}", "{literal: a, parameter: b}", "expected one of literal, parameter and wildcard"),
        ("timeout_ms: 30000", "timeout_ms: -1", "expected a number from 0"),
        ("auth: none", "auth: maybe", "there is no maybe"),
        ("routes:", "rotes:", "there is no key rotes. Did you mean routes?"),
        ("engine: express", "engine: koa", "there is no koa"),
        ("services: [one, two]", r'services: [one, two, "a\nbackend x"]', "found a backend x"),
        ("services: [one, two]", "services: [one, two, Two_2]", "expected names of small letters, digits and dashes"),
        ("engine: express", 'engine: express\n  version_header: "X; } server { listen 1; } #"', "expected letters, digits, - and _"),
        ("engine: express", 'engine: express\n  version_header: "X\\n  filters: []"', "expected letters, digits, - and _, found X   filters"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_line(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(TableError) as raised:
        parse_table(GOOD.replace(old, new, 1), "table.yaml")
    text = str(raised.value)
    assert text.startswith("table.yaml is not valid")
    assert said in text
    assert "  line " in text


def test_two_routes_that_answer_the_same_requests_clash() -> None:
    with pytest.raises(
        TableError, match=r"GET /a/:y clashes with GET,POST /a/:x, which answers the same requests"
    ):
        parse_table(to_yaml(table("GET,POST /a/:x > one", "GET /a/:y > two")), "table.yaml")


def test_letters_cases_make_no_difference_where_the_router_sees_none() -> None:
    with pytest.raises(TableError, match="GET /A/b clashes with GET /a/B"):
        parse_table(to_yaml(table("GET /a/B > one", "GET /A/b > two")), "table.yaml")
    strict = table("GET /a/B > one", "GET /A/b > two", router=Router("express", True, False))
    assert len(parse_table(to_yaml(strict), "table.yaml").routes) == 2


@pytest.mark.parametrize(("case_sensitive", "shadowed"), [(False, [False, True]), (True, [False, False])])
def test_a_monolith_may_have_a_route_in_two_letters_cases(case_sensitive: bool, shadowed: list[bool]) -> None:
    routes = tuple(
        Route("GET", path, "users", "UsersController.get", "users.ts", 1, order=order)
        for order, path in enumerate(("/Users/:id", "/users/:user"))
    )
    made = make_table(facts_with(*routes), SplitFile(), Router("express", case_sensitive, False))
    assert [each.shadowed for each in made.routes] == shadowed
    assert parse_table(to_yaml(made), "table.yaml") == made


def test_only_reading_methods_can_be_shadowed_in_a_table() -> None:
    with pytest.raises(TableError, match="only GET and HEAD can be shadowed"):
        parse_table(GOOD.replace("{kind: service}", "{kind: shadow, percent: 1}"), "t")


@pytest.mark.parametrize("text", ["", "[]", "a: [", "<<<<<<< ours\n", "7"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(TableError):
        parse_table(text, "table.yaml")
