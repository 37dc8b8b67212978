"""A table as each engine gets it, and the report of its fidelity, against golden files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from golden_files import compare
from routing_tables import entry, table

from woosh_split.artefacts.routes.fidelity import fidelity_page
from woosh_split.artefacts.routes.pattern import unnamed
from woosh_split.artefacts.routes.registry import ENGINES
from woosh_split.artefacts.routes.rendering import Addresses, RenderOptions
from woosh_split.artefacts.routes.text import to_yaml
from woosh_split.model.routing import Router, Target

GOLDEN = Path(__file__).parents[3] / "golden" / "routes"
MADE = table(
    "GET /api/files/meta",
    entry("GET /api/files/*", service="files", target=Target("service")),
    entry("GET /api/orders/today", service="ordering", target=Target("split", 10)),
    entry(r"GET /api/orders/:id(\d+)", service="ordering", target=Target("split", 10)),
    entry("GET /api/orders/:word((?!x)[a-z]+)", service="ordering", target=Target("service")),
    entry("PATCH,PUT /api/orders/:id", service="ordering", target=Target("split", 50, sticky=False)),
    entry("GET /api/orders", service="ordering", target=Target("shadow", 20), shadowable=True),
    entry("ALL /:tenant/hooks", service="files", target=Target("service"), versions=("2",), timeout_ms=0),
    "POST /api/orders",
    router=Router(version_header="X-Version"),
)
OPTIONS = RenderOptions(
    Addresses({"monolith": ("monolith", 3000), "files": ("files", 3001), "ordering": ("::1", 3002)}),
    8080,
    "X-Device-Id",
)
IN_A_CLUSTER = replace(
    OPTIONS,
    addresses=Addresses(
        {"monolith": ("monolith", 80), "files": ("files.media", 3001), "ordering": ("ordering", 3002)}
    ),
    gateway="edge/public",
)
"""An engine of Kubernetes knows Services instead of addresses."""


def check(name: str, text: str) -> None:
    """Compare a text with its golden file."""
    compare(GOLDEN / name, text)


def test_a_table_is_written_as_it_always_was() -> None:
    check("table.yaml", to_yaml(MADE))


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_rendered_as_it_always_was(engine: str) -> None:
    found = ENGINES[engine](MADE, IN_A_CLUSTER if engine == "gateway-api" else OPTIONS)
    for name, text in found.files:
        check(f"{engine}/{name}", text)
    check(f"{engine}/fidelity.md", fidelity_page(found))


def test_nginx_ends_its_idle_connections_before_node_does() -> None:
    """Found in an exam: one request in 17,000 met a connection that the monolith was ending, and was answered with 502."""
    ((_, text),) = ENGINES["nginx"](MADE, OPTIONS).files
    assert text.count("        keepalive_timeout 3s;\n") == text.count("        keepalive 64;\n") == 3


def test_a_path_cannot_say_more_to_a_cluster_than_a_path() -> None:
    """It stands in a comment besides, for people: a line that ended there would go on as YAML."""
    path = "/x\n    - matches: [{path: {type: PathPrefix, value: /_internal/rpc}}]\n      backendRefs: [{name: a, port: 80}]\n      #"
    made = table(entry("GET /orders", service="files", target=Target("service"), path=path))
    ((_, text),) = ENGINES["gateway-api"](made, IN_A_CLUSTER).files
    rules = [rule for each in yaml.safe_load_all(text) for rule in each["spec"]["rules"]]
    inside = [rule for rule in rules if rule["matches"][0]["path"]["value"].startswith("/_internal")]
    assert [rule.get("backendRefs") for rule in inside] == [None]


def test_what_re2_cannot_read_is_known_beforehand() -> None:
    """One expression that it refuses has Envoy refuse the whole file, and Traefik the router."""
    for pattern in ("(?=a)b", "(?>ab)c", r"a\Z", "a{1,2000}", "a{1001}", "(a)(?(1)b|c)", r"(a)\1", "a++"):
        found = ENGINES["envoy"](table(f"GET /a/:id({pattern}) > files"), OPTIONS)
        assert [each.grade for each in found.fidelity] == ["unsupported"], pattern
        assert pattern not in dict(found.files)["envoy.json"]


def test_a_code_of_a_character_is_spelled_as_every_engine_reads_it() -> None:
    assert unnamed(r"[\u0041-\u00ff]\\u0041(?<a>b)\u000a") == r"[\x41-\x7f]\\u0041(?:b)\x0a"


def test_services_whose_names_are_words_of_yaml_keep_them() -> None:
    service = "on"
    moved = table(entry("GET /orders", service=service, target=Target("service")))
    options = RenderOptions(
        Addresses({"monolith": ("monolith", 3000), service: (service, 3001)}), gateway="null"
    )
    ((_, text),) = ENGINES["gateway-api"](moved, options).files

    def strings(node: Any) -> bool:
        """Tell whether every key, and every name, is a text."""
        if isinstance(node, dict):
            return all(
                isinstance(key, str) and (key != "name" or isinstance(each, str)) and strings(each)
                for key, each in node.items()
            )
        return not isinstance(node, list) or all(map(strings, node))

    assert all(map(strings, yaml.safe_load_all(text)))
