"""Places at which no file is, but a folder, a pipe or a device: nothing waits there, and nothing takes its place."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from mini_shop import outside_of_ci, write_mini_shop

from woosh_split.__main__ import main

SPLIT = """\
version: 1
services:
  sales: {modules: [orders], tables: [orders]}
  people: {modules: [users], tables: [users]}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    outside_of_ci(monkeypatch)
    folder = write_mini_shop(tmp_path / "shop")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["propose"],
        ["propose", "--dry-run"],
        ["propose", "--split", "woosh-split.yaml"],
        ["check"],
        ["plan"],
        ["report", "--output", "page.html"],
        ["baseline", "write"],
        ["init"],
    ],
    ids=" ".join,
)
def test_a_pipe_in_the_place_of_the_split_file_is_refused_and_stays(
    shop: Path, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo("woosh-split.yaml")
    before = sorted(path.name for path in shop.iterdir())
    assert main(command) == 2
    told = capfd.readouterr().err
    assert told.startswith("Error: woosh-split.yaml is no regular file")
    assert stat.S_ISFIFO(Path("woosh-split.yaml").stat().st_mode)
    assert sorted(path.name for path in shop.iterdir() if path.name != ".woosh_split_cache") == before


@pytest.mark.parametrize("command", ["propose", "check", "plan", "init"])
def test_a_folder_in_the_place_of_the_split_file_is_called_one(
    shop: Path, command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("woosh-split.yaml").mkdir()
    assert main([command]) == 2
    assert capfd.readouterr().err.startswith("Error: woosh-split.yaml is a folder.")


@pytest.mark.parametrize("command", [["check"], ["baseline", "write"], ["baseline", "show"]], ids=" ".join)
def test_a_pipe_in_the_place_of_the_baseline_is_refused_and_nobody_waits_for_it(
    shop: Path, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    Path("woosh-split.yaml").write_text(SPLIT)
    os.mkfifo("woosh-split.baseline.json")
    assert main(command) == 2
    assert capfd.readouterr().err.startswith("Error: woosh-split.baseline.json is no regular file")


def test_a_baseline_that_comes_from_another_command_is_read_once(shop: Path) -> None:
    """``check --baseline <(git show main:woosh-split.baseline.json)``."""
    Path("woosh-split.yaml").write_text(SPLIT)
    assert main(["baseline", "write"]) == 0
    text = Path("woosh-split.baseline.json").read_bytes()
    assert text.count(b"fingerprint") > 0
    reader, writer = os.pipe()
    os.write(writer, text)
    os.close(writer)
    found = subprocess.run(
        [sys.executable, "-m", "woosh_split", "check", "--baseline", f"/dev/fd/{reader}"],
        pass_fds=[reader],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    os.close(reader)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("0 new,")


def test_a_folder_called_gitignore_is_told_by_init(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path(".gitignore").mkdir()
    assert main(["init"]) == 2
    assert capfd.readouterr().err == (
        "Error: .gitignore cannot be read: Is a directory. Fix that; nothing was written.\n"
    )
    assert not Path("woosh-split.yaml").exists()


def test_a_routing_table_that_finds_no_room_leaves_no_empty_folders(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Path("woosh-split.yaml").write_text(SPLIT)
    monkeypatch.setattr("woosh_split.apply.files.replace_file", full)
    monkeypatch.setattr("woosh_split.apply.change_set.replace_file", full)
    assert main(["routes", "write"]) == 2
    assert "cannot be written: No space left on device. Nothing was changed." in capfd.readouterr().err
    assert not Path("split").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("root: nope", "nope is not a folder. Give the folder of the monolith"),
        ("dump: nope.sql", "nope.sql is no file in the folder of the monolith"),
        ("client: nope", "has no files in nope."),
    ],
)
def test_a_place_that_the_split_file_names_and_that_is_not_there_is_to_be_mended_in_the_split_file(
    shop: Path, said: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Only options were named, which nobody had typed."""
    Path("woosh-split.yaml").write_text(f"{SPLIT}monolith: {{{said}}}\n")
    assert main(["check"]) == 2
    error = capfd.readouterr().err
    assert told in error
    assert f"monolith.{said.partition(':')[0]} of the split file" in error


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--dump", "nope.sql is no file in the folder of the monolith (.)."),
        ("--client", "The folder of the monolith (.) has no files in nope.sql."),
    ],
)
def test_what_is_not_in_the_folder_is_not_told_as_if_it_were_looked_for_above(
    shop: Path, option: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """It said ``below ..``: the folder's own dot and that of the sentence."""
    assert main(["analyse", ".", option, "nope.sql"]) == 2
    assert told in capfd.readouterr().err
