"""The shell completes the commands of ``routes`` although ``show`` may be left out."""

from __future__ import annotations

import os
import subprocess
import sys

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
    told = {"_WOOSH_SPLIT_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": "2"}
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'woosh-split'; from woosh_split.__main__ import console; console()"],
        env=os.environ | told, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert offered in ran.stdout.split()
