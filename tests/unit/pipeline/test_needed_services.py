"""Which services must run where a service has traffic."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from woosh_split.model.split import MONOLITH, Contract, Service, SplitFile
from woosh_split.pipeline.needed_services import needed_services

CROSSINGS = (
    Contract("1", "orders", "stock", "call", "StockService.take", "remote"),
    Contract("2", "orders", "mail", "event", "order.made", "remote"),
    Contract("3", "orders", "prices", "call", "PriceService.of", "borrow"),
    Contract("4", MONOLITH, "users", "call", "UsersService.find", "remote"),
    Contract("5", "orders", MONOLITH, "call", "AppService.run", "remote"),
)
SPLIT = SplitFile(
    services=tuple(Service(name) for name in ("orders", "stock", "mail", "prices", "users")),
    crossings=CROSSINGS,
)


def manifest(folder: Path, text: str) -> None:
    (folder / "orders").mkdir()
    (folder / "orders" / "woosh-split.manifest.json").write_text(text)


def test_the_split_file_says_whom_a_service_calls_and_tells(tmp_path: Path) -> None:
    assert needed_services(SPLIT, ["orders", "mail"], tmp_path) == {"orders": ("mail", "stock"), "mail": ()}


def test_what_guards_of_the_whole_application_call_each_service_calls(tmp_path: Path) -> None:
    """Found in a field trial: every route of a service was 401, since its middleware asked a service that did not run."""
    files = {
        f"src/generated/remote/{owner}/users.service.ts": "0" * 64 for owner in ("users", "orders", "gone")
    }
    manifest(tmp_path, json.dumps({"version": 1, "generated_by": "woosh-split extract", "files": files}))
    assert needed_services(SPLIT, ["orders"], tmp_path) == {"orders": ("mail", "stock", "users")}


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 99}'])
def test_a_manifest_that_cannot_be_read_says_nothing(tmp_path: Path, text: str) -> None:
    manifest(tmp_path, text)
    assert needed_services(SPLIT, ["orders"], tmp_path) == {"orders": ("mail", "stock")}


def test_a_service_that_writes_through_an_owners_endpoint_needs_the_owner(tmp_path: Path) -> None:
    write = Contract("6", "mail", "users", "write", "users", "api")
    split = replace(SPLIT, crossings=(*CROSSINGS, write))
    assert needed_services(split, ["mail"], tmp_path) == {"mail": ("users",)}
