"""What a database server really has, as it tells it."""

from __future__ import annotations

from dataclasses import dataclass

MARIADB, MYSQL = "mariadb", "mysql"

BLOCKS, WARNS = "blocks", "warns"


@dataclass(frozen=True, slots=True)
class TableOnServer:
    """A base table. ``rows`` is the engine's estimate; ``partitions`` is 0 for one that is not partitioned."""

    name: str
    engine: str | None
    rows: int
    data_bytes: int
    index_bytes: int
    collation: str | None
    auto_increment: int | None = None
    partitions: int = 0


@dataclass(frozen=True, slots=True)
class KeyOnServer:
    """An index; ``columns`` in order, those of an expression as ``(expression)``."""

    table: str
    name: str
    unique: bool
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForeignKeyOnServer:
    """A foreign key that begins or ends in the schema."""

    schema: str
    table: str
    name: str
    columns: tuple[str, ...]
    to_schema: str
    to_table: str
    on_update: str
    on_delete: str


@dataclass(frozen=True, slots=True)
class StoredOnServer:
    """A view, routine, trigger or event. ``table`` is a trigger's; ``detail`` its moment, an event's schedule.

    ``visible`` is false where the server does not show us its text.
    """

    kind: str  # view | procedure | function | trigger | event
    name: str
    definer: str
    security: str | None = None
    sql_mode: str | None = None
    table: str | None = None
    detail: str = ""
    visible: bool = True


@dataclass(frozen=True, slots=True)
class AccountOnServer:
    """A user or role and what it may do in the schema or everywhere; no password, no hash."""

    user: str
    host: str
    role: bool = False
    locked: bool = False
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """A server and one of its schemas. ``accounts`` is None where we may not read them.

    ``privileges`` are what our own account may do everywhere (``*``) or in the schema; ``GRANT OPTION`` is one.
    """

    family: str
    version: str
    schema: str
    charset: str
    collation: str
    settings: tuple[tuple[str, str], ...]
    schemas: tuple[str, ...]
    tables: tuple[TableOnServer, ...]
    keys: tuple[KeyOnServer, ...]
    foreign_keys: tuple[ForeignKeyOnServer, ...]
    stored: tuple[StoredOnServer, ...]
    accounts: tuple[AccountOnServer, ...] | None
    us: str
    privileges: tuple[str, ...]
    leftovers: tuple[str, ...] = ()

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers: ``10.11.19-MariaDB`` is ``(10, 11, 19)``."""
        digits = self.version.split("-")[0].split(".")
        return tuple(int(part) for part in digits if part.isdigit())

    def setting(self, name: str) -> str:
        """Return a setting, empty where the server does not have it."""
        return dict(self.settings).get(name, "")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of a move. ``severity`` is ``blocks`` (of this subject, or of everything) or ``warns``.

    ``kind`` is one of: trigger, foreign-key, engine, partitions, definer, hidden-text, schema-exists, account-exists,
    name-clash, privilege, version, read-only, setting, missing-table, drift, leftover, routine.
    """

    kind: str
    severity: str
    subject: str
    text: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class DriftLine:
    """A place where code or dump and the server disagree."""

    kind: str
    table: str
    text: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ServerReport:
    """The server, what differs from the facts (None: not compared), and what stands in the way."""

    server: Server
    drift: tuple[DriftLine, ...] | None
    obstacles: tuple[Obstacle, ...]
    compared_with_split: bool = False
    version: int = 1

    @property
    def blocked(self) -> bool:
        """Whether anything blocks the split."""
        return any(each.severity == BLOCKS for each in self.obstacles)
