"""The processes that a verification starts, and which of them it is that listens on a port."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from ports import free_port

from woosh_split.parity.processes import Children, listens

BUSY = """
import os, socket, sys, threading
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
def churn():
    while True:
        for each in [os.open(os.devnull, os.O_RDONLY) for _ in range(50)]:
            os.close(each)
for _ in range(2):
    threading.Thread(target=churn, daemon=True).start()
print("up", flush=True)
server.accept()
"""
"""A program that listens, and opens and closes files all the time, as one does that has just been started."""


def test_who_listens_is_told_also_while_it_opens_and_closes_files(tmp_path: Path) -> None:
    port = free_port()
    with Children(tmp_path) as children:
        child = children.start("busy", (sys.executable, "-c", BUSY, str(port)), tmp_path, dict(os.environ))
        while "up" not in child.said() and child.runs:
            time.sleep(0.05)
        assert {listens(child, port) for _ in range(100)} == {True}
        assert listens(child, free_port()) is False
