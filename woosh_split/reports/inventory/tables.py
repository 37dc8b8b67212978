"""The lists of an inventory, before it is known whether they become a screen or Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.server import BLOCKS, WARNS, Obstacle, Server, ServerReport
from woosh_split.reports.listing import Listing
from woosh_split.reports.section import clean, count, place

_KIB = 1024

ADVICE = {
    "account-exists": "The back file of a phase drops its accounts: give the service another `schema:`, or remove the account.",
    "definer": "A definer that does not exist makes the object fail with 1449; one that exists must keep what the object needs.",
    "engine": "Only InnoDB tables move atomically: ALTER TABLE ... ENGINE=InnoDB first.",
    "foreign-key": "It goes on working across schemas, but a RENAME needs locks on both tables: drop it in an earlier phase "
    "where traffic is heavy.",
    "hidden-text": "Grant SHOW VIEW, TRIGGER, EVENT and SHOW CREATE ROUTINE: until then nobody knows what it touches.",
    "leftover": "A move was interrupted: finish it or take it back first.",
    "missing-table": "Only an entity or the split file knows it: nothing is done for it.",
    "partitions": "Moves were not measured with partitions: rehearse on a clone.",
    "privilege": "Moving tables needs an administrator's rights.",
    "schema-exists": "A phase was carried out, or somebody else has the name.",
    "trigger": "The server refuses to rename a table with triggers into another schema: it stays, under grants or a view.",
}
"""What to do about a kind of obstacle, where its text does not say it."""


def headline(report: ServerReport) -> str:
    """Return what the server is, in one line."""
    server = report.server
    size = sum(table.data_bytes + table.index_bytes for table in server.tables)
    return (
        f"{clean(server.schema)} on {'MariaDB' if server.family == 'mariadb' else 'MySQL'} {clean(server.version)}: "
        f"{count(len(server.tables), 'table')}, {told_size(size)}, {server.charset} ({server.collation}), "
        f"read as {clean(server.us)}"
    )


def verdict(report: ServerReport) -> str:
    """Return how much stands in the way."""
    blocking = sum(each.severity == BLOCKS for each in report.obstacles)
    warning = len(report.obstacles) - blocking
    what = "the split" if report.compared_with_split else "any split (there is no split file to compare with)"
    if not report.obstacles:
        return f"Nothing stands in the way of {what}"
    return f"{count(blocking, 'obstacle')} in the way of {what}, {count(warning, 'warning')}"


def listings(report: ServerReport) -> Iterator[Listing]:
    """Yield the lists that hold anything."""
    yield from filter(lambda each: each.rows, _all(report))


def told_size(number: int) -> str:
    """Return bytes as people read them."""
    size, unit = float(number), "B"
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if size < _KIB or unit == "TiB":
            break
        size /= _KIB
    return f"{size:.0f} {unit}" if size >= 10 or unit == "B" else f"{size:.1f} {unit}"


def _all(report: ServerReport) -> Iterator[Listing]:
    server = report.server
    columns = ("What", "Subject", "Service", "Why")
    yield Listing("In the way", columns, _obstacles(report.obstacles, BLOCKS))
    yield Listing("Mind", columns, _obstacles(report.obstacles, WARNS))
    drift = tuple(
        (each.kind, clean(each.table), clean(each.text), place(each.file, each.line))
        for each in report.drift or ()
    )
    yield Listing(
        "Drift",
        ("What", "Table", "Difference", "Where"),
        drift,
        "Where code or dump and the server disagree.",
    )
    yield _tables(server)
    stored = tuple(
        (
            each.kind,
            clean(each.name),
            clean(each.table or each.detail),
            clean(each.definer),
            (each.security or "").lower(),
        )
        for each in server.stored
    )
    yield Listing("Stored code", ("What", "Name", "Of", "Definer", "Security"), stored)
    foreign = tuple(
        (
            clean(_named(key.schema, key.table, server)), clean(key.name), ", ".join(map(clean, key.columns)),
            clean(_named(key.to_schema, key.to_table, server)), key.on_delete,
        )
        for key in server.foreign_keys
    )  # fmt: skip
    yield Listing("Foreign keys", ("Table", "Name", "Columns", "Leads to", "On delete"), foreign)
    accounts = tuple(
        (
            clean(f"{each.user}@{each.host}" if each.host else each.user),
            _kind(each.role, each.locked),
            clean(grant),
        )
        for each in server.accounts or ()
        for grant in each.grants
    )
    yield Listing(
        "Accounts",
        ("Account", "Kind", "May"),
        accounts,
        "Those that reach the schema; secrets are never read.",
    )
    yield Listing(
        "Settings", ("Name", "Value"), tuple((name, clean(value)) for name, value in server.settings)
    )


def _obstacles(obstacles: tuple[Obstacle, ...], severity: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (each.kind, clean(each.subject), clean(each.service), clean(each.text))
        for each in obstacles
        if each.severity == severity
    )


def _tables(server: Server) -> Listing:
    keys: dict[str, int] = {}
    for key in server.keys:
        keys[key.table] = keys.get(key.table, 0) + 1
    triggers = [each.table for each in server.stored if each.kind == "trigger"]
    rows = tuple(
        (
            clean(table.name), table.engine or "", f"{table.rows:,}", told_size(table.data_bytes + table.index_bytes),
            str(keys.get(table.name, 0)), str(triggers.count(table.name)), str(table.partitions), table.collation or "",
        )
        for table in server.tables
    )  # fmt: skip
    columns = ("Table", "Engine", "#Rows", "#Size", "#Keys", "#Triggers", "#Partitions", "Collation")
    return Listing("Tables", columns, rows, "Rows are the engine's estimate.")


def _named(schema: str, table: str, server: Server) -> str:
    return table if schema == server.schema else f"{schema}.{table}"


def _kind(role: bool, locked: bool) -> str:
    return "role" if role else "locked" if locked else "user"
