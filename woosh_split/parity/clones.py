"""Databases that are made of the monolith's dump and its seed data, all alike."""

from __future__ import annotations

import re
import subprocess
import tempfile
import threading
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from woosh_split.database.comparing import accounts_of, administer, collations_of, run, shapes
from woosh_split.errors import InputError
from woosh_split.parity.collations import replace_unknown
from woosh_split.parity.server import Server, find_program
from woosh_split.sql.quoting import literal, quoted

_OTHER_DATABASE = re.compile(
    rb"^[ \t]*(?:USE|CREATE[ \t]+(?:DATABASE|SCHEMA))\b[^;]*;[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_PART = rb"(?:`(?:[^`]|``)*`|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[\w$]+)"
_DEFINER = re.compile(rb"\bDEFINER\s*=\s*(" + _PART + rb")\s*@\s*(" + _PART + rb")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filling:
    """What a clone is made of: SQL, in order; and the database's character set, where it is not the server's."""

    scripts: tuple[tuple[str, bytes], ...]
    character_set: str | None = None


def read_filling(
    files: Sequence[Path], command: Sequence[str], folder: Path, character_set: str | None
) -> Filling:
    """Read dumps and seeds, and what the seed command prints.

    Raises:
        InputError: a file cannot be read, or the command fails.
    """
    scripts = []
    for file in files:
        try:
            scripts.append((str(file), file.read_bytes()))
        except OSError as error:
            raise InputError(f"{file} cannot be read: {error.strerror}.") from error
    if command:
        scripts.append((f"the seed command {' '.join(command)!r}", _printed(command, folder)))
    return Filling(tuple((name, _OTHER_DATABASE.sub(b"", sql)) for name, sql in scripts), character_set)


def _printed(command: Sequence[str], folder: Path) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            list(command), cwd=folder, capture_output=True, check=False, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"The seed command {' '.join(command)!r} cannot be run: {error}.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")[-500:].strip()
        raise InputError(f"The seed command {' '.join(command)!r} ended with {done.returncode}: {said}")
    return done.stdout


def make_clones(server: Server, names: Sequence[str], filling: Filling) -> tuple[str, ...]:
    """Make the databases and fill them, side by side; return what was changed in the scripts for it, as notes.

    Raises:
        InputError: a script fails; names it and says what the server said.
        DatabaseError: the databases cannot be made.
    """
    charset = f" CHARACTER SET {quoted(filling.character_set)}" if filling.character_set else ""
    for name in names:
        server.will_make_database(name)
    with administer(server.url) as connection:
        run(connection, [f"CREATE DATABASE {quoted(name)}{charset}" for name in names])
        filling, notes = _with_known_collations(filling, collations_of(connection))
        there = accounts_of(connection)
        for user, host in definers(filling):
            if user not in there:
                who = f"{literal(user)}@{literal(host)}"
                server.will_make_account(who)
                run(connection, [f"CREATE USER {who} ACCOUNT LOCK"])
                run(connection, [f"GRANT ALL ON {quoted(name)}.* TO {who}" for name in names])
    fill(server, find_program("mariadb", "mysql"), names, filling)
    with administer(server.url) as connection:  # or the server may choose another order of rows for each
        for name in names:
            tables = ", ".join(f"{quoted(name)}.{quoted(shape.name)}" for shape in shapes(connection, name))
            run(connection, [f"ANALYZE TABLE {tables}"] if tables else [])
    return notes


def _with_known_collations(filling: Filling, known: Collection[str]) -> tuple[Filling, tuple[str, ...]]:
    scripts, notes = [], []
    for name, sql in filling.scripts:
        loadable, replaced = replace_unknown(sql, known)
        scripts.append((name, loadable))
        notes += [
            f"{name}: the collation {old} is none of this server's; {new} stands for it in every clone. Texts may sort and "
            "compare otherwise than in production, on all sides alike."
            for old, new in sorted(replaced.items())
        ]
    return Filling(tuple(scripts), filling.character_set), tuple(notes)


def fill(server: Server, client: str, names: Sequence[str], filling: Filling) -> None:
    """Fill databases that are there, side by side.

    Raises:
        InputError: a script fails; names it and says what the server said.
    """
    clients = Clients()
    with ThreadPoolExecutor(len(names)) as pool:
        begun = [pool.submit(_fill, server, client, name, filling, clients) for name in names]
        try:
            for each in begun:
                each.result()
        except BaseException:
            clients.end()  # or an interrupt would wait for the rest of a dump that nobody wants any more
            raise


class Clients:
    """The client programs that are at work, to be ended together; once they are, no other begins."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._ended = False

    def run(self, command: Sequence[str], given: bytes) -> tuple[int, bytes]:
        """Run a client on a script; return its exit code and what it said to stderr."""
        with self._lock:
            if self._ended:
                return -1, b""
            process = subprocess.Popen(  # noqa: S603 - the client that was found
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            self._running.add(process)
        with process:
            _, said = process.communicate(given)
        with self._lock:
            self._running.discard(process)
        return process.returncode, said

    def end(self) -> None:
        """End those that run."""
        with self._lock:
            self._ended = True
            for process in self._running:
                process.kill()


def definers(filling: Filling) -> tuple[tuple[str, str], ...]:
    """Return user and host of the accounts that views, routines, triggers and events of the scripts run as.

    A dump names them and does not make them. Without them the server refuses whatever they define.
    """
    found = (match.groups() for _, sql in filling.scripts for match in _DEFINER.finditer(sql))
    return tuple(sorted({(_bare(user), _bare(host)) for user, host in found}))


def _bare(name: bytes) -> str:
    text = name.decode("utf-8", "replace")
    quote = text[0]
    return text[1:-1].replace(quote * 2, quote) if quote in "`'\"" else text


def _fill(server: Server, client: str, database: str, filling: Filling, clients: Clients) -> None:
    for name, sql in filling.scripts:
        said = run_sql(server, client, sql, database, clients)
        if said is not None:
            raise InputError(f"{name} cannot be loaded: {said}")


def run_sql(
    server: Server, client: str, sql: bytes, database: str | None, clients: Clients | None = None
) -> str | None:
    """Run a script with the command line client, which knows DELIMITER; return what went wrong.

    ``clients`` are those among which it can be ended.
    """
    where = server.endpoint
    place = [f"--socket={where.socket}"] if where.socket else [f"--host={where.host}", f"--port={where.port}"]
    with tempfile.NamedTemporaryFile(  # mode 0600
        "w", encoding="utf-8", prefix="woosh-split-", suffix=".cnf"
    ) as secret:
        secret.write(f"[client]\nuser={_option(where.user)}\npassword={_option(where.password)}\n")
        secret.flush()
        code, said = (clients or Clients()).run(
            [client, f"--defaults-file={secret.name}", *place, "--default-character-set=utf8mb4",
             "--max-allowed-packet=256M", *([database] if database else [])],
            sql,
        )  # fmt: skip
    return said.decode("utf-8", "replace").strip()[-600:] if code else None


def _option(text: str) -> str:
    """Return a text as the value of an option file, in which it ends neither its quotes nor its line."""
    for character, spelled in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(character, spelled)
    return f'"{text}"'
