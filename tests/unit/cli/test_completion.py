"""What the shell offers: the commands of a group, although ``show`` may be left out, and names of services and phases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("woosh-split routes ", "explain"),
        ("woosh-split routes re", "render"),
        ("woosh-split database s", "sql"),
    ],
)
def test_the_commands_of_a_group_are_completed(typed: str, offered: str) -> None:
    assert offered in completed(typed, 2)


SPLIT = """version: 1
services:
  orders: {modules: [orders], tables: [orders]}
  users: {modules: [users], tables: [users]}
phases:
  - {id: 01-orders, services: [orders]}
  - {id: 02-users, services: [users]}
"""


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("woosh-split extract ", ["orders", "users"]),
        ("woosh-split verify u", ["users"]),
        ("woosh-split check --service o", ["orders"]),
        ("woosh-split apply ", ["01-orders", "02-users"]),
        ("woosh-split rollback 02", ["02-users"]),
        ("woosh-split routes set or", ["orders"]),
    ],
)
def test_names_of_services_and_phases_are_those_of_the_split_file(
    typed: str, offered: list[str], tmp_path: Path
) -> None:
    """Of the one in a folder above as well; where it cannot be read nothing is offered, and nothing is said."""
    (tmp_path / "src").mkdir()
    (tmp_path / "woosh-split.yaml").write_text(SPLIT, "utf-8")
    words = len(typed.split(" ")) - 1
    assert completed(typed, words, tmp_path / "src") == offered
    (tmp_path / "woosh-split.yaml").write_text("services: [", "utf-8")
    assert completed(typed, words, tmp_path / "src") == []


def completed(typed: str, words: int, folder: Path | None = None) -> list[str]:
    """Return what bash is offered for the word that is being typed."""
    told = {"_WOOSH_SPLIT_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(words)}
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'woosh-split'; from woosh_split.__main__ import console; console()"],
        env=os.environ | told, capture_output=True, text=True, timeout=60, cwd=folder,
    )  # fmt: skip
    assert ran.stderr == ""
    return ran.stdout.split()
