"""Columns that are not compared because the user said so: counters and times that a job writes whenever it likes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from woosh_split.database.comparing import TableShape
from woosh_split.errors import InputError
from woosh_split.model.meant import did_you_mean


def column_of(told: str) -> tuple[str, str]:
    """Return table and column of ``table.column``.

    Raises:
        InputError: it is not written so.
    """
    table, dot, column = told.rpartition(".")
    if not dot or not table or not column:
        raise InputError(f"A column that is not to be compared is written as table.column; {told!r} is not.")
    return table, column


def left_out_of(told: Iterable[str], tables: Sequence[TableShape]) -> dict[str, tuple[str, ...]]:
    """Return the columns to leave out by table, as the server spells them.

    Raises:
        InputError: there is no such table or column; says which is close. Or nothing would be left of a table.
    """
    known = {table.name: table for table in tables}
    found: dict[str, list[str]] = {}
    for each in told:
        name, column = column_of(each)
        if name not in known:
            near = did_you_mean(name, sorted(known)) or "."
            raise InputError(f"{each} is not to be compared, but there is no table {name}{near}")
        spelled = {one.casefold(): one for one in known[name].columns}  # the server folds names of columns
        if column.casefold() not in spelled:
            near = did_you_mean(column, sorted(known[name].columns)) or "."
            raise InputError(f"{each} is not to be compared, but the table has no column {column}{near}")
        found.setdefault(name, []).append(spelled[column.casefold()])
    for name, columns in found.items():
        if not set(known[name].columns) - set(columns):
            raise InputError(
                f"Nothing of the table {name} would be compared: each of its columns is left out."
            )
    return {name: tuple(sorted(set(columns))) for name, columns in found.items()}


def without(table: TableShape, columns: Sequence[str]) -> TableShape:
    """Return a table as it is compared without some columns; without a part of its key, rows are paired by their likeness."""
    if not columns:
        return table
    return replace(
        table,
        columns=tuple(each for each in table.columns if each not in columns),
        key=() if set(table.key) & set(columns) else table.key,
        numbered=None if table.numbered in columns else table.numbered,
    )
