"""The rows of every table after the last request, on the three databases."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from woosh_split.database.comparing import TableShape, administer, fingerprint, names_of, rows, shapes
from woosh_split.model.parity import Difference, TableResult
from woosh_split.model.placement import Placement
from woosh_split.model.progress import Progress
from woosh_split.parity.left_out import left_out_of, without
from woosh_split.parity.moments import Run
from woosh_split.parity.rows import Shape, learn_noise, only_numbers_differ, unlike_rows
from woosh_split.parity.server import Server

_SETTLE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Databases:
    """The names of the monolith's database, of the control's, and of the one that the services share."""

    monolith: str
    control: str
    services: str


def names_in(server: Server, database: str) -> frozenset[str]:
    """Return the names of the tables, views and routines of a database.

    Raises:
        DatabaseError: the server is lost.
    """
    with administer(server.url) as connection:
        return names_of(connection, database)


def columns_left_out(server: Server, database: str, told: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the columns that are not to be compared, by table.

    Raises:
        InputError: there is no such table or column.
        DatabaseError: the server is lost.
    """
    wanted = tuple(told)
    if not wanted:
        return {}
    with administer(server.url) as connection:
        return left_out_of(wanted, shapes(connection, database))


def compare_tables(
    server: Server,
    databases: Databases,
    placement: Placement,
    run: Run,
    progress: Progress,
    left_out: Mapping[str, tuple[str, ...]],
) -> tuple[TableResult, ...]:
    """Return one result for each base table of the monolith.

    A moved table is read through the view that stands under its old name.

    Raises:
        DatabaseError: the server is lost.
    """
    time.sleep(_SETTLE_SECONDS)  # what nobody awaited is written by then
    with administer(server.url) as connection:
        found = shapes(connection, databases.monolith)
        results = []
        for number, whole in enumerate(found, 1):
            progress("comparing tables", number, len(found))
            gone = left_out.get(whole.name, ())
            shape = without(whole, gone)
            owner = placement.owner_of_table(shape.name)
            names = (databases.monolith, databases.control, databases.services)
            sums = [fingerprint(connection, name, shape) for name in names]
            if sums[0] == sums[1] == sums[2]:
                results.append(TableResult(shape.name, owner, sums[0][0], left_out=gone))
                continue
            one, control, other = (rows(connection, name, shape) for name in names)
            results.append(replace(_compare(shape, owner, one, control, other, run), left_out=gone))
    return tuple(results)


def _compare(
    table: TableShape, owner: str, one: list[tuple[str | None, ...]], control: list[tuple[str | None, ...]],
    other: list[tuple[str | None, ...]], run: Run,
) -> TableResult:  # fmt: skip
    shape = Shape(table.columns, table.key, table.numbered)
    noise, _ = learn_noise(shape, one, control, run)
    found = unlike_rows(shape, one, other, run, noise)
    told = [*noise.told]
    if found and only_numbers_differ(shape, one, other, run, noise):
        found, told = [], [*told, "order of numbers"]
    return TableResult(
        table.name, owner, len(one), tuple(Difference(each.path, each.one, each.other) for each in found),
        tuple(dict.fromkeys(told)),
    )  # fmt: skip
