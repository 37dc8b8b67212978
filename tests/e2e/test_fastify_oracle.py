"""The matcher against Nest's own router on Fastify, which decodes paths and takes the most special route.

Left out by name: methods that Fastify does not know, which it answers 404 also where a route takes all of them.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gateway_process import PACKAGES, node
from monoliths import EXAMPLE, facts_of
from routing_engines import ask
from routing_probes import Probe, probes
from routing_tables import table

from woosh_split.artefacts.routes.match import Matcher
from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.document import from_document
from woosh_split.model.routing import Router, RoutingTable
from woosh_split.model.split import SplitFile

STRICT = (Router("fastify", True, True), {})
LOOSE = (
    Router("fastify", False, False),
    {"routerOptions": {"ignoreTrailingSlash": True, "caseSensitive": False}},
)


@contextmanager
def router_of(made: RoutingTable, options: Mapping[str, Any], folder: Path) -> Iterator[int]:
    """Run Nest on Fastify with a table's routes; yields the port."""
    routes = [[each.methods[0], each.path, each.id] for each in made.routes]
    file = folder / "routes.json"
    file.write_text(json.dumps({"routes": routes, "options": options}), encoding="utf-8")
    command = [str(node()), str(PACKAGES / "fastify-router.mjs"), str(file)]
    with subprocess.Popen(
        command, cwd=PACKAGES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        line = process.stdout.readline()
        assert line.strip().isdigit(), f"the router did not start: {line}{process.stdout.read()}"
        try:
            yield int(line)
        finally:
            process.stdin.close()
            process.wait(timeout=30)


def differing(made: RoutingTable, port: int, asked: list[Probe]) -> list[tuple[Probe, str, str]]:
    """Return the probes that another route answers than the matcher says."""
    matcher = Matcher(made)
    wrong = []
    for probe in (each for each in asked if each.method != "PURGE"):
        found = matcher.find(probe.method, probe.target)
        said = ask(port, probe.method, probe.target).handler
        if said != ("" if found is None else found.id):
            wrong.append((probe, "" if found is None else found.path, said))
    return wrong


@pytest.mark.parametrize(("router", "options"), [STRICT, LOOSE], ids=["strict", "loose"])
def test_the_example_on_fastify_is_answered_as_the_matcher_says(
    router: Router, options: Mapping[str, Any], tmp_path: Path
) -> None:
    made = replace(make_table(from_document(facts_of(EXAMPLE)), SplitFile()), router=router)
    asked = probes(made)
    assert len(asked) > 500
    with router_of(made, options, tmp_path) as port:
        assert differing(made, port, asked) == []


ODD = (
    "GET /files/*", "GET /files/meta", "GET /users/:id", "GET /users/me", r"GET /items/:id(^\d+$)", "GET /items/:name",
    "GET /Case/Kept", "GET /optional/:id?", "ALL /hooks/:name", "GET /hooks/special", "POST /users/me", "GET /",
    "GET /:tenant/settings", "GET /users/:id/log", "GET /flights/:from-:to", "HEAD /heads", "GET /a.b/c",
)  # fmt: skip


@pytest.mark.parametrize(("router", "options"), [STRICT, LOOSE], ids=["strict", "loose"])
def test_odd_routes_on_fastify_are_answered_as_the_matcher_says(
    router: Router, options: Mapping[str, Any], tmp_path: Path
) -> None:
    made = table(*ODD, router=router)
    targets = (
        "/files", "/files/", "/files/a/b", "/files/META", "/files/meta/", "/users/%6de", "/users/ME", "/users/a%2Fb",
        "/users/me/log", "/users//log", "/items/12", "/items/12a", "/items/%31", "/case/kept", "/Case/Kept/", "/optional",
        "/optional/", "/optional/3", "/hooks/x", "/hooks/special", "/hooks/special/", "/fr/settings", "/users/settings",
        "/files/settings", "/flights/a-b", "/flights/ab", "/", "//", "/heads", "/a.b/c", "/axb/c", "/%C3%A9/settings", "/a//b",
    )  # fmt: skip
    asked = [
        *probes(made),
        *(Probe(method, each) for method in ("GET", "HEAD", "POST") for each in targets),
    ]
    with router_of(made, options, tmp_path) as port:
        assert differing(made, port, asked) == []
