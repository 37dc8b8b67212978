"""A database server of the verification's own: a data folder in a temporary place, gone when the verification is."""

from __future__ import annotations

import contextlib
import getpass
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from woosh_split.database.comparing import Endpoint, administer, endpoint_of, run, value_of
from woosh_split.errors import InputError
from woosh_split.parity.processes import Child, Children, free_port
from woosh_split.sql.quoting import quoted

INSTALL = "apt-get install mariadb-server (or: brew install mariadb)"
_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/usr/libexec", "/opt/homebrew/bin", "/usr/local/mysql/bin")
_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """Where to reach the server; ``errors`` is the file of refused statements, for a private MariaDB.

    ``databases`` and ``accounts`` are what was made on it, the latter as SQL writes them; nothing else is ever removed.
    """

    endpoint: Endpoint
    url: str
    private: bool
    errors: Path | None = None
    databases: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)

    def will_make_database(self, name: str) -> None:
        """Remember a database before it is made, so that it is removed even if we are stopped half-way."""
        self.databases.append(name)

    def will_make_account(self, account: str) -> None:
        """Remember an account (``'user'@'host'``) before it is made."""
        self.accounts.append(account)

    def will_make_role(self, role: str) -> None:
        """Remember a role before it is made."""
        self.roles.append(role)


def find_program(*names: str) -> str:
    """Return the path of the first program that is there.

    Raises:
        InputError: none is; says how it is installed.
    """
    for name in names:
        found = shutil.which(name) or next((f"{f}/{name}" for f in _FOLDERS if Path(f, name).exists()), None)
        if found is not None:
            return found
    raise InputError(
        f"verify needs {' or '.join(names)}, which is not installed. Install it with {INSTALL}; a server that runs "
        "elsewhere can be given with --database URL, and then only its client program is needed."
    )


@contextlib.contextmanager
def database_server(
    url: str | None, children: Children, folder: Path, sql_mode: str | None, taken: set[int]
) -> Iterator[Server]:
    """Yield the server that ``url`` names, or one that is started for this; what was made on the former is removed.

    Raises:
        InputError: there is no server program, or the server has another sql_mode than was asked for.
        DatabaseError: the server is away or refuses us.
    """
    if url is None:
        yield start_server(children, folder, sql_mode, taken)
        return
    server = Server(endpoint_of(url), url, private=False)
    with administer(url) as connection:
        mode = value_of(connection, "@@GLOBAL.sql_mode")
    if sql_mode is not None and _modes(sql_mode) != _modes(mode):
        raise InputError(
            f"The server has the sql_mode {mode!r}, and {sql_mode!r} was asked for. Set it there (SET GLOBAL sql_mode = "
            f"'{sql_mode}'), or leave --database away: a server is started then."
        )
    try:
        yield server
    finally:
        children.stop_all()  # or they would work on what is removed
        with administer(url) as connection:
            run(connection, ["SET SESSION foreign_key_checks = 0"])  # tables of one refer to those of another
            run(connection, [f"DROP DATABASE IF EXISTS {quoted(name)}" for name in server.databases])
            run(connection, [f"DROP USER IF EXISTS {account}" for account in server.accounts])
            run(connection, [f"DROP ROLE IF EXISTS {quoted(role)}" for role in server.roles])


def _modes(text: str) -> frozenset[str]:
    return frozenset(each.strip().upper() for each in text.split(",") if each.strip())


def start_server(children: Children, folder: Path, sql_mode: str | None, taken: set[int]) -> Server:
    """Make an empty data folder and start a server on it.

    Raises:
        InputError: there is no server program, or it does not start.
    """
    program = find_program("mariadbd", "mysqld")
    password = secrets.token_hex(16)
    folder.mkdir(mode=0o700)
    (folder / "tmp").mkdir()
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder),
    }
    _create(children, program, folder, environment)
    init = folder / "init.sql"
    init.touch(mode=0o600)
    init.write_text(
        f"CREATE USER 'verify'@'127.0.0.1' IDENTIFIED BY '{password}';\n"
        "GRANT ALL ON *.* TO 'verify'@'127.0.0.1' WITH GRANT OPTION;\n"
    )
    port = free_port(taken)
    errors = folder / "refused.log"
    plugin = [
        "--plugin-load-add=sql_errlog",
        f"--sql-error-log-filename={errors}",
        "--sql-error-log-size-limit=1G",
    ]
    for more in ([*plugin, "--userstat=ON"], []):
        child = children.start(
            "database",
            [program, "--no-defaults", f"--datadir={folder / 'data'}", f"--port={port}", "--bind-address=127.0.0.1",
             f"--socket={folder / 's.sock'}", f"--user={getpass.getuser()}", f"--pid-file={folder / 'server.pid'}",
             f"--init-file={init}", "--innodb-buffer-pool-size=128M", "--innodb-flush-log-at-trx-commit=0",
             "--skip-log-bin", "--innodb-stats-auto-recalc=OFF", "--skip-name-resolve", "--event-scheduler=OFF", "--log-bin-trust-function-creators=1",
             "--default-time-zone=+00:00", "--max-connections=1000", "--max-allowed-packet=256M",
             *([] if sql_mode is None else [f"--sql-mode={sql_mode}"]), *more],
            folder, environment,
        )  # fmt: skip
        if _wait(child, port):
            break
        children.stop(child)
    else:
        raise InputError(f"The database server {program} does not start: {child.said(800)}")
    endpoint = Endpoint("127.0.0.1", port, "verify", password)
    return Server(endpoint, f"mysql://verify:{password}@127.0.0.1:{port}", True, errors if more else None)


def _create(children: Children, program: str, folder: Path, environment: dict[str, str]) -> None:
    who = f"--user={getpass.getuser()}"
    data = f"--datadir={folder / 'data'}"
    if Path(program).name == "mysqld" and shutil.which("mariadb-install-db") is None:
        command = [program, "--no-defaults", "--initialize-insecure", data, who]
    else:
        installer = find_program("mariadb-install-db", "mysql_install_db")
        command = [
            installer,
            "--no-defaults",
            data,
            who,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ]
    code, said = children.run("database", command, folder, environment, _START_SECONDS)
    if code:
        raise InputError(f"The data folder of a database server cannot be made: {said[-800:].strip()}")


def _wait(child: Child, port: int) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while child.runs and time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1) as connection,
        ):
            if connection.recv(1):
                return True
        time.sleep(0.05)
    return False
