"""Differential test of the rendered engines: nginx, HAProxy, Envoy and Traefik answer every probe as the matcher says.

The matcher itself is held against the monolith's own router in ``test_routing_oracle.py``.
"""

from __future__ import annotations

import contextlib
import json
import queue
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from monoliths import EXAMPLE
from ports import free_port
from routing_engines import (
    PATH,
    answered_by,
    as_traefik_reads,
    ask,
    misrouted,
    options,
    running,
    upstreams,
)
from routing_probes import MALFORMED, Probe, probes
from routing_tables import entry, table

from woosh_split.artefacts.routes.identity import IDENTITY, MORE, TWINS
from woosh_split.artefacts.routes.registry import CHECKS, ENGINES
from woosh_split.artefacts.routes.rendering import RenderOptions
from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.routing import RouteEntry, Router, RoutingTable, Segment, Target
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

COMMANDS: Mapping[str, Sequence[str]] = {
    "nginx": ("nginx", "-p", ".", "-c", "nginx.conf", "-g", "daemon off;"),
    "haproxy": ("haproxy", "-db", "-f", "haproxy.cfg"),
    "envoy": ("envoy", "-c", "envoy.json", "--concurrency", "1", "-l", "warn", "--disable-hot-restart"),
    "traefik": ("traefik", "--configfile=traefik.yaml"),
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
    with (
        upstreams(("monolith", *made.services)) as ports,
        engine_before(name, made, folder, options(ports, subject)) as port,
    ):
        yield port


@contextmanager
def engine_before(name: str, made: RoutingTable, folder: Path, asked: RenderOptions) -> Iterator[int]:
    """Do the same before targets that run already."""
    assert shutil.which(name, path=PATH), f"{name} is not installed: run `make engines`"
    for file, text in ENGINES[name](made, asked).files:
        (folder / file).write_text(text, encoding="utf-8")
    if name == "traefik":
        with traefik(folder, asked.listen):
            yield asked.listen
        return
    checked = subprocess.run(
        CHECKS[name].split(), cwd=folder, capture_output=True, text=True, check=False, env={"PATH": PATH}
    )
    assert checked.returncode == 0, checked.stderr
    assert name == "envoy" or "warn" not in checked.stderr.lower(), checked.stderr
    with running(COMMANDS[name], folder, asked.listen):
        yield asked.listen


@contextmanager
def traefik(folder: Path, port: int) -> Iterator[None]:
    """Run Traefik, which has no checker: it says in its API what it made of each router, and in its log what it left out."""
    api = free_port()
    static = folder / "traefik.yaml"
    text = static.read_text(encoding="utf-8").replace(
        "entryPoints:\n",
        f'api:\n  insecure: true\nentryPoints:\n  traefik:\n    address: "127.0.0.1:{api}"\n',
    )
    static.write_text(text, encoding="utf-8")
    with running(COMMANDS["traefik"], folder, port):
        deadline = time.monotonic() + 30
        while not ask(port, "GET", "/").who:
            assert time.monotonic() < deadline, (folder / "engine.log").read_text()
            time.sleep(0.02)
        with urlopen(f"http://127.0.0.1:{api}/api/rawdata", timeout=20) as answer:
            made = json.loads(answer.read())
        rendered = yaml.safe_load((folder / "routes.yaml").read_text())["http"]
        for kind in ("routers", "services", "middlewares"):
            ours = {name.split("@")[0]: each for name, each in made[kind].items() if name.endswith("@file")}
            assert set(ours) == set(rendered[kind])
            assert {each["status"] for each in ours.values()} == {"enabled"}
        assert " ERR " not in (folder / "engine.log").read_text()
        yield
        assert " ERR " not in (folder / "engine.log").read_text()


def test_every_engine_is_started_here() -> None:
    in_a_cluster = {"gateway-api"}  # test_gateway_api.py
    assert set(COMMANDS) | in_a_cluster == set(ENGINES) == set(CHECKS)


def decoded(name: str) -> Callable[[str], str]:
    """Return what an engine makes of a path before it compares it and passes it on, as its report says."""
    return as_traefik_reads if name == "traefik" else str


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_of_the_example_is_misrouted(name: str, example: RoutingTable, tmp_path: Path) -> None:
    asked = probes(example)
    assert len(asked) > 500
    with engine(name, example, tmp_path) as port:
        assert misrouted(port, example, asked, decoded(name)) == []
        answered = {ask(port, probe.method, probe.target).who for probe in asked[:400:7]}
        assert len(answered) > 3  # the probes tell the services apart


@pytest.mark.parametrize(("name", "refused"), [("nginx", 6), ("haproxy", 0), ("envoy", 0), ("traefik", 3)])
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
    "HEAD /heads > items", "GET /heads > files", "GET /x/:y(one|two)/z > items", 'GET /quote\'"s > items', "GET /it's > items",
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
                "/fr/settings/", "/optional/settings", "/quote'\"s", "/filesystem", "/optional/o'brien", "/it's", "/IT'S/",
            )
        ),
    ]  # fmt: skip
    with engine(name, ODD, tmp_path) as port:
        assert misrouted(port, ODD, asked, decoded(name)) == []


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


ON_FASTIFY = (
    "GET /files/* > files", "GET /files/meta", "GET /users/:id > users", "GET /users/me", r"GET /items/:id(\d+) > items",
    "GET /items/:name", "GET /optional/:id? > optional", "GET /:tenant/settings > tenants", "GET /hooks/:name/log > hooks",
    "ALL /hooks/:name > hooks", "GET /", "GET /users/:id/log > users",
)  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("strict", [False, True])
def test_fastifys_most_special_route_answers_in_every_engine(name: str, strict: bool, tmp_path: Path) -> None:
    """What is encoded is left out: engines compare it raw, Fastify decoded, and the report says so of each route."""
    made = table(*ON_FASTIFY, router=Router("fastify", strict, strict))
    asked = [each for each in probes(made) if "%" not in each.target]
    asked += [
        Probe("GET", each)
        for each in ("/files/", "/files", "/files/meta/", "//", "/users/me/log", "/optional")
    ]
    assert len(asked) > 60
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


WAYS = [(name, "ip") for name in COMMANDS] + [(name, "X-Device-Id") for name in COMMANDS if name != "traefik"]
"""Each engine with what it can tell a user by; of Traefik and headers the report says that they do not go together."""


def answered(port: int, method: str, subject: str, user: int) -> str:
    """Return who answers a user, who has an address or a device of their own."""
    if subject == "ip":
        return ask(port, method, "/orders", source=f"127.0.{1 + user // 200}.{1 + user % 200}").who
    return ask(port, method, "/orders", {subject: f"user-{user}"}).who


@pytest.mark.parametrize(("name", "subject"), WAYS)
def test_a_split_sends_about_its_part_and_a_user_stays(name: str, subject: str, tmp_path: Path) -> None:
    made = moved(table("GET /orders > orders", "POST /orders > orders"), Target("split", 30))
    with engine(name, made, tmp_path, subject) as port:
        first = [answered(port, "GET", subject, user) for user in range(200)]
        again = [answered(port, "POST", subject, user) for user in range(200)]
    assert first == again
    assert 30 <= first.count("orders") <= 90


@pytest.mark.parametrize(("name", "subject"), WAYS)
def test_raising_the_percentage_moves_no_user_back(name: str, subject: str, tmp_path: Path) -> None:
    moved_users: list[set[int]] = []
    for percent in (10, 40):
        folder = tmp_path / str(percent)
        folder.mkdir()
        made = moved(table("GET /orders > orders"), Target("split", percent))
        with engine(name, made, folder, subject) as port:
            moved_users.append(
                {user for user in range(120) if answered(port, "GET", subject, user) == "orders"}
            )
    assert moved_users[0] <= moved_users[1]
    assert len(moved_users[0]) < len(moved_users[1])


def test_traefik_knows_no_user_by_a_header_and_says_so(tmp_path: Path) -> None:
    made = moved(table("GET /orders > orders", "GET /stock > orders"), Target("split", 50))
    found = ENGINES["traefik"](made, options(dict.fromkeys(("monolith", "orders"), 1), "X-Device-Id"))
    assert [(each.grade, each.witness) for each in found.fidelity] == [
        ("unsupported", "GET /orders twice with X-Device-Id: 7"),
        ("unsupported", "GET /stock twice with X-Device-Id: 7"),
    ]
    with engine("traefik", made, tmp_path, "X-Device-Id") as port:
        assert {answered(port, "GET", "X-Device-Id", user) for user in range(20)} == {"monolith"}


def test_traefik_keeps_a_user_on_one_side_whatever_the_deadlines_of_a_services_routes(tmp_path: Path) -> None:
    split = Target("split", 50)
    made = table(
        entry("GET /orders", service="orders", target=split),
        entry("POST /orders", service="orders", target=split, timeout_ms=300_000),
        entry("PUT /orders", service="orders", target=split, timeout_ms=0),
    )
    with engine("traefik", made, tmp_path) as port:
        for user in range(40):
            assert len({answered(port, method, "ip", user) for method in ("GET", "POST", "PUT")}) == 1


def test_what_traefik_decodes_is_named_route_by_route(tmp_path: Path) -> None:
    made = table("GET /users/me", "GET /users/:id > users", "GET /stock > stock", "GET /:word > words")
    grades = ENGINES["traefik"](made, options_for(made)).fidelity
    assert [(each.grade, each.witness) for each in grades] == [
        ("exact", "GET /users/me"),
        ("subset", "GET /users/%6De"),
        ("superset", "GET /%73tock"),
        ("subset", "GET /%73tock"),
    ]
    with engine("traefik", made, tmp_path) as port:
        assert [ask(port, "GET", each.witness.split()[1]).who for each in grades] == [
            "monolith",
            "monolith",
            "stock",
            "stock",
        ]


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
        # What cannot be decoded whole is not another path for that.
        for path in ("/_internal/x%zz", "/_interna%6c/x%", "/_internal/%00"):
            said = ask(port, "GET", path)
            assert said.status in (400, 404)
            assert said.who == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_client_says_about_itself_reaches_no_target(name: str, tmp_path: Path) -> None:
    made = table("GET /orders > orders", "GET /stock")
    said = dict.fromkeys(IDENTITY, "1")
    twins = {each.lower(): "1" for each in TWINS}
    with engine(name, made, tmp_path) as port:
        for path in ("/orders", "/stock", "/nothing"):
            saw = ask(port, "GET", path, {**said, **twins, "X-Kept": "1", "device_id": "1"}).saw
            assert {"x-kept", "device_id"} <= set(saw)
            assert set(saw) & {each.lower() for each in (*IDENTITY, *TWINS)} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_nobody_says_from_where_a_request_came_but_the_engine(name: str, tmp_path: Path) -> None:
    """A monolith that trusts its proxy would take the first address for the user's: to throttle by, and to log."""
    own = set() if name != "traefik" else {"x-forwarded-port", "x-forwarded-server"}
    said = dict.fromkeys(MORE, "evil") | {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "evil.example"}
    with engine(name, table("GET /orders > orders", "GET /stock"), tmp_path) as port:
        for path in ("/orders", "/stock", "/nothing"):
            found = ask(port, "GET", path, said | {"X-Forwarded-Proto": "https"})
            assert found.forwarded == ("127.0.0.1", "shop.example", "http")
            assert set(found.saw) & {each.lower() for each in MORE} <= own


def odd(order: int, *segments: str | Segment, **more: object) -> RouteEntry:
    """Return a route of literals and other segments."""
    cut = tuple(Segment("literal", each) if isinstance(each, str) else each for each in segments)
    found = RouteEntry(
        f"{order:08x}", ("GET",), "/x", cut, "H.h", "h.ts:1", order, "orders", target=Target("service")
    )
    return replace(found, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_route_is_made_of_ends_no_line_and_no_string(name: str, tmp_path: Path) -> None:
    """Whatever a path, a pattern or a version says, it is compared, and the other routes stand."""
    odd_ones = (
        odd(0, "a\nhttp-request deny\n"), odd(1, "a'b\"c`d${x}$y{{z}}\\"), odd(2, "e", Segment("parameter", "id", "(?:😀|x)+")),
        odd(3, "f", Segment("parameter", "id", r"[^/{{`\u0001\u4e00-\u9fff]+")), odd(4, "g\x07", "h\x1fi", "j"),
        odd(5, "h", Segment("parameter", "id", "[a\x7f\n]+")), odd(6, "v", versions=("1\n2", "`😀{{", "3")),
        odd(7, "ok"), odd(8, "\u2028\x85"),
    )  # fmt: skip
    router = Router(version_header="X-V")
    made = RoutingTable(router=router, services=("orders",), salt="s\"';{{\n", routes=odd_ones)
    with engine(name, made, tmp_path) as port:
        asked = ("/ok", "/e/x", "/f/abc", "/h/aa", "/zzz")
        assert [ask(port, "GET", each).who for each in asked] == ["orders"] * 4 + ["monolith"]
        assert ask(port, "GET", "/v", {"X-V": "3"}).who == "orders"
        assert ask(port, "GET", "/v").who == "monolith"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_target_that_hangs_is_given_up_at_the_deadline(name: str, tmp_path: Path) -> None:
    made = table(entry("GET /slow", service="orders", target=Target("service"), timeout_ms=1000))
    with engine(name, made, tmp_path) as port:
        assert ask(port, "GET", "/slow").status == 504


def test_traefik_follows_its_file_and_loses_no_request(tmp_path: Path) -> None:
    made = table("GET /orders > orders")
    with engine("traefik", made, tmp_path) as port:
        routes = tmp_path / "routes.yaml"
        there = routes.read_text(encoding="utf-8")
        back = there.replace("service: orders_30000", "service: monolith_30000")
        for text, wanted in ((back, "monolith"), (there, "orders"), (back, "monolith")):
            beside = tmp_path / ".routes.yaml"
            beside.write_text(text, encoding="utf-8")
            beside.replace(routes)
            deadline = time.monotonic() + 30
            while (said := ask(port, "GET", "/orders")).who != wanted:
                assert said.status == 200
                assert time.monotonic() < deadline


def test_a_move_changes_nothing_of_haproxy_but_a_map_file() -> None:
    made = table("GET /orders/:id > orders", "GET /stock > stock")
    asked = options_for(made)
    before, after = (dict(ENGINES["haproxy"](each, asked).files) for each in (made, moved(made, Target())))
    assert [name for name in before if before[name] != after[name]] == ["percents.map"]


def test_what_an_engine_cannot_read_is_told_and_stays_with_the_monolith() -> None:
    made = table(r"GET /a/:id((?!me)\w+) > one", "GET /b > one")
    found = {name: ENGINES[name](made, options_for(made)) for name in COMMANDS}
    assert [each.grade for each in found["envoy"].fidelity] == ["unsupported", "exact"]
    assert "RE2 does not know" in found["envoy"].fidelity[0].why
    assert [each.grade for each in found["traefik"].fidelity] == ["unsupported", "superset"]
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


@pytest.mark.parametrize("name", ["envoy", "traefik"])
def test_a_shadowed_route_is_mirrored_where_the_engine_can(name: str, tmp_path: Path) -> None:
    made = moved(table("GET /orders > orders"), Target("shadow", 100))
    assert [each.grade for each in ENGINES[name](made, options_for(made)).fidelity] == ["exact"]
    assert [each.grade for each in ENGINES["nginx"](made, options_for(made)).fidelity] == ["subset"]
    answered_by.clear()
    with engine(name, made, tmp_path) as port:
        assert ask(port, "GET", "/orders").who == "monolith"
        deadline = time.monotonic() + 10
        while "orders" not in answered_by and time.monotonic() < deadline:
            time.sleep(0.05)
    assert "orders" in answered_by


class _Patient(threading.Thread):
    """A target that keeps connections for ever; ``idle`` tells how many seconds each was kept after its last answer."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.idle: queue.Queue[float] = queue.Queue()

    def run(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        answered = None
        with connection, contextlib.suppress(OSError):
            while connection.recv(65536):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Who: monolith\r\nContent-Length: 2\r\n\r\nok")
                answered = time.monotonic()
        if answered is not None:
            self.idle.put(time.monotonic() - answered)


@pytest.mark.parametrize("name", ["nginx", "envoy", "traefik", "haproxy"])
def test_an_idle_connection_to_a_target_ends_before_node_ends_it(name: str, tmp_path: Path) -> None:
    """Node ends its own after 5 seconds: what a proxy sends at that moment is answered with 502."""
    target = _Patient()
    target.start()
    made = table("GET /things")
    with engine_before(name, made, tmp_path, options({"monolith": target.port})) as port:
        assert ask(port, "GET", "/things").status == 200
        assert 0.5 < target.idle.get(timeout=20) < 4.8
