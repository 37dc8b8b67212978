"""What the command line client of the server is handed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from woosh_split.database.comparing import Endpoint
from woosh_split.parity.clones import run_sql
from woosh_split.parity.server import Server

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


def test_no_user_or_password_ends_its_line_in_what_the_client_reads(tmp_path: Path) -> None:
    """A second option there could name a program's plugin folder or another server."""
    client = tmp_path / "client"
    client.write_text(CLIENT, encoding="utf-8")
    client.chmod(0o700)
    endpoint = Endpoint("127.0.0.1", 3306, 'a"\nplugin-dir="/tmp', "b\\\r\nhost=elsewhere", None)
    assert run_sql(Server(endpoint, "", private=True), str(client), b"", None) is None
    assert (tmp_path / "client.seen").read_text(encoding="utf-8").splitlines() == [
        "[client]",
        r'user="a\"\nplugin-dir=\"/tmp"',
        r'password="b\\\r\nhost=elsewhere"',
    ]


SLOW = """#!/bin/sh
echo $$ >>"$0.pids"
exec sleep 600
"""
INTERRUPTED = """
import os, signal, sys, threading, time
from woosh_split.database.comparing import Endpoint
from woosh_split.parity.clones import Filling, fill
from woosh_split.parity.server import Server

def interrupt():
    while not os.path.exists(sys.argv[1] + ".pids") or open(sys.argv[1] + ".pids").read().count("\\n") < 2:
        time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGTERM)

def told(number, frame):
    raise KeyboardInterrupt

signal.signal(signal.SIGTERM, told)
threading.Thread(target=interrupt, daemon=True).start()
server = Server(Endpoint("127.0.0.1", 3306, "root", "", None), "", private=True)
try:
    fill(server, sys.argv[1], ("a", "b"), Filling((("dump.sql", b"SELECT 1;"), ("seed.sql", b"SELECT 2;"))))
except KeyboardInterrupt:
    print("interrupted", open(sys.argv[1] + ".pids").read().count("\\n"))
"""


def test_who_is_told_to_end_while_clones_are_loaded_ends_at_once_and_so_do_the_clients(
    tmp_path: Path,
) -> None:
    """Told by SIGTERM the clients hear nothing of it: a dump of gigabytes would be loaded to its end."""
    client = tmp_path / "client"
    client.write_text(SLOW, encoding="utf-8")
    client.chmod(0o700)
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(client)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "interrupted 2\n"), done.stderr
    for pid in (tmp_path / "client.pids").read_text().split():
        assert not Path(f"/proc/{pid}").exists()
