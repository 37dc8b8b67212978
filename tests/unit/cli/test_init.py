"""`init` leaves a clean check behind, and nothing of what was there is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from mini_shop import outside_of_ci, write_mini_shop

from woosh_split.__main__ import main

CROSSING = """
  async countUsers() {
    return this.orders.query(`
      SELECT COUNT(*) FROM users
    `);
  }
}
"""
SPLIT = """\
version: 1
services:
  sales: {modules: [orders], tables: [orders]}
  people: {modules: [users], tables: [users]%s}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository that is a small monolith, with a statement that reaches over a boundary."""
    outside_of_ci(monkeypatch)
    shop = write_mini_shop(tmp_path / "shop")
    (shop / ".git").mkdir()
    service = shop / "src/users/users.service.ts"
    text = service.read_text().rstrip().removesuffix("}").replace("this.orders", "this.users")
    service.write_text(
        text + CROSSING.replace("this.orders", "this.users").replace("FROM users", "FROM orders")
    )
    monkeypatch.chdir(shop)
    return shop


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file but the cache."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".woosh_split_cache" not in path.parts
    }


def decide(shop: Path, more: str = "") -> None:
    (shop / "woosh-split.yaml").write_text(SPLIT % more, encoding="utf-8")


def test_a_monolith_without_anything_gets_everything_and_a_clean_check(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--ci", "github", "--ci", "gitlab", "--ci", "pre-commit"]) == 0
    assert {
        "woosh-split.yaml",
        ".gitignore",
        ".github/workflows/woosh-split.yml",
        ".github/actions/woosh-split/action.yml",
        ".gitlab-ci.yml",
        ".gitlab/woosh-split.gitlab-ci.yml",
        ".pre-commit-config.yaml",
    } <= set(tree(shop))
    assert "Wrote .gitignore." in capfd.readouterr().err
    (shop / ".git").rmdir()
    subprocess.run(["git", "init", "--quiet"], check=True)
    listed = subprocess.run(["git", "status", "--short"], capture_output=True, text=True, check=True).stdout
    assert ".woosh_split_cache" not in listed


def test_the_violations_of_today_are_the_baseline(shop: Path) -> None:
    decide(shop)
    assert main(["check", "-q"]) == 1
    assert main(["init"]) == 0
    assert (shop / "woosh-split.baseline.json").is_file()
    assert main(["check", "-q"]) == 0


def test_a_second_run_changes_nothing(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    decide(shop)
    assert main(["init", "--ci", "github"]) == 0
    before = tree(shop)
    capfd.readouterr()
    assert main(["init", "--ci", "github"]) == 0
    assert tree(shop) == before
    assert "Nothing to do." in capfd.readouterr().err


def test_a_dry_run_prints_every_file_and_writes_none(
    shop: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(shop)
    monkeypatch.setenv("CI", "true")
    before = tree(shop)
    assert main(["init", "--ci", "gitlab", "--dry-run"]) == 0
    assert tree(shop) == before
    out = capfd.readouterr().out
    assert "# would create woosh-split.baseline.json\n{" in out
    assert "# would create .gitlab-ci.yml\n" in out


def test_ci_installs_what_is_asked_for_and_an_option_of_pip_is_refused(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    decide(shop)
    wheel = "./woosh_split-0.1.0-py3-none-any.whl"
    assert main(["init", "--ci", "github", "--requirement", wheel]) == 0
    assert f'default: "{wheel}"' in (shop / ".github/actions/woosh-split/action.yml").read_text()
    before = tree(shop)
    assert main(["init", "--ci", "github", "--requirement", "--index-url=http://other.example"]) == 2
    assert "names nothing that pip can install" in capfd.readouterr().err
    assert tree(shop) == before


def test_a_file_that_differs_is_kept_without_consent_and_replaced_with_it(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    decide(shop)
    main(["init", "--ci", "github"])
    workflow = shop / ".github/workflows/woosh-split.yml"
    wanted = workflow.read_bytes()
    workflow.write_bytes(b"mine")
    assert main(["init", "--ci", "github"]) == 0
    assert workflow.read_bytes() == b"mine"
    assert "Kept .github/workflows/woosh-split.yml, which differs" in capfd.readouterr().err
    assert main(["init", "--ci", "github", "--yes"]) == 0
    assert workflow.read_bytes() == wanted


def test_a_split_file_and_a_baseline_that_are_there_stay(shop: Path) -> None:
    decide(shop)
    main(["baseline", "write", "-q"])
    kept = {name: text for name, text in tree(shop).items() if name.startswith("woosh-split")}
    assert len(kept) == 2
    assert main(["init", "--yes"]) == 0
    assert {name: tree(shop)[name] for name in kept} == kept


def test_what_may_not_be_known_is_no_and_says_so(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    decide(shop, ", strict: true")
    assert main(["init"]) == 1
    assert '"from": "people"' not in (shop / "woosh-split.baseline.json").read_text(encoding="utf-8")
    assert "The check is not clean" in capfd.readouterr().err
    assert main(["check", "-q"]) == 1


def test_a_baseline_is_not_written_in_ci(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    decide(shop)
    monkeypatch.setenv("CI", "true")
    before = tree(shop)
    assert main(["init", "--ci", "github"]) == 2
    assert tree(shop) == before
    assert "CI" in capfd.readouterr().err


def test_without_a_proposal_the_split_file_waits_for_services(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--no-propose"]) == 0
    assert "services: {}" in (shop / "woosh-split.yaml").read_text(encoding="utf-8")
    assert "names no service yet" in capfd.readouterr().err


def test_where_one_file_cannot_be_written_none_is(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    decide(shop)
    (shop / ".github").write_text("a file where a folder should be", encoding="utf-8")
    before = tree(shop)
    assert main(["init", "--ci", "github"]) == 2
    assert tree(shop) == before
    assert "Everything is as it was." in capfd.readouterr().err


def test_a_script_is_told_each_file_and_what_the_check_says(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    decide(shop)

    def told(*more: str) -> dict[str, Any]:
        assert main(["init", "--format", "json", *more]) == 0
        return json.loads(capfd.readouterr().out)

    seen = told("--dry-run", "--ci", "github")
    assert (seen["version"], seen["written"], seen["clean"]) == (1, False, True)
    assert not (shop / "woosh-split.baseline.json").exists()
    done = told("--ci", "github")
    assert done["files"] == seen["files"]
    assert done["written"]
    assert {each["path"]: each["action"] for each in done["files"]} == {
        ".gitignore": "create",
        "woosh-split.baseline.json": "create",
        ".github/workflows/woosh-split.yml": "create",
        ".github/actions/woosh-split/action.yml": "create",
    }
    assert done["check"] == {"new": 0, "known": done["check"]["known"], "stale": 0}
    assert done["check"]["known"] > 0

    (shop / ".github/workflows/woosh-split.yml").write_text("mine\n", encoding="utf-8")
    kept = told("--ci", "github")
    assert (kept["written"], kept["files"]) == (
        False,
        [{"path": ".github/workflows/woosh-split.yml", "action": "keep"}],
    )
    assert told("--ci", "github", "--yes")["files"][0]["action"] == "replace"


def test_a_script_is_told_that_there_is_nothing_to_check_yet(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--no-propose", "--format", "json", "--quiet"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["check"], found["clean"], found["written"]) == (None, False, True)
