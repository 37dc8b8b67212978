"""The house is as CONTRIBUTING says: what is registered is documented and tested, and every room is in the table."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from woosh_split.artefacts.routes.registry import ENGINES
from woosh_split.cli.app import app
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.parts import SECTIONS
from woosh_split.reports.registry import FORMATS
from woosh_split.reports.schema import facts_schema

ROOT = Path(__file__).parents[1]
ROOMS = {path.name for path in (ROOT / "woosh_split").iterdir() if (path / "__init__.py").is_file()}
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
][1:]


def page(name: str) -> str:
    """Return a page of the reference."""
    return (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_every_place_in_the_table_exists(row: list[str]) -> None:
    places = re.findall(r"`([\w./-]+)`", " ".join(row[1:]))
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_room_is_in_the_table() -> None:
    named = set(re.findall(r"`woosh_split/(\w+)/", " ".join(cell for row in TABLE for cell in row)))
    assert named == ROOMS


def test_every_room_is_a_layer() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(each for each in config["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    assert set(layers["layers"]) >= ROOMS
    assert layers["exhaustive"] is True


def test_every_room_says_what_it_is_for() -> None:
    short = [room for room in ROOMS if len((ROOT / "woosh_split" / room / "__init__.py").read_text()) < 40]
    assert short == []


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_is_documented(format_name: str) -> None:
    assert f"`{format_name}`" in page("formats.md")


def test_every_format_of_every_command_is_documented_with_its_default_first() -> None:
    """The page of the command line is what ``--help`` prints; a test below makes sure of it."""
    asked = {
        name: found[1].split("|") if (found := re.search(r"--format <([a-z|]+)>", text)) else []
        for name, text in re.findall(
            r"^##+ woosh-split ([a-z -]+)$(.*?)(?=^##+ |\Z)", page("cli.md"), re.MULTILINE | re.DOTALL
        )
    }
    table = page("formats.md").partition("\n## ")[0]
    told = {
        name: [] if "no `--format`" in formats else re.findall(r"`(\w+)`", formats.partition(":")[0])
        for names, formats in re.findall(r"^\| (`.+?) \| (.+?) \|", table, re.MULTILINE)
        for name in re.findall(r"`([a-z -]+)`", names)
    }
    assert told == {name: formats for name, formats in asked.items() if name not in ("database", "routes")}


@pytest.mark.parametrize("part", SECTIONS)
def test_every_part_of_the_report_is_documented(part: str) -> None:
    assert f"| `{part}` |" in page("formats.md")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_of_the_routing_table_is_documented(engine: str) -> None:
    assert engine in page("routes.md")


def test_make_golden_writes_every_golden_file() -> None:
    """It runs whoever compares one, which is whoever takes ``compare`` from ``golden_files``: nobody has a way of his own."""
    tests = {
        path: path.read_text("utf-8")
        for path in (ROOT / "tests").rglob("*.py")
        if "node_modules" not in path.parts
    }
    assert [path.name for path, text in tests.items() if 'environ.get("UPDATE' + '_GOLDEN")' in text] == [
        "golden_files.py"
    ]
    recipe = re.search(r"^golden: .*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe is not None
    assert "$$(grep -rl --include='*.py' \"^from golden_files import\" tests/unit)" in recipe[1]
    asking = [
        path for path, text in tests.items() if re.search(r"^from golden_files import", text, re.MULTILINE)
    ]
    assert [path for path in asking if not path.is_relative_to(ROOT / "tests" / "unit")] == []


def test_every_command_is_documented() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    visible = {name for name, command in commands.items() if not command.hidden}
    assert set(re.findall(r"^## woosh-split (\w+)$", page("cli.md"), re.MULTILINE)) == visible


def test_every_variable_that_a_user_may_set_is_documented() -> None:
    """Those that are handed to programs that we start ourselves are no user's."""
    ours = {
        "WOOSH_SPLIT_COMPLETE",
        "WOOSH_SPLIT_FIXED_DATABASE",
        "WOOSH_SPLIT_FIXED_PORTS",
        "WOOSH_SPLIT_PLAIN_DATABASE",
    }
    named = {
        name
        for path in (ROOT / "woosh_split").rglob("*.py")
        for name in re.findall(r"WOOSH_SPLIT_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    listed = set(re.findall(r"`(WOOSH_SPLIT_[A-Z_]+)", page("cli.md").partition("```")[0]))
    assert named - ours == listed


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    """``make golden`` writes it anew."""
    result = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate_cli.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("code", [0, 1, 2, 70, 130])
def test_every_exit_code_is_documented(code: int) -> None:
    assert f"| {code} |" in page("exit-codes.md")


def test_every_key_of_the_facts_file_is_documented() -> None:
    schema = json.loads(facts_schema())
    keys = set(schema["properties"])
    for definition in schema["$defs"].values():
        keys |= set(definition["properties"])
    assert sorted(key for key in keys if f"`{key}`" not in page("facts-file.md")) == []


def test_every_kind_of_hazard_that_the_example_shows_is_documented() -> None:
    facts = analyse(AnalyseRequest(root=ROOT / "examples" / "woosh"))
    kinds = {hazard.kind for hazard in facts.hazards}
    assert kinds
    assert [kind for kind in sorted(kinds) if f"| `{kind}` |" not in page("hazards.md")] == []


def test_every_kind_of_drift_that_the_model_names_is_documented() -> None:
    source = (ROOT / "woosh_split" / "model" / "schema.py").read_text(encoding="utf-8")
    (kinds,) = re.findall(r"class Drift:.*?kind: str  # ([a-z| -]+)", source, re.DOTALL)
    assert [kind for kind in kinds.split(" | ") if f"| `{kind.strip()}` |" not in page("facts-file.md")] == []


def test_every_make_target_that_the_docs_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {
        name
        for path in pages
        for name in re.findall(r"(?:^|`|\$ )make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named
    assert named <= targets


def test_the_lock_names_no_registry_and_pins_by_hash() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    wanted = config["project"]["dependencies"] + [
        each for group in config["dependency-groups"].values() for each in group
    ]
    names = {re.split(r"[<>=~!\[; ]", each, maxsplit=1)[0].lower().replace("_", "-") for each in wanted}
    assert names <= locked


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python before 3.11.5, which Debian 12 ships, goes on at the wrong character after one (gh-106052)."""
    possessive = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
    files = sorted((ROOT / "woosh_split").rglob("*.py"))
    assert [file.name for file in files if possessive.search(file.read_text(encoding="utf-8"))] == []
