"""The commands plan and why as a user meets them: exit codes, files, messages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shop_facts import shop

from woosh_split.__main__ import main
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout

ROOT = Path(__file__).parents[3]
SPLIT = """
version: 1
services:
  ordering: {modules: [billing, orders], tables: [orders]}
  supply: {modules: [stock], tables: [stock]}
phases:
  - {id: 01-gateway, services: []}
  - {id: 02-supply, services: [supply], depends_on: [01-gateway]}
  - {id: 03-ordering, services: [ordering], depends_on: [01-gateway]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "facts.json").write_text(to_json(shop(), Layout()), encoding="utf-8")
    (tmp_path / "woosh-split.yaml").write_text(SPLIT, encoding="utf-8")
    return tmp_path


def run(folder: Path, command: str, *arguments: str) -> int:
    place = ("--path", str(folder)) if command == "why" else (str(folder),)
    return main([command, *arguments, *place, "--facts", str(folder / "facts.json")])


def test_plan_prints_the_phases(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "plan", "--format", "json", "--start", "2027-01-11") == 0
    plan = json.loads(capsys.readouterr().out)
    assert [phase["id"] for phase in plan["phases"]] == ["01-gateway", "02-supply", "03-ordering"]
    assert plan["phases"][0]["start"] == "2027-01-11"


def test_plan_writes_a_file_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "plan", "--format", "markdown", "--output", str(folder / "plan.md")) == 0
    assert (folder / "plan.md").read_text(encoding="utf-8").startswith("# Migration plan\n")
    assert capsys.readouterr().out == ""


def test_plan_without_a_split_file_says_how_to_get_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "woosh-split.yaml").unlink()
    assert run(folder, "plan") == 2
    assert "woosh-split propose" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "  - {id: 03-ordering, services: [ordering], depends_on: [01-gateway]}\n",
            "",
            "no phase for ordering",
        ),
        ("modules: [stock]", "modules: [stok]", "Did you mean stock"),
        ("services: [supply]", "services: [suply]", "suply"),
    ],
)
def test_a_split_file_that_does_not_add_up_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    assert old in SPLIT
    (folder / "woosh-split.yaml").write_text(SPLIT.replace(old, new), encoding="utf-8")
    assert run(folder, "plan") == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("start", ["tomorrow", "2027-13-01", "9999-12-31"])
def test_a_start_that_is_no_date_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], start: str
) -> None:
    assert run(folder, "plan", "--start", start) == 2
    assert "--start" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["billing", "module:stock"], 0),
        (["table:orders"], 0),
        (["billing", "coupons"], 1),
        (["nobody"], 2),
        (["orders"], 2),
    ],
)
def test_why_leaves_with_one_where_nothing_ties_the_two(folder: Path, names: list[str], code: int) -> None:
    assert run(folder, "why", *names) == code


def test_why_needs_no_split_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "woosh-split.yaml").unlink()
    assert run(folder, "why", "billing", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["placed"] is None


def test_the_same_bytes_whatever_the_hash_seed(folder: Path) -> None:
    for arguments in (["plan", str(folder)], ["why", "billing", "module:stock", "--path", str(folder)]):
        found = {
            subprocess.run(
                [sys.executable, "-m", "woosh_split", *arguments, "--facts", str(folder / "facts.json")],
                capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "2")
        }  # fmt: skip
        assert len(found) == 1


@pytest.mark.parametrize("source", ["examples/woosh", "tests/assets/monoliths/shop-crud"])
def test_a_real_monolith_is_proposed_planned_and_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    root = tmp_path / "monolith"
    shutil.copytree(ROOT / source, root, ignore=shutil.ignore_patterns("node_modules", "dist", ".*cache*"))
    assert main(["propose", str(root), "--quick", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["plan", str(root), "--quiet", "--format", "json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    services = [name for phase in plan["phases"] for name in phase["services"]]
    assert services
    assert len(services) == len(set(services))
    assert [note for note in plan["notes"] if "no policy" in note] == []
    for phase in plan["phases"]:
        for risk in phase["risks"]:
            if risk["file"]:
                assert risk["line"] <= len((root / risk["file"]).read_text(encoding="utf-8").splitlines())


def test_why_refuses_a_split_file_that_names_what_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A module that is spelt wrong there would be said to be the monolith's."""
    (folder / "woosh-split.yaml").write_text(SPLIT.replace("[stock], tables", "[stok], tables"), "utf-8")
    assert run(folder, "why", "orders") == 2
    assert "line 5: services.supply.modules: there is no module stok. Did you mean stock?" in (
        capsys.readouterr().err
    )
