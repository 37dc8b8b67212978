"""Copies out of the monolith are committed so that git finds their history, and nothing of a person's work moves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from git_repository import NOBODY, git

from woosh_split.apply.git_history import commit_with_history
from woosh_split.errors import InputError

LINES = [f"line {number}" for number in range(30)]


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the configuration of whoever runs the tests out of them."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in NOBODY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    top = tmp_path / "shop"
    write(top / "backend/src/a.ts", LINES)
    write(top / "backend/src/small.ts", ["x"])
    git(tmp_path, "init", "-q", "-b", "main", "shop")
    commit(top, "first")
    write(top / "backend/src/a.ts", [*LINES[:7], "seven", *LINES[8:]])
    commit(top, "second")
    return top


def write(path: Path, lines: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def commit(top: Path, message: str) -> None:
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", message)


def extract(top: Path) -> dict[Path, Path]:
    """Put two moved files of a service on disk, one of them edited."""
    moved = top / "split/orders/src"
    write(moved / "a.ts", ["import edited", *(top / "backend/src/a.ts").read_text().splitlines()[1:]])
    write(moved / "small.ts", ["nothing is left of it"])
    return {moved / name: top / "backend/src" / name for name in ("a.ts", "small.ts")}


def subjects(top: Path, *arguments: str) -> list[str]:
    return git(top, "log", "--format=%s", *arguments).splitlines()


def test_git_follows_a_copy_to_its_history_and_the_monolith_keeps_its_own(repository: Path) -> None:
    pairs = extract(repository)
    made = commit_with_history(repository, pairs, "Extract orders")
    assert len(made) == 2
    assert git(repository, "rev-parse", "HEAD").strip() == made[-1]
    for name, history in (("a.ts", ["second", "first"]), ("small.ts", ["first"])):
        followed = subjects(repository, "--follow", f"split/orders/src/{name}")
        assert followed == ["Extract orders", "Extract orders", *history]
        assert subjects(repository, f"backend/src/{name}") == history
    assert git(repository, "status", "--porcelain") == ""


def test_blame_finds_the_authors_of_copied_lines(repository: Path) -> None:
    commit_with_history(repository, extract(repository), "Extract orders")
    blamed = git(repository, "blame", "-s", "-C", "-C", "-C", "split/orders/src/a.ts").splitlines()
    assert sum("seven" in line for line in blamed) == 1
    first, second = (git(repository, "rev-parse", f"HEAD~{steps}").strip() for steps in (3, 2))
    by = {line.split(") ", 1)[1]: line.split()[0].lstrip("^") for line in blamed}
    assert second.startswith(by["seven"])
    assert first.startswith(by["line 12"])


def test_a_rebase_keeps_both_files_and_the_history(repository: Path) -> None:
    git(repository, "branch", "upstream")
    commit_with_history(repository, extract(repository), "Extract orders")
    git(repository, "checkout", "-q", "upstream")
    write(repository / "other.txt", ["other"])
    commit(repository, "meanwhile")
    git(repository, "checkout", "-q", "main")
    git(repository, "rebase", "-q", "upstream")
    assert (repository / "backend/src/a.ts").is_file()
    assert subjects(repository, "--follow", "split/orders/src/a.ts")[-2:] == ["second", "first"]


def test_staged_and_unstaged_work_stays_as_it_is(repository: Path) -> None:
    write(repository / "staged.txt", ["staged"])
    git(repository, "add", "staged.txt")
    write(repository / "staged.txt", ["staged", "and more"])
    write(repository / "backend/src/small.ts", ["unstaged"])
    write(repository / "untracked.txt", ["untracked"])
    before = (
        git(repository, "diff"),
        git(repository, "diff", "--cached"),
        git(repository, "status", "--porcelain"),
    )
    files = {path: path.read_bytes() for path in repository.rglob("*.t*") if ".git" not in path.parts}
    commit_with_history(repository, extract(repository), "Extract orders")
    after = (
        git(repository, "diff"),
        git(repository, "diff", "--cached"),
        git(repository, "status", "--porcelain"),
    )
    assert after == before
    assert {path: path.read_bytes() for path in files} == files
    assert git(repository, "show", "HEAD:backend/src/small.ts") == "x\n"


def test_generated_files_come_along_and_removed_ones_go(repository: Path) -> None:
    pairs = extract(repository)
    others = [
        write(repository / "split/orders/Dockerfile", ["FROM node"]),
        write(repository / "split/orders/old", ["o"]),
    ]
    commit_with_history(repository, pairs, "Extract orders", others)
    others[1].unlink()
    made = commit_with_history(repository, pairs, "Extract orders again", others)
    assert len(made) == 1
    tracked = git(repository, "ls-tree", "-r", "--name-only", "HEAD", "split").splitlines()
    assert tracked == ["split/orders/Dockerfile", "split/orders/src/a.ts", "split/orders/src/small.ts"]
    assert commit_with_history(repository, pairs, "Once more", others) == ()
    assert git(repository, "status", "--porcelain") == ""


def test_a_service_extracted_later_follows_as_well(repository: Path) -> None:
    commit_with_history(repository, extract(repository), "Extract orders")
    new = write(repository / "split/sales/src/a.ts", LINES)
    commit_with_history(repository, {new: repository / "backend/src/a.ts"}, "Extract sales")
    assert subjects(repository, "--follow", "split/sales/src/a.ts")[-2:] == ["second", "first"]


def test_a_file_without_history_is_simply_added(repository: Path) -> None:
    old = write(repository / "backend/src/never-committed.ts", ["n"])
    new = write(repository / "split/orders/src/never-committed.ts", ["n"])
    assert len(commit_with_history(repository, {new: old}, "Extract orders")) == 1
    assert git(repository, "status", "--porcelain") == "?? backend/src/never-committed.ts\n"


def test_modes_are_those_on_disk(repository: Path) -> None:
    pairs = extract(repository)
    next(iter(pairs)).chmod(0o755)
    commit_with_history(repository, pairs, "Extract orders")
    assert git(repository, "ls-tree", "HEAD", "split/orders/src/a.ts").startswith("100755")


@pytest.mark.parametrize("name", ['"quoted".ts', "two\nlines.ts", "emoji 🎉.ts", "-dash.ts", "*.ts"])
def test_names_are_taken_literally(repository: Path, name: str) -> None:
    new = write(repository / "split/orders" / name, ["x"])
    commit_with_history(repository, {new: repository / "backend/src/small.ts"}, "Extract orders")
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "ls-tree", "-r", "-z", "--name-only", "HEAD", "split") == f"split/orders/{name}\0"


def test_a_hook_of_another_repository_leads_nowhere_else(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert len(commit_with_history(repository, extract(repository), "Extract orders")) == 2
    assert not (tmp_path / "index").exists()


def test_a_merge_under_way_is_refused(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "other")
    write(repository / "other.txt", ["other"])
    commit(repository, "other")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "--no-commit", "other")
    with pytest.raises(InputError, match="A merge is under way"):
        commit_with_history(repository, extract(repository), "Extract orders")


def test_a_locked_index_is_refused_and_no_commit_made(repository: Path) -> None:
    pairs = extract(repository)
    (repository / ".git/index.lock").touch()
    head = git(repository, "rev-parse", "HEAD")
    with pytest.raises(InputError, match=r"index\.lock"):
        commit_with_history(repository, pairs, "Extract orders")
    assert git(repository, "rev-parse", "HEAD") == head


def test_a_branch_that_cannot_move_leaves_the_index_as_it_was(repository: Path) -> None:
    pairs = extract(repository)
    before = git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")
    (repository / ".git/refs/heads/main.lock").touch()
    with pytest.raises(InputError, match="update-ref refused"):
        commit_with_history(repository, pairs, "Extract orders")
    assert (git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")) == before


def test_a_folder_without_a_repository_or_a_commit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a git repository"):
        commit_with_history(tmp_path, {}, "Extract orders")
    git(tmp_path, "init", "-q")
    with pytest.raises(InputError, match="no commit yet"):
        commit_with_history(tmp_path, {}, "Extract orders")


def test_a_file_outside_of_the_repository_is_refused(repository: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.ts", ["x"])
    with pytest.raises(InputError, match="is not in the git repository"):
        commit_with_history(repository, {outside: repository / "backend/src/a.ts"}, "Extract orders")
