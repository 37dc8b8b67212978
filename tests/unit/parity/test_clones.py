"""What the command line client of the server is handed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CLIENT = """#!/bin/sh
for each in "$@"; do case $each in --defaults-file=*) cat "${each#--defaults-file=}";; esac; done >"$0.seen"
"""
SCRIPT = """
import sys
from woosh_split.database.comparing import Endpoint
from woosh_split.parity.clones import run_sql
from woosh_split.parity.server import Server
endpoint = Endpoint("127.0.0.1", 3306, "root", "p\\u00e4ss\\u65e5", None)
assert run_sql(Server(endpoint, "", private=True), sys.argv[1], b"", None) is None
"""


def test_a_password_reaches_the_client_as_utf8_in_every_locale(tmp_path: Path) -> None:
    client = tmp_path / "client"
    client.write_text(CLIENT, encoding="utf-8")
    client.chmod(0o700)
    environment = os.environ | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(client)],
        env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert 'password="päss日"' in (tmp_path / "client.seen").read_text(encoding="utf-8")
