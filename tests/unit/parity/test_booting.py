"""Programs that do not come up: what the user is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from ports import free_port

from woosh_split.parity.booting import Boot, boot_all
from woosh_split.parity.processes import Children


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("pass", ("ended with exit code 0", "NODE_ENV: production", "start_command")),
        ("print('no database'); raise SystemExit(3)", ("no database",)),
    ],
)
def test_a_program_that_ends_before_it_listens_is_told_with_how_it_was_started(
    code: str, told: tuple[str, ...], tmp_path: Path
) -> None:
    """What it printed itself says most; where it printed nothing, that is no answer."""
    boot = Boot("original", (sys.executable, "-c", code), free_port(), {}, tmp_path)

    with Children(tmp_path) as children:
        _, (trouble,) = boot_all(children, [boot])

    assert (trouble.service, trouble.step) == ("original", "start")
    assert all(each in trouble.said for each in told)
