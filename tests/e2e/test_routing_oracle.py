"""The matcher against the monolith's own router: Nest maps the routes of every monolith and answers each probe.

Nest runs the start file in preview mode (``tests/node/nest-router.cjs``), its handlers only say their names. So prefix,
versions, order, letters' case and slashes are Nest's and Express's own. Left out by name:

* versions that something else than the path or a header of their own tells;
* controllers of a host: a table is that of one host;
* OPTIONS where the monolith answers it by its CORS settings, before any route is asked;
* paths of web sockets, whose server looks at a request before the router does, and is not started here.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from monoliths import ALL, EXAMPLE, Monolith, facts_of
from oracles import ORACLES, with_packages
from routing_engines import ask
from routing_probes import Probe, probes

from woosh_split.artefacts.routes.match import Matcher
from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.document import from_document
from woosh_split.model.routing import RoutingTable
from woosh_split.model.split import SplitFile


@contextmanager
def router_of(monolith: Monolith) -> Iterator[int]:
    """Run a monolith's router; yields the port."""
    with_packages(ORACLES)
    if monolith == EXAMPLE:
        with_packages(EXAMPLE.root / EXAMPLE.backend)
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    command = [
        "node",
        str(ORACLES / "nest-router.cjs"),
        str(monolith.root / monolith.backend),
        monolith.entry,
    ]
    with subprocess.Popen(
        command, cwd=ORACLES, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        line = process.stdout.readline()
        assert line.strip().isdigit(), f"the router of {monolith.name} did not start: {line}"
        try:
            yield int(line)
        finally:
            process.stdin.close()
            process.wait(timeout=30)


OTHER_VERSIONS = {"cargo-nx"}
VERSIONS = (None, "1", "2", "3")
HOSTS = {"HostController"}


def table_of(monolith: Monolith) -> RoutingTable:
    """Return the table of a monolith's facts, without services and without sockets."""
    made = make_table(from_document(facts_of(monolith)), SplitFile())
    return replace(made, routes=tuple(each for each in made.routes if each.kind != "websocket"))


@pytest.mark.parametrize("monolith", ALL, ids=lambda monolith: monolith.name)
def test_the_matcher_answers_as_the_monoliths_own_router(monolith: Monolith) -> None:
    made = table_of(monolith)
    if monolith.name in OTHER_VERSIONS:
        versioned = [route for route in facts_of(monolith)["routes"] if route["version"]]
        assert versioned and not any(route["version"] in route["path"] for route in versioned)
        return
    matcher = Matcher(made)
    wrong: list[tuple[Probe, str, str]] = []
    header = made.router.version_header
    with router_of(monolith) as port:
        for probe in probes(made):
            for version in VERSIONS if header else (None,):
                headers = {header: version} if header and version else {}
                found = matcher.find(probe.method, probe.target, headers)
                ours = found.handler if found is not None else ""
                said = ask(port, probe.method, probe.target, headers)
                by_cors = probe.method == "OPTIONS" and said.status == 204
                if ours != said.handler and not by_cors and ours.split(".")[0] not in HOSTS:
                    wrong.append((probe, ours, said.handler))
    assert wrong == []
