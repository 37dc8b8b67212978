"""Programs that do not come up: what the user is told."""

from __future__ import annotations

import json
import shutil
import sys
import urllib.request
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
        (
            "print(\"QueryFailedError: Table 'orders' already exists\"); raise SystemExit(1)",
            ("already exists", "`migrations`", "seed data"),
        ),
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


def test_a_program_without_our_runtime_is_seen_to_be_up_without_a_request_to_it(tmp_path: Path) -> None:
    """A monolith that writes unknown paths into a table had a row more than its services."""
    seen = tmp_path / "seen"
    code = f"""
const server = require('node:http').createServer((request, response) => {{
  require('node:fs').appendFileSync({json.dumps(str(seen))}, request.url + '\\n');
  response.end();
}});
server.listen(Number(process.argv[1]), '127.0.0.1');
"""
    node = shutil.which("node")
    assert node is not None
    boot = Boot("original", (node, "-e", code, str(port := free_port())), port, {}, tmp_path)

    with Children(tmp_path) as children:
        _, troubles = boot_all(children, [boot])
        assert troubles == ()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/asked"):
            assert seen.read_text() == "/asked\n"


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
