"""Packages that somebody else installed are taken as they are, unless the package files ask for others by now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from woosh_split.parity.installed import installed_by_hand
from woosh_split.parity.processes import Children
from woosh_split.parity.program import Program, install
from woosh_split.sources.files import MANIFEST_FILE


def _write(path: Path, document: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), "utf-8")
    return path


def _note(folder: Path, **versions: str) -> None:
    packages = {f"node_modules/{name}": {"version": version} for name, version in versions.items()}
    _write(folder / "node_modules" / ".package-lock.json", {"packages": packages})


@pytest.mark.parametrize(
    ("wanted", "current"),
    [
        ({"dependencies": {"kit": "^2.1.0"}}, True),
        ({"dependencies": {"kit": "2.1.4"}, "devDependencies": {"tool": "npm:other@1.0.0"}}, True),
        ({}, True),
        ({"dependencies": {"kit": "2.1.5"}}, False),
        ({"dependencies": {"kit": "^3.0.0"}}, False),
        ({"devDependencies": {"missing": "^1.0.0"}}, False),
    ],
)
def test_a_note_of_npm_is_held_against_what_is_asked_for_today(
    wanted: dict[str, object], current: bool, tmp_path: Path
) -> None:
    _note(tmp_path, kit="2.1.4", tool="1.0.0")
    _write(tmp_path / "package.json", wanted)
    assert installed_by_hand(tmp_path, []) is current


@pytest.mark.parametrize("workspaces", [True, False])
def test_package_files_below_count_in_a_workspace_only(workspaces: bool, tmp_path: Path) -> None:
    _note(tmp_path, kit="2.1.4")
    _write(tmp_path / "package.json", {"workspaces": ["*"]} if workspaces else {})
    below = _write(tmp_path / "orders" / "package.json", {"dependencies": {"kit": "^3.0.0"}})
    assert installed_by_hand(tmp_path, [below]) is not workspaces


def test_verify_installs_what_came_after_somebody_installed(tmp_path: Path) -> None:
    _note(tmp_path, kit="1.0.0")
    _write(tmp_path / "kit" / "package.json", {"name": "kit", "version": "1.0.0"})
    _write(tmp_path / "more" / "package.json", {"name": "more", "version": "1.0.0"})
    asked = {"kit": "file:./kit", "more": "file:./more"}
    _write(tmp_path / "package.json", {"name": "shop", "version": "1.0.0", "dependencies": asked})

    with Children(tmp_path) as children:
        assert install(children, Program("shop", tmp_path, tmp_path)) is None
    assert (tmp_path / "node_modules" / "more" / "package.json").is_file()


def test_what_npm_complains_of_is_not_lost_behind_its_usage(tmp_path: Path) -> None:
    """Found in a field trial: the end of what npm said was the list of its options, and nothing else was shown."""
    _write(tmp_path / "kit" / "package.json", {"name": "kit", "version": "1.0.0"})
    shop = {"name": "shop", "version": "1.0.0"}
    _write(tmp_path / "package.json", {**shop, "dependencies": {"kit": "file:./kit"}})
    _write(tmp_path / "package-lock.json", {**shop, "lockfileVersion": 3, "packages": {"": shop}})

    with Children(tmp_path) as children:
        trouble = install(children, Program("shop", tmp_path, tmp_path))
    assert trouble is not None
    assert "Missing: kit@1.0.0 from lock file" in trouble.said
    assert "--ignore-scripts" not in trouble.said


def test_a_lock_of_what_was_extracted_before_is_brought_up_to_date(tmp_path: Path) -> None:
    """Found in a trial: a package of shared code came, and npm ci refused the lock that verify itself had made."""
    shop = {"name": "shop-services", "version": "0.0.0", "workspaces": ["*"]}
    _write(tmp_path / "orders" / "package.json", {"name": "orders", "version": "1.0.0"})
    _write(tmp_path / "orders" / MANIFEST_FILE, {})
    _write(tmp_path / "package.json", shop)
    _write(tmp_path / "package-lock.json", {**shop, "lockfileVersion": 3, "packages": {"": shop}})

    with Children(tmp_path) as children:
        assert install(children, Program("orders", tmp_path / "orders", tmp_path)) is None
    assert "orders" in json.loads((tmp_path / "package-lock.json").read_text("utf-8"))["packages"]
