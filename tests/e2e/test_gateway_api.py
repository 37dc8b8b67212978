"""HTTPRoutes as a cluster takes them, and served by a controller: Traefik's, against an API server that lists what was rendered.

A request that the table gives to a route reaches that route's service or the monolith, and never another service: what is
unlike the table is named route by route.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gateway_api import faults, objects_of
from kubernetes_api import KubernetesApi, gateway_objects, kubernetes_api
from monoliths import EXAMPLE
from ports import free_port
from routing_engines import as_traefik_reads, ask, expected, running, upstreams
from routing_probes import Probe, probes
from routing_tables import entry, table

from woosh_split.artefacts.routes.engines.gateway_api import render
from woosh_split.artefacts.routes.identity import IDENTITY
from woosh_split.artefacts.routes.match import Matcher
from woosh_split.artefacts.routes.rendering import Addresses, Rendering, RenderOptions
from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.routing import Router, RoutingTable, Target
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

SECONDS = 60
STATIC = """
global: {{checkNewVersion: false, sendAnonymousUsage: false}}
entryPoints:
  web:
    address: ":{listen}"
    http: {{sanitizePath: false, aliasHeadersStrategy: delete}}
providers:
  providersThrottleDuration: 100ms
  kubernetesGateway: {{endpoint: "{url}", token: any}}
log: {{level: WARN}}
"""


@pytest.fixture(scope="module")
def example() -> RoutingTable:
    """Return the example's table on the last day."""
    made = make_table(
        analyse(AnalyseRequest(root=EXAMPLE.root)), load_split(EXAMPLE.root / "woosh-split.yaml")
    )
    target = Target("service")
    return replace(
        made,
        routes=tuple(
            replace(each, target=target) if each.service != "monolith" else each for each in made.routes
        ),
    )


def rendering(made: RoutingTable) -> Rendering:
    """Return a table as HTTPRoutes whose Services are called as its targets are."""
    return render(
        made, RenderOptions(Addresses({name: (name, 3000) for name in ("monolith", *made.services)}))
    )


def objects(made: RoutingTable) -> list[dict[str, Any]]:
    """Return the objects of a table."""
    ((_, text),) = rendering(made).files
    return objects_of(text)


@contextmanager
def served(made: RoutingTable, folder: Path) -> Iterator[int]:
    """Have Traefik serve a table's HTTPRoutes, each of which it has to accept; yields the port."""
    given = objects(made)
    assert faults(given) == []
    listen = free_port()
    with (
        upstreams(("monolith", *made.services)) as ports,
        kubernetes_api([*gateway_objects(ports, listen), *given]) as api,
    ):
        (folder / "traefik.yaml").write_text(STATIC.format(listen=listen, url=api.url), encoding="utf-8")
        with running(("traefik", "--configfile=traefik.yaml"), folder, listen):
            accepted(api, given, folder)
            deadline = time.monotonic() + SECONDS
            while not ask(listen, "GET", "/").who:
                assert time.monotonic() < deadline, (folder / "engine.log").read_text()
                time.sleep(0.05)
            yield listen


def accepted(api: KubernetesApi, given: Sequence[dict[str, Any]], folder: Path) -> None:
    """Wait until the controller has said about each HTTPRoute that it takes it, and that it knows its Services."""
    names = {each["metadata"]["name"] for each in given}
    deadline = time.monotonic() + SECONDS
    while not names <= {name for kind, name in api.statuses if kind == "HTTPRoute"}:
        assert time.monotonic() < deadline, (folder / "engine.log").read_text()
        time.sleep(0.05)
    for name in names:
        (parent,) = api.statuses["HTTPRoute", name]["parents"]
        told = {each["type"]: each["status"] for each in parent["conditions"]}
        assert told == {"Accepted": "True", "ResolvedRefs": "True"}, (name, parent)


ODD = table(
    "GET /files/meta", "GET /files/* > files", "GET /shop/:id > shop", "GET /shop/:id/log > shop", "POST /shop/:id",
    "GET /mixed/:id > shop", "GET /mixed/:id/log", "ALL /hooks > hooks", "GET /hooks > shop",
    "GET /optional/:id? > shop", "HEAD /heads > shop", "GET /heads > files", "GET /a.b/c+d > shop", r"GET /n/:id(\d+) > shop",
    'GET /quote"s > shop', "SEARCH /found > shop",
)  # fmt: skip


def test_the_examples_routes_are_what_a_cluster_takes(example: RoutingTable) -> None:
    given = objects(example)
    assert faults(given) == []
    assert len(given) > 10
    kinds = {
        match["path"]["type"] for each in given for rule in each["spec"]["rules"] for match in rule["matches"]
    }
    assert kinds == {"Exact", "PathPrefix"}


def test_the_check_of_these_tests_refuses_what_a_cluster_drops_or_refuses() -> None:
    def broken(change: Callable[[Any], object]) -> str:
        given = objects(ODD)
        change(given[1]["spec"]["rules"][0])
        return " ".join(faults(given))

    assert "'weight' was unexpected" in broken(lambda rule: rule.update(weight=1))
    assert "path //a" in broken(lambda rule: rule["matches"][0]["path"].update(value="//a"))
    assert "two rules for" in broken(lambda rule: rule["matches"].append(rule["matches"][0]))
    assert "'SEARCH' is not one of" in broken(lambda rule: rule["matches"][0].update(method="SEARCH"))
    assert "'100000s' does not match" in broken(lambda rule: rule["timeouts"].update(request="100000s"))
    assert "is too long" in broken(lambda rule: rule.update(matches=rule["matches"] * 65))


def test_nothing_of_the_example_reaches_a_service_that_the_table_does_not_say(
    example: RoutingTable, tmp_path: Path
) -> None:
    """Each probe that is answered otherwise than by the table is one that the report tells about."""
    asked = probes(example)
    assert len(asked) > 500
    matcher = Matcher(example)
    grades = {each.entry.id: each.grade for each in rendering(example).fidelity}
    wrong: list[tuple[Probe, str, str]] = []
    stayed: list[str] = []
    below: list[Probe] = []
    with served(example, tmp_path) as port:
        for probe in asked:
            read = Probe(probe.method, as_traefik_reads(probe.target))
            wanted, said = expected(matcher, read), ask(port, probe.method, probe.target)
            route = matcher.find(read.method, read.target)
            if said.who == wanted and (wanted or said.status == 500):
                continue
            if not wanted and said.who == "monolith" and not probe.target.startswith("/_internal"):
                continue  # an internal path in another spelling, as the remark says
            if (
                said.who == "monolith"
                and route is not None
                and grades[route.id] in ("unsupported", "subset", "superset")
            ):
                stayed.append(grades[route.id])
            elif route is None and said.who in {
                each.service for each in prefixes_over(example, read, grades)
            }:
                below.append(probe)
            else:
                wrong.append((probe, wanted, said.who))
    assert wrong == []
    assert "unsupported" in stayed and "subset" in stayed
    assert below


def prefixes_over(made: RoutingTable, probe: Probe, grades: dict[str, str]) -> list[Any]:
    """Return the routes whose prefix takes a probe, as their grade says."""
    return [
        each
        for each in made.routes
        if grades[each.id] == "superset"
        and (probe.method in each.methods or (probe.method == "HEAD" and "GET" in each.methods))
        and probe.target.startswith(each.path.split(":")[0].rstrip("/") + "/")
    ]


def test_each_route_is_graded_and_served_as_its_grade_says(tmp_path: Path) -> None:
    told = {
        f"{each.entry.methods[0]} {each.entry.path}": (each.grade, each.witness)
        for each in rendering(ODD).fidelity
    }
    assert told == {
        "GET /files/meta": ("exact", "GET /files/meta"),
        "GET /files/*": ("superset", "GET /files/META"),
        "GET /shop/:id": ("superset", "GET /shop/7/none/none"),
        "GET /shop/:id/log": ("superset", "GET /shop/7/log/none/none"),
        "POST /shop/:id": ("exact", "POST /shop/7"),
        "GET /mixed/:id": ("unsupported", "GET /mixed/7"),
        "GET /mixed/:id/log": ("exact", "GET /mixed/7/log"),
        "ALL /hooks": ("subset", "GET /HOOKS"),
        "GET /hooks": ("exact", "GET /hooks"),
        "GET /optional/:id?": ("superset", "GET /optional/7/none/none"),
        "HEAD /heads": ("subset", "HEAD /HEADS"),
        "GET /heads": ("subset", "GET /HEADS"),
        "GET /a.b/c+d": ("superset", "GET /a.b/cd/none/none"),
        r"GET /n/:id(\d+)": ("superset", "GET /n/7/none/none"),
        'GET /quote"s': ("unsupported", 'GET /quote"s'),
        "SEARCH /found": ("unsupported", "SEARCH /found"),
    }
    asked = {
        "GET /files": "monolith", "GET /files/": "files", "GET /files/a/b": "files", "GET /files/meta": "monolith",
        "GET /files/meta/": "monolith", "GET /filesystem": "monolith", "POST /files/a": "monolith", "GET /shop": "monolith",
        "GET /shop/": "monolith", "GET /shop/7": "shop", "HEAD /shop/7/": "shop", "POST /shop/7": "monolith",
        "GET /SHOP/7": "monolith", "GET /mixed/7": "monolith", "GET /mixed/7/log": "monolith", "GET /hooks": "hooks",
        "PURGE /hooks/": "hooks", "POST /hooks": "hooks", "GET /fr/settings": "monolith", "GET /optional": "shop",
        "GET /optional/": "shop", "GET /optional/3": "shop", "HEAD /heads": "shop", "GET /heads": "files",
        "GET /a.b/c+d": "shop", "GET /axb/ccd": "monolith", "GET /n/12": "shop", "SEARCH /found": "monolith",
    }  # fmt: skip
    with served(ODD, tmp_path) as port:
        assert {each: ask(port, *each.split(" ")).who for each in asked} == asked
        for each in ("GET /_internal", "GET /_internal/x"):
            said = ask(port, *each.split(" "))
            assert (said.who, said.status) == ("", 500)


def test_a_route_without_a_beginning_of_its_own_keeps_what_it_may_take_with_the_monolith() -> None:
    made = table(
        "GET /shop/:id > shop",
        "POST /shop/:id > shop",
        "GET /stock > shop",
        "GET /:tenant/settings > tenants",
    )
    assert [(each.grade, each.why) for each in rendering(made).fidelity] == [
        ("unsupported", "the prefix /shop would take /:tenant/settings as well, which goes elsewhere"),
        ("superset", "a prefix takes what lies below /shop, also what no route takes; in other letters' case its own go to the monolith"),
        ("subset", "a path is compared as it is written, letters' case and all"),
        ("unsupported", "nothing literal stands before its parameter, so that only a prefix of / would take it"),
    ]  # fmt: skip


def test_versions_in_a_header_are_told_apart(tmp_path: Path) -> None:
    made = table(
        entry("GET /orders", versions=("1",), service="old", target=Target("service")),
        entry("GET /orders", versions=("2",), service="new", target=Target("service")),
        entry("GET /items/:id", versions=("2",), service="new", target=Target("service")),
        router=Router(version_header="X-API-Version"),
    )
    with served(made, tmp_path) as port:
        for path, wanted in (("/orders", ["old", "new"]), ("/items/7", ["monolith", "new"])):
            found = [ask(port, "GET", path, {"X-API-Version": version}).who for version in ("1", "2", "3")]
            assert [*found, ask(port, "GET", path).who] == [*wanted, "monolith", "monolith"]


def test_a_split_draws_for_each_request_and_keeps_no_user(tmp_path: Path) -> None:
    made = table(
        entry("GET /orders", service="orders", target=Target("split", 50, sticky=False)),
        entry("GET /stock", service="orders", target=Target("split", 50)),
        entry("GET /shadow", service="orders", target=Target("shadow", 50), shadowable=True),
    )
    assert [each.grade for each in rendering(made).fidelity] == ["subset", "unsupported", "subset"]
    with served(made, tmp_path) as port:
        assert {ask(port, "GET", "/orders").who for _ in range(60)} == {"orders", "monolith"}
        assert {ask(port, "GET", each).who for each in ("/stock", "/shadow") for _ in range(20)} == {
            "monolith"
        }


def test_what_a_client_says_about_itself_reaches_no_target(tmp_path: Path) -> None:
    made = table("GET /orders > orders")
    with served(made, tmp_path) as port:
        for path in ("/orders", "/nothing"):
            saw = ask(port, "GET", path, {**dict.fromkeys(IDENTITY, "1"), "X-Kept": "1"}).saw
            assert "x-kept" in saw
            # Traefik sets this one itself, with the address.
            assert set(saw) & {each.lower() for each in IDENTITY} <= {"x-real-ip"}


def test_a_move_and_its_way_back_change_a_rule_and_let_none_go(example: RoutingTable) -> None:
    back = replace(example, routes=tuple(replace(each, target=Target()) for each in example.routes))
    here, there = objects(example), objects(back)
    assert [each["metadata"]["name"] for each in here] == [each["metadata"]["name"] for each in there]
    told = [
        [[rule["matches"] for rule in each["spec"]["rules"]] for each in given] for given in (here, there)
    ]
    assert told[0] == told[1]
    backends = {
        ref["name"] for each in there for rule in each["spec"]["rules"] for ref in rule.get("backendRefs", [])
    }
    assert backends == {"monolith"}


def test_a_deadline_is_the_routes_own_also_below_a_prefix() -> None:
    made = table(
        entry("POST /files/upload", service="files", target=Target("service"), timeout_ms=300_000),
        entry("POST /files/:id", service="files", target=Target("service")),
        entry("GET /files/events", service="files", target=Target("service"), timeout_ms=0),
    )
    told = {
        (match["path"]["type"], match["path"]["value"]): rule["timeouts"]["request"]
        for each in objects(made)
        for rule in each["spec"]["rules"]
        for match in rule["matches"]
        if "timeouts" in rule
    }
    assert told["PathPrefix", "/files"] == "30s"
    assert told["Exact", "/files/upload"] == "300s"
    assert told["Exact", "/files/events"] == "0s"
    assert told["PathPrefix", "/"] == "0s"
