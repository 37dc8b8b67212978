"""Programs that do not come up: what the user is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from ports import free_port

from woosh_split.model.parity import Trouble
from woosh_split.parity.booting import Boot, boot_all, with_unread_environment
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


def test_env_files_that_were_not_read_are_named_below_the_first_program_that_did_not_start(
    tmp_path: Path,
) -> None:
    for name in (".env.production", ".env.development", ".env.example"):
        (tmp_path / name).write_text("DATABASE_TYPE=mysql")
    troubles = [Trouble("orders", "start", "Wrong driver"), Trouble("monolith", "start", "Wrong driver")]

    first, second = with_unread_environment(troubles, tmp_path, None)

    assert first.said.startswith(
        "Wrong driver\n.env.development, .env.production of the monolith are not read"
    )
    assert f"--env-file {tmp_path / '.env.development'}" in first.said
    assert second == troubles[1]
    assert with_unread_environment(troubles, tmp_path, tmp_path / ".env.production") == tuple(troubles)
