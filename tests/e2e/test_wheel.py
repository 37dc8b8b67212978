"""What is published works without the checkout: the wheel, installed into an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from mini_shop import write_mini_shop
from shop_facts import shop

from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it, alone, into a new environment."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    subprocess.run(
        [*pip, "--python", str(folder / "env/bin/python"), "install", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    return folder / "env"


def run(environment: Path, *arguments: str) -> str:
    """Run the installed command; the libraries come from this environment, the package does not.

    A folder on PYTHONPATH is searched, but its ``.pth`` files, which lead to the checkout, are not read.
    """
    result = subprocess.run(
        [str(environment / "bin" / arguments[0]), *arguments[1:]],
        capture_output=True,
        text=True,
        check=True,
        cwd=environment,
        env=os.environ | {"PYTHONPATH": sysconfig.get_path("purelib")},
    )
    return result.stdout


def test_the_package_is_the_installed_one(environment: Path) -> None:
    """Otherwise the tests below would prove nothing."""
    found = run(environment, "python", "-c", "import woosh_split; print(woosh_split.__file__)")
    assert Path(found.strip()).is_relative_to(environment)


def test_the_command_starts(environment: Path) -> None:
    assert run(environment, "woosh-split", "--version").startswith("woosh-split ")


def test_the_schema_comes_along(environment: Path) -> None:
    assert json.loads(run(environment, "woosh-split", "schema", "facts"))["title"] == "woosh-split facts"


def test_the_report_finds_its_parts(environment: Path) -> None:
    """Its template, scripts and the vendored library, with the library's licence."""
    facts = environment / "facts.json"
    facts.write_text(to_json(shop(), Layout()), encoding="utf-8")
    page = run(environment, "woosh-split", "report", ".", "--facts", str(facts), "--output", "-")
    assert page.startswith("<!doctype html>")
    assert "The Cytoscape Consortium" in page
    (vendor,) = environment.glob("lib/python*/site-packages/woosh_split/_resources/templates/report/vendor/*")
    assert (vendor / "LICENSE").is_file()


def test_every_module_of_the_package_comes_along(environment: Path) -> None:
    (installed,) = environment.glob("lib/python*/site-packages/woosh_split")
    here = ROOT / "woosh_split"
    expected = {
        path.relative_to(here) for path in here.rglob("*") if path.suffix in {".py", ".typed", ".scm", ".yml"}
    }
    assert expected <= {path.relative_to(installed) for path in installed.rglob("*")}


def test_the_licence_comes_along(environment: Path) -> None:
    (licence,) = environment.glob("lib/python*/site-packages/woosh_split-*.dist-info/licenses/LICENSE")
    assert "Apache License" in licence.read_text()


def test_the_templates_of_ci_are_in_the_wheel(environment: Path, tmp_path: Path) -> None:
    shop = write_mini_shop(tmp_path / "shop")
    printed = run(
        environment,
        "woosh-split",
        "init",
        str(shop),
        "--no-propose",
        "--dry-run",
        "--ci",
        "github",
        "--ci",
        "gitlab",
    )
    assert "uses: ./.github/actions/woosh-split" in printed
    assert "codequality: gl-code-quality-report.json" in printed
