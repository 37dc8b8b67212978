"""The first day: the example behind the gateway answers as the example does, request by request, in answers and in rows."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from example_run import build
from gateway_process import running_gateway
from monoliths import EXAMPLE

from woosh_split.artefacts.routes.document import to_document
from woosh_split.model.facts import Facts
from woosh_split.model.routing import address_variable
from woosh_split.parity.request import VerifyRequest
from woosh_split.pipeline import verify as verifying
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.routes import table_of
from woosh_split.split.load import SPLIT_FILE, load_split

pytestmark = pytest.mark.xdist_group("gateway")

REQUESTS = 330
SPLIT = EXAMPLE.root / SPLIT_FILE


@pytest.fixture(scope="module")
def facts() -> Facts:
    return analyse(AnalyseRequest(root=EXAMPLE.root))


TIMERS = ("$.durationMs", "$.responseTimeMs", "$.uptimeSeconds")
"""What the monolith measures of itself: by chance the control had the same milliseconds."""


def test_behind_the_gateway_nobody_notices(
    facts: Facts, built_gateway: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind the gateway stands the monolith itself, so that all that could differ is the gateway's."""
    build()
    split = load_split(SPLIT)
    monkeypatch.setattr(
        verifying, "Router", _standing_in(built_gateway, tmp_path, to_document(table_of(facts, split, SPLIT)))
    )
    lines = (EXAMPLE.root / "requests.jsonl").read_text("utf-8").splitlines()[:REQUESTS]
    script = tmp_path / "requests.jsonl"
    script.write_text("\n".join(lines) + "\n")
    found = verifying.verify(
        VerifyRequest(
            root=EXAMPLE.root, facts=facts, split=split, split_path=SPLIT, generated=tmp_path,
            control_only=True, requests=script, install=False, build=False, environment={"JWT_SECRET": "only for this test"},
        )
    )  # fmt: skip
    assert len(found.requests) == len([line for line in lines if line.strip()]) >= 300
    differing = [
        (each.method, each.path, difference.where)
        for each in found.requests
        for difference in each.differences
        if difference.where not in TIMERS
    ]
    assert differing == []
    assert [table for table in found.tables if table.differences] == []


def _standing_in(built: Path, folder: Path, table: dict[str, Any]) -> type:
    """Return what verify takes for its router: the gateway, at the port that the router would have."""

    class Standing(contextlib.ExitStack):
        def __init__(self, _: object, ports: Mapping[str, int], port: int) -> None:
            super().__init__()
            monolith = f"http://127.0.0.1:{ports['monolith']}"
            environment = {address_variable(name): monolith for name in ("monolith", *table["services"])}
            environment |= {"PORT": str(port), "JWT_SECRET": "only for this test"}
            self.enter_context(running_gateway(built, folder / "run", table, environment))

    return Standing
