"""A real Redis for a test: ``.ci/engines`` finds it or installs it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PASSWORD = "only for tests"


@dataclass
class Redis:
    """A server below a folder; it can be stopped, held still, and started again on its port."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """The address, with its password."""
        return f"redis://:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = shutil.which("redis-server", path=f"{os.environ['PATH']}:/usr/sbin:/opt/homebrew/bin")
        assert program is not None, "redis-server is missing: run `make engines`"
        config = self.folder / "redis.conf"
        config.write_text(
            f'bind 127.0.0.1\nport {self.port}\nrequirepass "{PASSWORD}"\nsave ""\nappendonly no\ndir {self.folder}\n'
        )
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen([program, str(config)], stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError):
                if self.ask("PING") == b"+PONG\r\n":
                    return
            time.sleep(0.05)
        raise AssertionError((self.folder / "redis.log").read_text()[-2000:])

    def ask(self, *words: str) -> bytes:
        """Send one command and return its answer as it stands on the wire."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as sent:
            for command in (("AUTH", PASSWORD), words):
                parts = [f"*{len(command)}\r\n", *(f"${len(each)}\r\n{each}\r\n" for each in command)]
                sent.sendall("".join(parts).encode())
                answer = sent.recv(1 << 16)
            return answer

    def hold(self) -> None:
        """Let it hang: connections stay, and nothing is answered."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def release(self) -> None:
        """Let it go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it, and with it all that it holds."""
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None


@contextlib.contextmanager
def running_redis(folder: Path, port: int) -> Iterator[Redis]:
    """Start a server below an empty folder and end it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Redis(folder, port)
    server.start()
    try:
        yield server
    finally:
        server.stop()
