"""What the example really ran, as its server logged it, is what its facts say; and the grants of each phase allow it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from example_run import APP_USER, DATABASE, ExampleRun
from monoliths import EXAMPLE

from woosh_split.__main__ import main

pytestmark = pytest.mark.xdist_group("example")


@pytest.fixture(scope="module")
def observed(example_run: ExampleRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The observation of a general log with every statement of the smoke test."""
    folder = tmp_path_factory.mktemp("observed")
    log = folder / "general.log"
    head = f"261128 10:19:57\t     3 Connect\t{APP_USER}@127.0.0.1 on {DATABASE} using TCP/IP\n"
    log.write_text(
        head + "".join(f"\t\t     3 Query\t{each}\n" for each in example_run.logged), encoding="utf-8"
    )
    place = folder / "observed.json"
    command = ["observe", str(EXAMPLE.root), "--general-log", str(log), "--format", "json", "--quiet"]
    assert main([*command, "--output", str(place)]) == 0
    return place


def replayed(observed: Path, phase: str) -> list[dict[str, Any]]:
    place = observed.with_name(f"{phase}.json")
    command = ["observe", str(EXAMPLE.root), "--observed", str(observed), "--replay-grants", phase, "--quiet"]
    main([*command, "--format", "json", "--output", str(place)])
    found: list[dict[str, Any]] = json.loads(place.read_text())["denials"]
    return found


def test_the_facts_explain_all_that_ran_and_nearly_all_of_them_ran(
    observed: Path, example_run: ExampleRun
) -> None:
    document = json.loads(observed.read_text())
    assert sum(each["count"] for each in document["statements"]) == len(example_run.logged)
    assert [each["text"] for each in document["statements"] if each["problem"]] == []
    assert [each for each in document["accesses"] if each["verdict"] != "confirmed"] == []
    assert {(each["table"], each["operation"]) for each in document["unseen"]} == {
        ("OutletQuantity", "update"),  # the database has no such table: the statement before it fails
        ("ProductReport", "insert"),
        ("VisibilityReport", "insert"),
        ("commission_configs", "insert"),
    }


@pytest.mark.parametrize("phase", ["02-analytics-reporting", "03-order-management"])
def test_the_grants_of_the_first_phases_deny_nothing_that_ran(phase: str, observed: Path) -> None:
    assert replayed(observed, phase) == []


def test_after_the_last_phase_only_what_the_database_never_had_is_denied(observed: Path) -> None:
    found = replayed(observed, "11-cleanup")
    assert {right for each in found for right in each["missing"] if not right.startswith("EXECUTE on ")} == {
        "SELECT on OutletQuantity"
    }
    schema = (EXAMPLE.root / "database" / "schema.sql").read_text(encoding="utf-8").lower()
    routines = [
        right.split()[-1] for each in found for right in each["missing"] if right.startswith("EXECUTE")
    ]
    assert routines
    assert [name for name in routines if f"procedure `{name.lower()}`" in schema] == []
