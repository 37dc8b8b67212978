"""Exact paths and prefixes against the matcher: no route's request reaches another service."""

from __future__ import annotations

from dataclasses import replace

from drawn_routes import METHODS, paths, requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from routing_tables import entry, table

from woosh_split.artefacts.routes.core_matches import STAY, action_of, core_of
from woosh_split.artefacts.routes.match import Matcher
from woosh_split.artefacts.routes.segments import parse_path
from woosh_split.model.routing import RouteEntry, Router, RoutingTable, Target

VERSIONS = [(), (), ("1",), ("2",), ("1", "2")]


@st.composite
def tables(draw: st.DrawFn) -> RoutingTable:
    """Draw a table of several owners, whose router tells letters' cases apart as a prefix does."""
    routes: list[RouteEntry] = []
    for path in draw(st.lists(paths(), min_size=1, max_size=8)):
        if len(parse_path(path)) == 1:
            service = draw(st.sampled_from(["monolith", "shop", "stock"]))
            percent = draw(st.sampled_from([0, 30, 100]))
            target = Target("split", percent, sticky=False) if percent else Target()
            versions = draw(st.sampled_from(VERSIONS))
            method = draw(st.sampled_from(METHODS))
            routes.append(
                entry(
                    f"{method} {path}",
                    service=service,
                    target=target if service != "monolith" else Target(),
                    versions=versions,
                    timeout_ms=draw(st.sampled_from([0, 30_000])),
                )
            )
    return table(*routes, router=Router("express", True, draw(st.booleans()), "X-Version"))


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables(), st.lists(st.tuples(requests, st.sampled_from([None, "1", "3"])), min_size=1, max_size=20))
def test_what_a_route_takes_reaches_its_target_or_the_monolith(
    made: RoutingTable, asked: list[tuple[tuple[str, str], str | None]]
) -> None:
    core = core_of(made, {})
    matcher = Matcher(made)
    for (method, path), version in asked:
        route = matcher.find(method, path, {"X-Version": version} if version else {})
        if route is not None:
            assert core.decide(method, path, version) == action_of(route, core.lost), (method, path, version)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables())
def test_a_way_back_needs_no_match_that_was_not_there(made: RoutingTable) -> None:
    back = replace(made, routes=tuple(replace(each, target=Target()) for each in made.routes))
    there, here = core_of(made, {}), core_of(back, {})
    assert set(here.actions.values()) <= {STAY}
    assert set(here.actions) <= set(there.actions)
