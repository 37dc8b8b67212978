"""A monolith with aliases and barrels, taken apart with its shared code in a package: it is built, then the services."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from monoliths import ROOT
from oracles import ORACLES, with_packages

from woosh_split.__main__ import main

MONOLITH = ROOT / "tests" / "assets" / "monoliths" / "hotel-aliases"
SERVICES = ("billing", "identity", "monolith", "stays")
_SECONDS = 600


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(
        list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}{done.stderr[-3000:]}"


def _linked(services: Path, name: str, packages: Path) -> None:
    """Lay out ``node_modules`` as npm does for the workspace: packages once, the package of shared code as a link."""
    modules = services / "node_modules"
    modules.mkdir()
    for each in sorted(packages.iterdir()):
        (modules / each.name).symlink_to(each)
    (modules / name).symlink_to(services / "packages" / "shared", target_is_directory=True)


def test_package_and_services_are_built_and_load_the_same_class(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = with_packages(ORACLES) / "node_modules"
    root = tmp_path / "hotel"
    shutil.copytree(MONOLITH, root, ignore=shutil.ignore_patterns("node_modules", "split"))
    (root / "node_modules").symlink_to(packages, target_is_directory=True)
    wanted = ["extract", "--all", "--path", str(root), "--quiet", "--no-cache"]
    assert main([*wanted, "--shared", "package"]) == 0
    told = capsys.readouterr().out
    assert "packages/shared · the code that services share" in told

    services = root / "split" / "services"
    shared = services / "packages" / "shared"
    name = json.loads((shared / "package.json").read_text())["name"]
    _linked(services, name, packages)
    compiler = services / "node_modules" / "typescript" / "bin" / "tsc"
    _run(["node", compiler, "-p", "tsconfig.json"], shared)
    for service in SERVICES:
        checked = json.loads((services / service / "package.json").read_text())["scripts"]["typecheck"]
        _run(["node", compiler, *checked.split()[1:]], services / service)

    built = sorted(
        path.relative_to(shared / "dist").as_posix()
        for path in (shared / "dist").rglob("*.js")
        if not path.name.endswith(".map")
    )
    moved = json.loads((shared / "woosh-split.manifest.json").read_text())["moved"]
    assert built == sorted(path.removesuffix(".ts") + ".js" for path in moved)
    load = "for (const each of JSON.parse(process.argv[1])) require(each)"
    names = json.dumps([f"{name}/dist/{path.removesuffix('.js')}" for path in built])
    _run(["node", "-r", "reflect-metadata", "-e", load, names], services / "billing")

    assert main([*wanted, "--check"]) == 0, "the manifests remember the choice"
