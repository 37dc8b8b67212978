"""What a comparison asks of a server: databases and accounts of its own, and the rows of tables as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from woosh_split.database.connection import connect, is_lost_with, parse_url
from woosh_split.errors import DatabaseError
from woosh_split.sql.quoting import quoted


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where programs reach the server, and as whom it is administered."""

    host: str
    port: int
    user: str
    password: str
    socket: str | None = None


@dataclass(frozen=True, slots=True)
class TableShape:
    """A base table's columns in order, its primary key, and the column that the server numbers."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    numbered: str | None


def endpoint_of(url: str) -> Endpoint:
    """Return where a URL leads; its database is not needed.

    Raises:
        DatabaseError: it is no URL of a MySQL or MariaDB server.
    """
    parsed = parse_url(server_url(url))
    socket = parsed.query.get("unix_socket")
    return Endpoint(
        parsed.host or "127.0.0.1", parsed.port or 3306, parsed.username or "root", parsed.password or "",
        socket if isinstance(socket, str) else None,
    )  # fmt: skip


def server_url(url: str) -> str:
    """Return a URL that names a database that every server has, where it names none."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        return url  # said by whoever opens it
    return (parsed if parsed.database else parsed.set(database="information_schema")).render_as_string(
        hide_password=False
    )


@contextmanager
def administer(url: str) -> Iterator[Connection]:
    """Yield a connection on which every statement stands for itself.

    Raises:
        DatabaseError: the server is away or refuses us.
    """
    with connect(server_url(url)) as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Run statements as they stand, colons and percent signs included.

    Raises:
        DatabaseError: the server refuses one; says which.
        DBAPIError: the server was lost, which :func:`administer` tells.
    """
    for statement in statements:
        try:
            connection.exec_driver_sql(statement.replace("%", "%%"))
        except DBAPIError as error:
            if is_lost_with(error):
                raise  # the server is away, and no other account helps: said by whoever opened the connection
            reason = " ".join(str(error.orig).split())
            raise DatabaseError(
                f"The server refuses what the comparison needs: {reason} ({_without_secret(statement)}). "
                "Give --database an account that may create databases and users."
            ) from error


def _without_secret(statement: str) -> str:
    return " ".join(statement.split("IDENTIFIED")[0].split())[:120]


def value_of(connection: Connection, expression: str) -> str:
    """Return what the server makes of an expression, as text."""
    return str(connection.exec_driver_sql(f"SELECT {expression}").scalar())


def databases_of(connection: Connection) -> frozenset[str]:
    """Return the names of all databases that the account sees."""
    return frozenset(str(row[0]) for row in connection.execute(text("SHOW DATABASES")))


def collations_of(connection: Connection) -> frozenset[str]:
    """Return the names of the server's collations, in small letters.

    MariaDB lists those that fit several character sets without one (``uca1400_ai_ci``), and again with each.
    """
    query = "SELECT COLLATION_NAME FROM information_schema.COLLATIONS"
    found = {str(name).lower() for (name,) in connection.exec_driver_sql(query)}
    if any(name.startswith("uca1400") for name in found):
        query = "SELECT FULL_COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY"
        found |= {str(name).lower() for (name,) in connection.exec_driver_sql(query)}
    return frozenset(found)


def accounts_of(connection: Connection) -> frozenset[str]:
    """Return the names of all users and roles."""
    return frozenset(str(row[0]) for row in connection.execute(text("SELECT DISTINCT User FROM mysql.user")))


def names_of(connection: Connection, database: str) -> frozenset[str]:
    """Return the names of a database's tables, views and routines, and its columns as ``table.column`` in small letters."""
    found = connection.execute(
        text(
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = :schema"
            " UNION SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = :schema"
            " UNION SELECT LOWER(CONCAT(TABLE_NAME, '.', COLUMN_NAME)) FROM information_schema.COLUMNS"
            " WHERE TABLE_SCHEMA = :schema"
        ),
        {"schema": database},
    )
    return frozenset(str(row[0]) for row in found)


def shapes(connection: Connection, database: str) -> tuple[TableShape, ...]:
    """Return the base tables of a database, in the order of their names."""
    rows = connection.execute(
        text(
            "SELECT t.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_KEY, c.EXTRA FROM information_schema.TABLES t"
            " JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME"
            " WHERE t.TABLE_SCHEMA = :schema AND t.TABLE_TYPE = 'BASE TABLE'"
            " ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION"
        ),
        {"schema": database},
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for table, *column in rows:
        found.setdefault(str(table), []).append((str(column[0]), str(column[1]), str(column[2])))
    return tuple(
        TableShape(
            table,
            tuple(name for name, _, _ in columns),
            tuple(name for name, key, _ in columns if key == "PRI"),
            next((name for name, _, extra in columns if "auto_increment" in extra.lower()), None),
        )
        for table, columns in found.items()
    )


def fingerprint(connection: Connection, database: str, shape: TableShape) -> tuple[int, str]:
    """Return the number of rows and a sum over them that does not depend on their order.

    The sum is that of the first 60 bits of the MD5 of each row; equal rows in equal numbers give equal sums.
    """
    row = ", ".join(f"IFNULL(HEX(CAST({quoted(name)} AS BINARY)), '~')" for name in shape.columns)
    number = f"CAST(CONV(LEFT(MD5(CONCAT_WS(',', {row})), 15), 16, 10) AS UNSIGNED)"
    place = quoted(database, shape.name)
    query = f"SELECT COUNT(*), IFNULL(SUM({number}), 0) FROM {place}"  # noqa: S608 - names are quoted
    counted = connection.exec_driver_sql(query.replace("%", "%%")).one()
    return int(counted[0]), str(counted[1])


def rows(connection: Connection, database: str, shape: TableShape) -> list[tuple[str | None, ...]]:
    """Return all rows with every value as the server writes it; bytes that are no UTF-8 become escapes."""
    columns = ", ".join(f"CAST({quoted(name)} AS BINARY)" for name in shape.columns)
    found = connection.exec_driver_sql(
        f"SELECT {columns} FROM {quoted(database, shape.name)}".replace("%", "%%")  # noqa: S608 - as above
    )
    return [tuple(None if value is None else _text(value) for value in row) for row in found]


def _text(value: object) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)


def one_value_each(
    connection: Connection, database: str, table: str, column: str, most: int
) -> Sequence[str]:
    """Return the first values of a column in their order, as texts."""
    place, name = quoted(database, table), quoted(column)
    query = f"SELECT {name} FROM {place} WHERE {name} IS NOT NULL ORDER BY {name} LIMIT {int(most)}"  # noqa: S608
    found = connection.exec_driver_sql(query.replace("%", "%%"))
    return [_text(row[0]) for row in found]
