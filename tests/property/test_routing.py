"""The compiled matcher against the slow obvious one: each route's expression, tried in order; and what overlaps."""

from __future__ import annotations

import re

from drawn_routes import METHODS, paths, requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from routing_tables import entry, table

from woosh_split.artefacts.routes.match import Matcher, path_of, serves_method
from woosh_split.artefacts.routes.pattern import pattern_of
from woosh_split.artefacts.routes.rendering import may_overlap, rules_of
from woosh_split.artefacts.routes.segments import parse_path
from woosh_split.model.routing import RouteEntry, Router, RoutingTable, Target


@st.composite
def tables(draw: st.DrawFn) -> RoutingTable:
    """Draw a table; what spans segments in braces is left out, since it is several routes."""
    routes: list[RouteEntry] = []
    for path in draw(st.lists(paths(), min_size=1, max_size=8)):
        if len(parse_path(path)) == 1:
            target = Target(draw(st.sampled_from(["monolith", "service"])))
            routes.append(entry(f"{draw(st.sampled_from(METHODS))} {path}", service="shop", target=target))
    router = Router("express", draw(st.booleans()), draw(st.booleans()))
    return table(*routes, router=router)


def obvious(made: RoutingTable, method: str, path: str) -> RouteEntry | None:
    """Return the first route whose expression the path meets."""
    flags = 0 if made.router.case_sensitive else re.IGNORECASE
    for each in made.routes:
        if serves_method(each, method) and re.fullmatch(pattern_of(each.segments, made.router), path, flags):
            return each
    return None


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables(), st.lists(requests, min_size=1, max_size=12))
def test_the_trie_answers_as_the_expressions_do(made: RoutingTable, asked: list[tuple[str, str]]) -> None:
    matcher = Matcher(made)
    for method, path in asked:
        assert matcher.find(method, path) == obvious(made, method, path_of(path)), (method, path)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables(), st.lists(requests, min_size=1, max_size=12))
def test_the_rules_that_are_left_out_decide_nothing(made: RoutingTable, asked: list[tuple[str, str]]) -> None:
    """An engine is given only rules that leave the monolith, and those before them that take something from them."""
    kept = {rule.entry.order for rule in rules_of(made)}
    less = RoutingTable(router=made.router, routes=tuple(each for each in made.routes if each.order in kept))
    for method, path in asked:
        whole, part = obvious(made, method, path), obvious(less, method, path)
        assert (whole is not None and whole.target.kind == "service") == (
            part is not None and part.target.kind == "service"
        )


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables(), requests)
def test_routes_that_take_one_request_overlap(made: RoutingTable, asked: tuple[str, str]) -> None:
    method, path = asked
    takers = [
        each
        for each in made.routes
        if obvious(RoutingTable(router=made.router, routes=(each,)), method, path)
    ]
    assert all(may_overlap(one, other) for one in takers for other in takers)
