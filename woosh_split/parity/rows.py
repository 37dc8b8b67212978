"""The rows of one table on both sides: equal as multisets, but for what the monolith itself does not store twice alike.

Rows are mappings of column names to texts (None: NULL). Rows that both sides hold are taken away first; what is left is
paired by the primary key, so that a difference names its row and its columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from woosh_split.parity.moments import Run, same_moment
from woosh_split.parity.trees import ABSENT, Unlike, shown

Row = tuple[str | None, ...]
_MOST = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns, its primary key, and the column that the server numbers."""

    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    numbered: str | None = None


@dataclass(frozen=True, slots=True)
class RowNoise:
    """What the control showed: values that are made up anew, and whether rows get their numbers in any order.

    ``cells`` are primary keys with a column; where rows cannot be told apart by their keys, whole ``columns`` are noise.
    """

    cells: frozenset[tuple[Row, str]] = frozenset()
    columns: frozenset[str] = frozenset()
    any_number: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """The noise in words: columns, each with its number of rows where it is not all of them."""
        rows = Counter(column for _, column in self.cells)
        some = [
            f"{column} in {number} rows" if number > 1 else f"{column} in 1 row"
            for column, number in sorted(rows.items())
        ]
        return (*some, *sorted(self.columns), *(("order of numbers",) if self.any_number else ()))


def learn_noise(shape: Shape, one: Sequence[Row], other: Sequence[Row], run: Run) -> tuple[RowNoise, bool]:
    """Return what of the table is noise, by two runs of the same program, and whether that explains every difference."""
    if not unlike_rows(shape, one, other, run, RowNoise()):
        return RowNoise(), True
    cells = frozenset(
        (_key(shape, left), shape.columns[index])
        for left, right in _paired(shape, *_left_over(one, other))
        if left is not None and right is not None
        for index in range(len(shape.columns))
        if _differ(left[index], right[index], run) and shape.columns[index] not in shape.key
    )
    columns = frozenset(column for _, column in cells)
    tried = [RowNoise(any_number=True), RowNoise(columns=columns), RowNoise(columns=columns, any_number=True)]
    made_up = frozenset(shape.key) - {shape.numbered}
    if made_up:
        tried += [
            RowNoise(columns=made_up), RowNoise(columns=columns | made_up | _made_up_beside(shape, made_up, one, other, run)),
        ]  # fmt: skip
    for noise in [RowNoise(cells), *tried] if shape.key else tried:
        if not unlike_rows(shape, one, other, run, noise):
            return noise, True
    return tried[-1], False


def unlike_rows(
    shape: Shape, one: Sequence[Row], other: Sequence[Row], run: Run, noise: RowNoise
) -> list[Unlike]:
    """Return where the rows of two sides differ, as paths ``[key].column``; at most twenty."""
    hidden = {shape.columns.index(column) for column in noise.columns}
    if noise.any_number and shape.numbered is not None:
        hidden.add(shape.columns.index(shape.numbered))
    first = [_hide(shape, row, hidden, noise.cells) for row in one]
    second = [_hide(shape, row, hidden, noise.cells) for row in other]
    found: list[Unlike] = []
    by_likeness = noise.any_number or not noise.columns.isdisjoint(shape.key)
    for left, right in _paired(shape, *_left_over(first, second), by_likeness=by_likeness):
        found += _unlike_row(shape, left, right, run)
    return found[:_MOST]


def _made_up_beside(
    shape: Shape, keys: frozenset[str], one: Sequence[Row], other: Sequence[Row], run: Run
) -> frozenset[str]:
    """Return the columns that differ in rows whose keys are made up (a UUID): they are paired by all else that is in them."""
    hidden = {shape.columns.index(column) for column in keys}
    first, second = ([_hide(shape, row, hidden, frozenset()) for row in rows] for rows in (one, other))
    return frozenset(
        column
        for left, right in _paired(shape, *_left_over(first, second), by_likeness=True)
        if left is not None and right is not None
        for column, a, b in zip(shape.columns, left, right, strict=True)
        if _differ(a, b, run)
    )


def only_numbers_differ(
    shape: Shape, one: Sequence[Row], other: Sequence[Row], run: Run, noise: RowNoise
) -> bool:
    """Whether the same rows have the same numbers in another order, which two writes that nobody awaits make."""
    if shape.numbered is None:
        return False
    place = shape.columns.index(shape.numbered)
    return sorted(row[place] or "" for row in one) == sorted(
        row[place] or "" for row in other
    ) and not unlike_rows(shape, one, other, run, RowNoise(columns=noise.columns, any_number=True))


def _key(shape: Shape, row: Row) -> Row:
    return tuple(row[shape.columns.index(column)] for column in shape.key)


def _hide(shape: Shape, row: Row, hidden: set[int], cells: frozenset[tuple[Row, str]]) -> Row:
    if cells:
        key = _key(shape, row)
        hidden = hidden | {index for index, column in enumerate(shape.columns) if (key, column) in cells}
    if not hidden:
        return row
    return tuple("*" if index in hidden and value is not None else value for index, value in enumerate(row))


def _left_over(one: Iterable[Row], other: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    first, second = Counter(one), Counter(other)
    return _sorted((first - second).elements()), _sorted((second - first).elements())


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(
        rows, key=lambda row: tuple(("" if value is None else value, value is None) for value in row)
    )


def _paired(
    shape: Shape, one: list[Row], other: list[Row], *, by_likeness: bool = False
) -> list[tuple[Row | None, Row | None]]:
    """Pair the rows that differ: by primary key, or (without one) each with the row that is most like it."""
    if shape.key and not by_likeness:
        left = {_key(shape, row): row for row in one}
        right = {_key(shape, row): row for row in other}
        keys = sorted(left.keys() | right.keys(), key=str)
        return [(left.get(key), right.get(key)) for key in keys]
    rest, pairs = list(other), []
    for row in one:
        best = max(rest, key=lambda each: _likeness(row, each), default=None)
        if best is not None:
            rest.remove(best)
        pairs.append((row, best))
    return [*pairs, *((None, row) for row in rest)]


def _likeness(one: Row, other: Row) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def _unlike_row(shape: Shape, left: Row | None, right: Row | None, run: Run) -> list[Unlike]:
    row = left if left is not None else right
    assert row is not None
    columns = shape.key or shape.columns[:1]
    name = ",".join(row[shape.columns.index(column)] or "NULL" for column in columns)
    if left is None or right is None:
        told = shown(dict(zip(shape.columns, row, strict=True)))
        return [Unlike(f"[{name}]", *((ABSENT, told) if left is None else (told, ABSENT)))]
    return [
        Unlike(f"[{name}].{column}", shown(a), shown(b))
        for column, a, b in zip(shape.columns, left, right, strict=True)
        if _differ(a, b, run)
    ]


def _differ(one: str | None, other: str | None, run: Run) -> bool:
    return one != other and not same_moment(one, other, run)
