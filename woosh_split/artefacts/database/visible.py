"""Which columns of a foreign table a service sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from woosh_split.artefacts.database.secrets import is_secret
from woosh_split.model.access import Access
from woosh_split.model.crossing import JOIN, READ, WRITE
from woosh_split.model.organisation import INSERT, HiddenColumn
from woosh_split.model.schema import Column
from woosh_split.model.split import Contract

SHOWN_PLACES = 3


@dataclass(frozen=True, slots=True)
class Visible:
    """The columns that are shown, in the table's order, and the secret ones that are not."""

    columns: tuple[str, ...]
    hidden: tuple[HiddenColumn, ...] = ()
    unknown: tuple[str, ...] = ()  # what a contract names and the table does not have

    @property
    def whole(self) -> bool:
        """Whether every column is shown."""
        return not self.hidden


def visible(
    columns: Sequence[Column],
    accesses: Sequence[Access],
    contracts: Iterable[Contract],
    verbs: Iterable[str],
    *,
    borrowed: bool,
) -> Visible:
    """Return what the service sees; ``contracts`` are its own for this table, ``borrowed``: other code came along.

    Contracts that all list ``columns`` say what the view shows beside the key, without which no entity class can stand
    for it, as long as nobody else's code reads through it and nothing is written. Otherwise every column is shown but the secret ones that no contract lists. A row cannot
    be inserted without a value for a column that must have one, so whoever inserts sees those too.
    """
    found = [contract for contract in contracts if contract.kind in (READ, JOIN, WRITE)]
    listed = {name.lower() for contract in found for name in contract.columns}
    reading = [contract for contract in found if contract.kind in (READ, JOIN)]
    writing = set(verbs) - {"SELECT"}
    exact = bool(reading) and all(contract.columns for contract in reading) and not borrowed and not writing
    shown = {
        column.name
        for column in columns
        if column.name.lower() in listed
        or (exact and column.primary_key and not is_secret(column))
        or (not exact and (not is_secret(column) or (INSERT in writing and _must_be_given(column))))
    }
    known = {column.name.lower() for column in columns}
    names = [column.name for column in columns]
    return Visible(
        tuple(name for name in names if name in shown),
        tuple(HiddenColumn(name, _named_at(name, accesses)) for name in names if name not in shown),
        tuple(sorted(listed - known)),
    )


def _must_be_given(column: Column) -> bool:
    return not column.nullable and not column.primary_key


def _named_at(column: str, accesses: Iterable[Access]) -> tuple[str, ...]:
    places = {
        f"{access.file}:{access.line}"
        for access in accesses
        if access.columns is not None and column.lower() in {name.lower() for name in access.columns}
    }
    return tuple(sorted(places))[:SHOWN_PLACES]
