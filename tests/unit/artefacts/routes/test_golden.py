"""A table as each engine gets it, and the report of its fidelity, against golden files (``UPDATE_GOLDEN=1`` writes them)."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from routing_tables import entry, table

from woosh_split.artefacts.routes.fidelity import fidelity_page
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
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_a_table_is_written_as_it_always_was() -> None:
    check("table.yaml", to_yaml(MADE))


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_rendered_as_it_always_was(engine: str) -> None:
    found = ENGINES[engine](MADE, IN_A_CLUSTER if engine == "gateway-api" else OPTIONS)
    for name, text in found.files:
        check(f"{engine}/{name}", text)
    check(f"{engine}/fidelity.md", fidelity_page(found))
