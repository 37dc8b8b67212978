"""The gateway's matcher answers as the one that plans, renders and explains: one table, one answer."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from gateway_process import PACKAGES, node
from monoliths import EXAMPLE

from woosh_split.artefacts.routes.document import to_document
from woosh_split.artefacts.routes.match import Matcher
from woosh_split.model.routing import RouteEntry, Router, RoutingTable, Segment
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.routes import table_of
from woosh_split.split.load import SPLIT_FILE, load_split

pytestmark = pytest.mark.xdist_group("gateway")

WORDS = ("api", "a", "B", "me", "orders", "a.b", "é")
PATTERNS = (None, None, r"\d+", "[a-z]+", r"(?=a)\w+")
METHODS = ("GET", "POST", "ALL", "HEAD", "DELETE")
PARTS = (
    "api",
    "API",
    "a",
    "b",
    "me",
    "%6de",
    "%6De",
    "7",
    "orders",
    "",
    ".",
    "..",
    "a%2Fb",
    "%zz",
    "%C3%A9",
    "é",
    "a.b",
    "x;y",
)


def ask(built: Path, table: RoutingTable, requests: list[list[Any]], *more: str) -> Any:
    """Return what the compiled matcher answers."""
    asked = json.dumps({"table": to_document(table), "requests": requests})
    command = [str(node()), str(PACKAGES / "match.mjs"), str(built), *more]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def random_table(chance: random.Random) -> RoutingTable:
    entries = []
    for order in range(chance.randint(1, 25)):
        segments = []
        for _ in range(chance.randint(0, 4)):
            if chance.random() < 0.6:
                segments.append(Segment("literal", chance.choice(WORDS), None, chance.random() < 0.1))
            else:
                segments.append(Segment("parameter", "p", chance.choice(PATTERNS), chance.random() < 0.2))
        if chance.random() < 0.2:
            segments.append(Segment("wildcard", "*", chance.choice((None, None, ".+"))))
        versions = chance.choice(((), (), ("1",), ("1", "2")))
        entries.append(
            RouteEntry(
                f"{order:08x}", (chance.choice(METHODS),), "/", tuple(segments), "", "", order, "monolith",
                versions=versions, shadowed=True,
            )
        )  # fmt: skip
    engine = chance.choice(("express", "fastify"))
    router = Router(engine, chance.random() < 0.4, chance.random() < 0.4, chance.choice((None, "x-version")))
    return RoutingTable(router=router, routes=tuple(entries))


def random_request(chance: random.Random) -> list[Any]:
    parts = [chance.choice(PARTS) for _ in range(chance.randint(0, 5))]
    target = "/" + "/".join(parts) + chance.choice(("", "", "/", "?a=/b", "//"))
    return [chance.choice((*METHODS, "PURGE")), target, chance.choice((None, "1", "2", "3"))]


@pytest.mark.parametrize("seed", range(8))
def test_both_matchers_find_the_same_route(built_gateway: Path, seed: int) -> None:
    chance = random.Random(seed)
    table = random_table(chance)
    requests = [random_request(chance) for _ in range(400)]
    matcher = Matcher(table)
    expected = []
    for method, target, version in requests:
        found = matcher.find(method, target, {} if version is None else {"X-Version": version})
        expected.append(None if found is None else found.id)
    got = ask(built_gateway, table, requests)
    unlike = [
        (each, one, other) for each, one, other in zip(requests, expected, got, strict=True) if one != other
    ]
    assert unlike == [], table.router


def test_three_thousand_routes_cost_less_than_three_microseconds_each(built_gateway: Path) -> None:
    """The routes of the example, under eighteen prefixes."""
    facts = analyse(AnalyseRequest(root=EXAMPLE.root))
    split_path = EXAMPLE.root / SPLIT_FILE
    table = table_of(facts, load_split(split_path), split_path)
    entries = [
        RouteEntry(
            f"{number * 1000 + index:08x}", each.methods, each.path, (Segment("literal", f"t{number}"), *each.segments),
            each.handler, each.source, number * 1000 + index, each.service, shadowed=True,
        )
        for number in range(18)
        for index, each in enumerate(table.routes)
    ]  # fmt: skip
    assert len(entries) > 3000
    chance = random.Random(1)
    requests = []
    for entry in chance.sample(entries, 1000):
        parts = [each.text if each.kind == "literal" else "123" for each in entry.segments]
        requests.append([entry.methods[0], "/" + "/".join(parts), None])
    many = RoutingTable(router=table.router, services=table.services, routes=tuple(entries))
    best = min(ask(built_gateway, many, requests, "--time") for _ in range(3))
    assert best < 3.0
