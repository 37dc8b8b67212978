"""What git's log says of modules that change together; history is a hint, so its absence is no error."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from woosh_split.sources.git import ask_git
from woosh_split.sources.history.git import co_changes

MODULE_OF = {"orders/a.ts": "orders", "users/b \u00e9.ts": "users", "stock/c.ts": "stock"}


def commit(root: Path, *files: str) -> None:
    for name in files:
        path = root / "backend" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.read_text() + "x" if path.exists() else "x")
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(root), "add", "-A"], check=True)
    subprocess.run(["git", "-C", str(root), *identity, "commit", "-qm", "c"], check=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GIT_DIR", raising=False)
    subprocess.run(["git", "init", "-q", str(tmp_path / "one")], check=True)
    commit(tmp_path / "one", "orders/a.ts", "users/b \u00e9.ts")
    commit(tmp_path / "one", "orders/a.ts", "users/b \u00e9.ts", "readme.md")
    commit(tmp_path / "one", "stock/c.ts")
    return tmp_path / "one" / "backend"


def test_commits_that_touch_two_modules_count_for_the_pair(repository: Path) -> None:
    assert co_changes(repository, MODULE_OF) == {("orders", "users"): 2}


def test_the_repository_is_that_of_the_folder_also_inside_a_hook(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "other")], check=True)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    assert co_changes(repository, MODULE_OF) == {("orders", "users"): 2}


def test_without_git_or_a_repository_there_is_no_history(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert co_changes(tmp_path, MODULE_OF) == {}
    monkeypatch.setenv("PATH", "")
    assert co_changes(repository, MODULE_OF) == {}


def test_git_is_never_waited_for_to_be_told_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A partial clone fetches what it misses, and git would ask on the terminal who wants it."""
    git = tmp_path / "git"
    git.write_text('#!/bin/sh\nread -r typed; echo "$GIT_TERMINAL_PROMPT $typed"\n', encoding="utf-8")
    git.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert ask_git(tmp_path, "log", seconds=20) == b"0 \n"
