"""Differential test of the rendered engines: nginx, HAProxy and Envoy answer every probe as the matcher says.

The matcher itself is held against the monolith's own router in ``test_routing_oracle.py``.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from monoliths import EXAMPLE
from routing_engines import PATH, answered_by, ask, misrouted, options, running, upstreams
from routing_probes import MALFORMED, Probe, probes
from routing_tables import entry, table

from woosh_split.artefacts.routes.registry import CHECKS, ENGINES
from woosh_split.artefacts.routes.rendering import RenderOptions
from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.routing import Router, RoutingTable, Target
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

COMMANDS: Mapping[str, Sequence[str]] = {
    "nginx": ("nginx", "-p", ".", "-c", "nginx.conf", "-g", "daemon off;"),
    "haproxy": ("haproxy", "-db", "-f", "haproxy.cfg"),
    "envoy": ("envoy", "-c", "envoy.json", "--concurrency", "1", "-l", "warn", "--disable-hot-restart"),
}


@pytest.fixture(scope="module")
def example() -> RoutingTable:
    """Return the example's table on the last day: every route that has a service is sent there."""
    facts = analyse(AnalyseRequest(root=EXAMPLE.root))
    return moved(make_table(facts, load_split(EXAMPLE.root / "woosh-split.yaml")))


def moved(made: RoutingTable, target: Target = Target("service")) -> RoutingTable:  # noqa: B008 - frozen
    """Send every route that has a service there."""
    routes = (replace(each, target=target) if each.service != "monolith" else each for each in made.routes)
    return replace(made, routes=tuple(routes))


@contextmanager
def engine(name: str, made: RoutingTable, folder: Path, subject: str = "ip") -> Iterator[int]:
    """Render a table, have the engine's own checker look at it, and run it; yields the port."""
    assert shutil.which(name, path=PATH), f"{name} is not installed: run `make engines`"
    with upstreams(("monolith", *made.services)) as ports:
        asked = options(ports, subject)
        for file, text in ENGINES[name](made, asked).files:
            (folder / file).write_text(text, encoding="utf-8")
        checked = subprocess.run(
            CHECKS[name].split(), cwd=folder, capture_output=True, text=True, check=False, env={"PATH": PATH}
        )
        assert checked.returncode == 0, checked.stderr
        assert name == "envoy" or "warn" not in checked.stderr.lower(), checked.stderr
        with running(COMMANDS[name], folder, asked.listen):
            yield asked.listen


def test_every_engine_is_started_here() -> None:
    assert set(COMMANDS) == set(ENGINES) == set(CHECKS)


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_of_the_example_is_misrouted(name: str, example: RoutingTable, tmp_path: Path) -> None:
    asked = probes(example)
    assert len(asked) > 500
    with engine(name, example, tmp_path) as port:
        assert misrouted(port, example, asked) == []
        answered = {ask(port, probe.method, probe.target).who for probe in asked[:400:7]}
        assert len(answered) > 3  # the probes tell the services apart


@pytest.mark.parametrize(("name", "refused"), [("nginx", 6), ("haproxy", 0), ("envoy", 0)])
def test_malformed_encodings_are_answered_as_the_report_says(
    name: str, refused: int, example: RoutingTable, tmp_path: Path
) -> None:
    with engine(name, example, tmp_path) as port:
        said = [found[2] for found in misrouted(port, example, [Probe("GET", each) for each in MALFORMED])]
    assert len(said) == refused
    assert {each.status for each in said} <= {400}
    report = " ".join(each.text for each in ENGINES[name](example, options_for(example)).remarks)
    assert ("malformed percent-encoding" in report) is bool(refused)


def options_for(made: RoutingTable) -> RenderOptions:
    """Return options for a rendering that nobody starts."""
    return options(dict.fromkeys(("monolith", *made.services), 1))


ODD = table(
    "GET /files/meta", "GET /files/* > files", r"GET /items/:id(\d+) > items", "GET /items/:name",
    "ALL /hooks/:name > hooks", "GET /hooks/:name/log", "GET /:tenant/settings > tenants", "POST /files/upload",
    "GET /optional/:id? > optional", "GET /flights/:from-:to > flights", "GET / > root", "GET /a.b/c+d > dots",
    "HEAD /heads > items", "GET /heads > files", "GET /x/:y(one|two)/z > items", 'GET /quote\'"s > items',
)  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_kind_of_segment_is_rendered(name: str, tmp_path: Path) -> None:
    asked = [
        *probes(ODD),
        *(
            Probe(method, target)
            for method in ("GET", "HEAD", "POST", "PURGE")
            for target in (
                "/files", "/files/", "/files/a/b", "/files/META", "/files/meta/", "/items/12", "/items/12a", "/items/%31",
                "/hooks/x", "/hooks/x/log", "/hooks/settings", "/optional", "/optional/", "/optional/3", "/flights/a-b",
                "/flights/ab", "/flights/-", "/a.b/c+d", "/axb/ccd", "/heads", "/x/one/z", "/x/three/z", "/files/settings",
                "/fr/settings/", "/optional/settings", "/quote'\"s", "/filesystem",
            )
        ),
    ]  # fmt: skip
    with engine(name, ODD, tmp_path) as port:
        assert misrouted(port, ODD, asked) == []


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("case_sensitive", [False, True])
def test_a_strict_router_is_rendered_as_one(name: str, case_sensitive: bool, tmp_path: Path) -> None:
    made = table(
        "GET /Api/Users > users", "GET /Api/Users/:id > users", router=Router("express", case_sensitive, True)
    )
    asked = [
        Probe("GET", each)
        for each in (
            "/Api/Users",
            "/api/users",
            "/Api/Users/",
            "/Api/Users/7",
            "/API/USERS/7",
            "/Api/Users/7/",
        )
    ]
    with engine(name, made, tmp_path) as port:
        assert misrouted(port, made, asked) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_versions_in_a_header_are_told_apart(name: str, tmp_path: Path) -> None:
    made = table(
        entry("GET /orders", versions=("1",), service="old", target=Target("service")),
        entry("GET /orders", versions=("2",), service="new", target=Target("service")),
        router=Router(version_header="X-API-Version"),
    )
    with engine(name, made, tmp_path) as port:
        found = [ask(port, "GET", "/orders", {"X-API-Version": version}).who for version in ("1", "2", "3")]
        assert [*found, ask(port, "GET", "/orders").who] == ["old", "new", "monolith", "monolith"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_split_sends_about_its_part_and_a_user_stays(name: str, tmp_path: Path) -> None:
    made = moved(table("GET /orders > orders", "POST /orders > orders"), Target("split", 30))
    users = [f"user-{number}" for number in range(200)]
    with engine(name, made, tmp_path, "X-Device-Id") as port:
        first = [ask(port, "GET", "/orders", {"X-Device-Id": user}).who for user in users]
        again = [ask(port, "POST", "/orders", {"X-Device-Id": user}).who for user in users]
    assert first == again
    assert 30 <= first.count("orders") <= 90


@pytest.mark.parametrize("name", COMMANDS)
def test_raising_the_percentage_moves_no_user_back(name: str, tmp_path: Path) -> None:
    users = [f"user-{number}" for number in range(120)]
    moved_users: list[set[str]] = []
    for percent in (10, 40):
        folder = tmp_path / str(percent)
        folder.mkdir()
        made = moved(table("GET /orders > orders"), Target("split", percent))
        with engine(name, made, folder, "X-Device-Id") as port:
            moved_users.append(
                {user for user in users if ask(port, "GET", "/orders", {"X-Device-Id": user}).who == "orders"}
            )
    assert moved_users[0] <= moved_users[1]
    assert len(moved_users[0]) < len(moved_users[1])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_split_without_stickiness_sends_each_request_by_itself(name: str, tmp_path: Path) -> None:
    made = moved(table("GET /orders > orders"), Target("split", 50, sticky=False))
    with engine(name, made, tmp_path) as port:
        assert {ask(port, "GET", "/orders").who for _ in range(60)} == {"orders", "monolith"}


@pytest.mark.parametrize("name", COMMANDS)
def test_shadowed_routes_and_internal_paths_stay_where_they_are(name: str, tmp_path: Path) -> None:
    made = moved(table("GET /orders > orders"), Target("shadow", 100))
    with engine(name, made, tmp_path) as port:
        assert ask(port, "GET", "/orders").who == "monolith"
        for path in ("/_internal", "/_internal/x", "/%5Finternal/x", "//_internal/x", "/_INTERNAL/x"):
            assert (ask(port, "GET", path).status, ask(port, "GET", path).who) == (404, "")


def test_a_move_changes_nothing_of_haproxy_but_a_map_file() -> None:
    made = table("GET /orders/:id > orders", "GET /stock > stock")
    asked = options_for(made)
    before, after = (dict(ENGINES["haproxy"](each, asked).files) for each in (made, moved(made, Target())))
    assert [name for name in before if before[name] != after[name]] == ["percents.map"]


def test_what_an_engine_cannot_read_is_told_and_stays_with_the_monolith() -> None:
    made = table(r"GET /a/:id((?!me)\w+) > one", "GET /b > one")
    found = {name: ENGINES[name](made, options_for(made)) for name in ENGINES}
    assert [each.grade for each in found["envoy"].fidelity] == ["unsupported", "exact"]
    assert "RE2 does not know" in found["envoy"].fidelity[0].why
    assert "(?!me)" not in dict(found["envoy"].files)["envoy.json"]
    assert [each.grade for each in found["nginx"].fidelity] == ["exact", "exact"]


def test_a_route_behind_one_that_cannot_be_read_gives_its_requests_to_the_monolith(tmp_path: Path) -> None:
    made = table(r"GET /a/:id((?!me)\w+)", "GET /a/:name > one", "GET /b/:x > one")
    grades = ENGINES["envoy"](made, options_for(made)).fidelity
    assert [(each.grade, each.witness) for each in grades][1:] == [
        ("subset", "GET /a/7"),
        ("exact", "GET /b/7"),
    ]
    with engine("envoy", made, tmp_path) as port:
        assert [ask(port, "GET", each).who for each in ("/a/7", "/a/me", "/b/7")] == [
            "monolith",
            "monolith",
            "one",
        ]


def test_envoy_mirrors_a_shadowed_route_and_says_so(tmp_path: Path) -> None:
    made = moved(table("GET /orders > orders"), Target("shadow", 100))
    assert [each.grade for each in ENGINES["envoy"](made, options_for(made)).fidelity] == ["exact"]
    assert [each.grade for each in ENGINES["nginx"](made, options_for(made)).fidelity] == ["subset"]
    answered_by.clear()
    with engine("envoy", made, tmp_path) as port:
        assert ask(port, "GET", "/orders").who == "monolith"
        deadline = time.monotonic() + 10
        while "orders" not in answered_by and time.monotonic() < deadline:
            time.sleep(0.05)
    assert "orders" in answered_by
