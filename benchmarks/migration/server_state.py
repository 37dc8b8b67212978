"""What the server holds: dumps to compare, tables by InnoDB's own number, and what a service's user may touch."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pymysql
from commands import DemoError
from running import DATABASE

from woosh_split.database.comparing import Endpoint
from woosh_split.parity.server import find_program
from woosh_split.sql.quoting import literal, quoted

_DENIED = (1044, 1045, 1142, 1143, 1227, 1370)
_NO_GRANT = 1141
_OWN = ("woosh_split",)
_SYSTEM = ("information_schema", "mysql", "performance_schema", "sys")
_COUNTERS = re.compile(r" AUTO_INCREMENT=\d+")
"""Rows that came meanwhile have moved these on; without load they are compared."""
_NOISE = re.compile(r"^(?:-- Dump completed on .*|-- Host: .*)$", re.MULTILINE)


@dataclass(frozen=True)
class Admin:
    """The server, as whoever administers it."""

    endpoint: Endpoint

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement on a connection of its own; return its rows."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    def connect(
        self, user: str | None = None, password: str = "", database: str | None = None
    ) -> pymysql.Connection:
        """Return a connection, as the administrator unless told otherwise."""
        where = self.endpoint
        return pymysql.connect(
            host=where.host, port=where.port, user=user or where.user, database=database,
            password=where.password if user is None else password, autocommit=True,
        )  # fmt: skip

    def schemas(self) -> list[str]:
        """Return the schemas that are not the server's."""
        return sorted(str(name) for (name,) in self.rows("SHOW DATABASES") if name not in (*_SYSTEM, *_OWN))

    def dump(self, data: bool = True) -> str:
        """Return the whole of every schema as mysqldump writes it, and who may do what; the journal is left out."""
        schemas = self.schemas()
        with tempfile.NamedTemporaryFile("w", prefix="ws-demo-", suffix=".cnf") as secret:  # mode 0600
            secret.write(f'[client]\nuser="{self.endpoint.user}"\npassword="{self.endpoint.password}"\n')
            secret.flush()
            done = subprocess.run(
                [find_program("mariadb-dump", "mysqldump"), f"--defaults-file={secret.name}", "--host=127.0.0.1",
                 f"--port={self.endpoint.port}", "--routines", "--triggers", "--events", "--order-by-primary",
                 "--skip-extended-insert", *([] if data else ["--no-data"]), "--databases", *schemas],
                capture_output=True, text=True, errors="surrogateescape", check=False, env=dict(os.environ),
            )  # fmt: skip
        if done.returncode:
            raise DemoError(f"The database cannot be dumped: {done.stderr[-500:]}")
        text = done.stdout if data else _COUNTERS.sub("", done.stdout)
        return _NOISE.sub("", text) + "\n".join(self.rights())

    def rights(self) -> list[str]:
        """Return every account with its rights, without passwords."""
        found = []
        for user, host in self.rows("SELECT User, Host FROM mysql.user ORDER BY User, Host"):
            who = literal(user) + (f"@{literal(host)}" if host else "")
            try:
                lines = [
                    str(line).split(" IDENTIFIED ")[0] for (line,) in self.rows(f"SHOW GRANTS FOR {who}")
                ]
            except pymysql.OperationalError as error:
                if error.args[0] != _NO_GRANT:
                    raise
                lines = ["no rights"]
            found += [f"{user}@{host}: {line}" for line in sorted(lines)]
        return found

    def table_ids(self, names: Iterable[str]) -> dict[str, int]:
        """Return InnoDB's number of each table, wherever it lies; more than one of a name is an error."""
        found: dict[str, int] = {}
        wanted = set(names)
        for name, number in self.rows("SELECT NAME, TABLE_ID FROM information_schema.INNODB_SYS_TABLES"):
            schema, _, table = str(name).partition("/")
            if table in wanted and schema not in (*_SYSTEM, *_OWN):
                if table in found:
                    raise DemoError(f"There are two tables {table}.")
                found[table] = int(number)
        return found

    def tables(self) -> list[str]:
        """Return the base tables of the monolith's schema."""
        kind = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA = "
        return sorted(str(name) for (name,) in self.rows(kind + literal(DATABASE)))


def foreign_rights(admin: Admin, part: Mapping[str, Any], password: str) -> tuple[int, list[str]]:
    """Try every table of every schema that a service is not given, and every verb that it is not given; return how many
    were tried, and those that were not refused.

    ``part`` is the service's part of ``database plan --format json``.
    """
    allowed = {(grant["schema"], grant["name"]): set(grant["verbs"]) for grant in part["grants"]}
    columns: dict[tuple[str, str], str] = {}
    names = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS ORDER BY ORDINAL_POSITION DESC"
    for schema, table, column in admin.rows(names):
        if schema not in _SYSTEM and not str(table).startswith(("~ws_", "$ws_")):
            columns[schema, table] = column  # the first one is left
    tried, open_ = 0, []
    with admin.connect(part["account"]["user"], password) as connection, connection.cursor() as cursor:
        for (schema, table), column in sorted(columns.items()):
            place, name = f"{quoted(schema)}.{quoted(table)}", quoted(column)
            statements = {
                "SELECT": f"SELECT {name} FROM {place} LIMIT 0",
                "INSERT": f"INSERT INTO {place} ({name}) VALUES (NULL)",
                "UPDATE": f"UPDATE {place} SET {name} = {name} WHERE 1 = 0",
                "DELETE": f"DELETE FROM {place} WHERE 1 = 0",
            }
            for verb, statement in statements.items():
                if verb in allowed.get((schema, table), ()):
                    continue
                tried += 1
                try:
                    cursor.execute("START TRANSACTION")
                    cursor.execute(statement)
                    cursor.execute("ROLLBACK")
                except pymysql.Error as error:
                    if error.args[0] in _DENIED:
                        continue
                    open_.append(f"{part['service']}: {verb} {schema}.{table}: {error.args}")
                else:
                    open_.append(f"{part['service']}: {verb} {schema}.{table} was not refused")
        for grant in part["grants"]:
            for hidden in grant["hidden"]:
                tried += 1
                try:
                    cursor.execute(
                        f"SELECT {quoted(hidden['column'])} FROM {quoted(grant['schema'])}.{quoted(grant['name'])} LIMIT 0"
                    )
                except pymysql.Error:
                    continue  # denied, or not a column of what it sees
                open_.append(
                    f"{part['service']}: the secret column {grant['name']}.{hidden['column']} can be read"
                )
    return tried, open_
