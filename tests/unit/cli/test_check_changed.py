"""``check --changed`` against real repositories: renames, files that are gone, submodules, shallow clones, hooks."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from git_repository import git
from rule_pages import ORDERS, WRITES, Example

from woosh_split.__main__ import main


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop whose one violation is known, on a branch of main."""
    folder = tmp_path / "shop"
    Example({ORDERS: WRITES}).write(folder)
    monkeypatch.chdir(folder)
    assert main(["baseline", "write"]) == 0
    commit(folder, first=True)
    git(folder, "switch", "-q", "-c", "work")
    return folder


def commit(folder: Path, *, first: bool = False) -> None:
    if first:
        git(folder, "init", "-q", "-b", "main")
        (folder / ".gitignore").write_text(".woosh_split_cache/\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a commit")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def check(capfd: pytest.CaptureFixture[str]):
    """Return what checks and returns the exit code, the paths of new violations, those of stale entries, and stderr."""

    def run(*arguments: str) -> tuple[int, list[str], list[str], str]:
        capfd.readouterr()
        code = main(["check", "--format", "json", *arguments])
        printed = capfd.readouterr()
        result = json.loads(printed.out) if code < 2 else {"violations": [], "stale": []}
        new = [each["path"] for each in result["violations"] if each["state"] == "new"]
        return code, new, [each["path"] for each in result["stale"]], printed.err

    return run


def rename(folder: Path, to: str = "AllOrdersService") -> str:
    """Rename the file, and the class in it."""
    edit(folder / ORDERS, "OrdersService", to)
    edit(folder / "src/orders/orders.module.ts", "OrdersService", to)
    new = ORDERS.replace("orders.service", "all-orders.service")
    git(folder, "mv", ORDERS, new)
    edit(folder / "src/orders/orders.module.ts", "./orders.service", "./all-orders.service")
    return new


@pytest.mark.parametrize("committed", [True, False])
def test_a_file_with_a_new_name_stays_known_and_prune_writes_it_down(
    shop: Path, check, committed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = rename(shop, to="OrdersService")
    if committed:
        commit(shop)
    assert check("--changed", "main")[:3] == (0, [], [])
    assert check()[:3] == (0, [], [])
    assert main(["baseline", "prune", "--quiet"]) == 0
    text = (shop / "woosh-split.baseline.json").read_text("utf-8")
    assert (text.count(f'"path": "{new}"'), text.count(ORDERS)) == (1, 0)
    assert check()[:3] == (0, [], [])


@pytest.mark.parametrize("committed", [True, False])
def test_entries_of_a_file_with_a_new_name_and_another_class_are_stale(
    shop: Path, check, committed: bool
) -> None:
    new = rename(shop)
    if committed:
        commit(shop)
    assert check("--changed", "main")[:3] == (1, [new], [ORDERS])


def test_entries_of_a_file_that_is_gone_are_stale(shop: Path, check) -> None:
    edit(shop / "src/orders/orders.module.ts", "import { OrdersService } from './orders.service';", "")
    edit(shop / "src/orders/orders.module.ts", "OrdersService", "")
    (shop / ORDERS).unlink()
    code, new, stale, _ = check("--changed", "main")
    assert (code, [each for each in new if each == ORDERS], stale) == (1, [], [ORDERS])


@pytest.mark.parametrize("name", ["a name with blanks", "größe 数量", "quo'te\"d", "tab\there"])
def test_names_of_all_letters_are_found(shop: Path, check, name: str) -> None:
    new = f"src/orders/{name}/orders.service.ts"
    (shop / new).parent.mkdir()
    (shop / new).write_text(WRITES.replace("OrdersService", "MoreService"), encoding="utf-8")
    module = shop / "src/orders/orders.module.ts"
    target = json.dumps(f"./{name}/orders.service", ensure_ascii=False)
    module.write_text(
        f"import {{ MoreService }} from {target};\n"
        + module.read_text().replace("[OrdersService]", "[OrdersService, MoreService]")
    )
    assert new in check("--changed")[1]
    commit(shop)
    assert new in check("--changed", "main")[1]


def test_a_changed_baseline_concerns_every_file(shop: Path, check) -> None:
    (shop / "woosh-split.baseline.json").unlink()
    code, new, _, err = check("--changed", "main")
    assert (code, new) == (1, [ORDERS])
    assert "The baseline differs from main: every file is checked." in err


def test_a_split_file_above_the_monolith_concerns_every_file(tmp_path: Path, monkeypatch, check) -> None:
    Example({ORDERS: WRITES}).write(tmp_path / "backend")
    split = tmp_path / "backend/woosh-split.yaml"
    (tmp_path / "woosh-split.yaml").write_text(split.read_text() + "monolith: {root: backend}\n")
    split.unlink()
    commit(tmp_path, first=True)
    monkeypatch.chdir(tmp_path)
    assert check("--changed")[:2] == (0, [])
    with (tmp_path / "woosh-split.yaml").open("a") as file:
        file.write("# a word\n")
    assert check("--changed")[:2] == (1, [ORDERS])


def test_what_changed_in_a_submodule_is_judged(tmp_path: Path, shop: Path, monkeypatch, check) -> None:
    git(shop, "switch", "-q", "main")
    whole = tmp_path / "whole"
    whole.mkdir()
    git(whole, "init", "-q", "-b", "main")
    git(whole, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(shop), "backend")
    (whole / "woosh-split.yaml").write_text((shop / "woosh-split.yaml").read_text() + "monolith: {root: .}\n")
    (whole / "backend/woosh-split.yaml").unlink()
    git(whole / "backend", "commit", "-q", "-a", "-m", "the split file is above")
    commit(whole)
    monkeypatch.chdir(whole)
    assert check("--changed")[:2] == (0, [])
    edit(whole / "backend" / ORDERS, "count() {", "count2() {")
    assert check("--changed")[:2] == (1, [f"backend/{ORDERS}"])
    git(whole / "backend", "commit", "-q", "-a", "-m", "another name")
    assert check("--changed")[:2] == (1, [f"backend/{ORDERS}"])


def test_a_shallow_clone_without_a_main_branch_is_not_taken_for_one_where_nothing_changed(
    tmp_path: Path, shop: Path, monkeypatch, check
) -> None:
    edit(shop / ORDERS, "count() {", "count2() {")
    commit(shop)
    git(shop, "switch", "-q", "main")
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "work", f"file://{shop}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    code, _, _, err = check("--changed")
    assert code == 2
    assert "shallow clone" in err
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*")
    assert check("--changed")[:2] == (1, [ORDERS])


def test_in_a_hook_git_s_own_variables_do_not_mislead(shop: Path, monkeypatch, check) -> None:
    edit(shop / "src/users/users.service.ts", "INSERT", "INSERT ")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(Path(".git") / "index"))
    monkeypatch.chdir(shop / "src")
    assert check("--changed")[:3] == (0, [], [])
    assert os.environ["GIT_DIR"] == ".git"


def test_a_detached_head_and_a_worktree_know_where_they_left(
    tmp_path: Path, shop: Path, monkeypatch, check
) -> None:
    new = rename(shop)
    commit(shop)
    git(shop, "checkout", "-q", "--detach")
    assert check("--changed")[:2] == (1, [new])
    git(shop, "worktree", "add", "-q", str(tmp_path / "beside"), "work")
    monkeypatch.chdir(tmp_path / "beside")
    assert check("--changed")[:2] == (1, [new])
