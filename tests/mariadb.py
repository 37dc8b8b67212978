"""A private MariaDB server for tests: its own data folder and free port, gone when the tests are.

A test takes the session fixture ``mariadb``, which ``tests/conftest.py`` makes known to all.

``make test`` installs the server. Where none is found the tests fail with the line that installs it; they never skip,
because a skipped test looks like one that passed.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ports import free_port

INSTALL = "apt-get install -y mariadb-server"
PASSWORD = "woosh-test"
_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/usr/libexec", "/opt/homebrew/bin")
_START_SECONDS = 60


class MariaDb:
    """A server process; ``start`` after ``stop`` finds the same data on the same port."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.options = options
        self.host = "127.0.0.1"
        self.port = free_port()
        self.user = "root"
        self.password = PASSWORD
        self.socket = folder / "server.sock"
        self.general_log = folder / "general.log"
        # A starting server deletes whatever temporary tables it finds in its folder for temporary files. In a folder
        # that is shared, those are the tables that another test's server is working on.
        (folder / "tmp").mkdir(exist_ok=True)
        self._environment = os.environ | {"TMPDIR": str(folder / "tmp")}
        self._server = find_program("mariadbd", "mysqld")
        self._client = find_program("mariadb", "mysql")
        self._process: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        """Make an empty data folder."""
        installer = find_program("mariadb-install-db", "mysql_install_db")
        done = subprocess.run(
            [installer, "--no-defaults", f"--datadir={self.folder / 'data'}", f"--user={getpass.getuser()}",
             "--auth-root-authentication-method=normal", "--skip-test-db"],
            check=False, text=True, capture_output=True, env=self._environment,
        )  # fmt: skip
        if done.returncode:
            free = shutil.disk_usage(self.folder).free // 2**20
            pytest.fail(f"{installer} failed with {free} MiB free: {(done.stdout + done.stderr)[-2000:]}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with (self.folder / "error.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._server, "--no-defaults", f"--datadir={self.folder / 'data'}", f"--port={self.port}",
                 f"--bind-address={self.host}", f"--socket={self.socket}", f"--user={getpass.getuser()}",
                 f"--pid-file={self.folder / 'server.pid'}", f"--general-log-file={self.general_log}",
                 "--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=0", "--skip-log-bin",
                 "--skip-name-resolve", "--event-scheduler=OFF", "--log-bin-trust-function-creators=1",
                 *self.options],
                stdout=log, stderr=log, env=self._environment,
            )  # fmt: skip
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"MariaDB did not start: {(self.folder / 'error.log').read_text()[-2000:]}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with socket.create_connection((self.host, self.port), timeout=1) as connection:
                return bool(connection.recv(1))
        except OSError:
            return False

    def stop(self) -> None:
        """Stop the server at once; its data stays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def url(self, database: str, user: str | None = None, password: str | None = None) -> str:
        """Return the URL of a database, as root unless told otherwise."""
        who = f"{user or self.user}:{self.password if password is None else password}"
        return f"mysql://{who}@{self.host}:{self.port}/{database}"

    def execute(self, script: str, database: str = "", password: str | None = None) -> str:
        """Run a script with the command line client (DELIMITER works) and return what it prints."""
        secret = self.password if password is None else password
        arguments = [self._client, "--no-defaults", f"--socket={self.socket}", f"--user={self.user}", "--batch",
                     f"--password={secret}", "--default-character-set=utf8mb4"]  # fmt: skip
        done = subprocess.run(
            [*arguments, *([database] if database else [])],
            input=script,
            text=True,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"the script failed: {done.stderr}")
        return done.stdout

    def create_database(self, name: str, script: str = "") -> str:
        """Make a fresh database, run the script in it, and return its URL."""
        self.execute(f"DROP DATABASE IF EXISTS `{name}`; CREATE DATABASE `{name}` CHARACTER SET utf8mb4;")
        if script:
            self.execute(script, name)
        return self.url(name)

    def dump(self, database: str) -> str:
        """Return the database as mysqldump writes it, stored code included."""
        program = find_program("mariadb-dump", "mysqldump")
        arguments = [program, "--no-defaults", f"--socket={self.socket}", f"--user={self.user}", "--routines",
                     "--triggers", "--events", f"--password={self.password}", database]  # fmt: skip
        return subprocess.run(arguments, text=True, capture_output=True, check=True).stdout

    def start_general_log(self) -> None:
        """Write every statement that reaches the server to ``general_log`` from now on, beginning with an empty file."""
        self.general_log.unlink(missing_ok=True)
        self.execute("FLUSH GENERAL LOGS; SET GLOBAL general_log = ON;")

    def stop_general_log(self) -> str:
        """Stop that, and return what was written."""
        self.execute("SET GLOBAL general_log = OFF;")
        return self.general_log.read_text(errors="replace")


def find_program(*names: str) -> str:
    """Return the path of the first program that is there; fail the test with the install line when none is."""
    for name in names:
        found = shutil.which(name) or next((f"{f}/{name}" for f in _FOLDERS if Path(f, name).exists()), None)
        if found is not None:
            return found
    pytest.fail(f"this test needs {names[0]}; install it with: {INSTALL}")


def run_mariadb(folder: Path, *options: str) -> Iterator[MariaDb]:
    """Yield a server below ``folder``, started with further options; stop it afterwards."""
    server = MariaDb(folder, *options)
    server.create()
    server.start()
    try:
        server.execute(f"ALTER USER root@localhost IDENTIFIED BY '{PASSWORD}';", password="")
        server.execute(
            f"CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'; GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;"
        )
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDb]:
    """Give the tests of one session (one worker of pytest-xdist) a server of their own."""
    with tempfile.TemporaryDirectory(prefix="ws-db-") as folder:
        yield from run_mariadb(Path(folder))
