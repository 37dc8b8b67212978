"""Where entities, dump and server disagree about the schema.

Three declarations may be there: the entity classes (``entity``), the dump (``ddl``) and a live server (``database``).
Each pair that is there is compared, both ways. Columns are compared where both sides list any; names of columns ignore
case, as MySQL does. Names of tables do not, since MySQL on Linux does not either: a table that both have in another case
is one, and that its name differs is told, since it breaks wherever the server heeds case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from woosh_split.graph.spellings import alike_but_for_case
from woosh_split.graph.type_families import surely_differ
from woosh_split.model.schema import Drift, ForeignKey, Table
from woosh_split.records import dataclass

_CODE = (".ts", ".js", ".mts", ".cts", ".mjs", ".cjs")
"""Files of migrations: where there is no dump they tell the schema."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the declarations: its key in the facts, what people call it, and its tables."""

    key: str
    told: str
    tables: Mapping[str, Table]


def find_drift(
    entity_tables: Iterable[Table],
    dump_tables: Iterable[Table],
    server_tables: Iterable[Table],
    required: Iterable[tuple[str, str]] = (),
) -> tuple[Drift, ...]:
    """Compare the declarations that are there (an empty one is left out) and return the differences, sorted.

    ``required`` are the ``(table, column)`` pairs that an INSERT must fill (``SchemaFacts.required_columns``): an
    unmapped one of these makes every insert through the entity fail, and its detail says so.
    """
    dump = {table.name: table for table in dump_tables}
    is_code = all((table.file or "").endswith(_CODE) for table in dump.values())
    sides = (
        _Side("entity", "the entities", {table.name: table for table in entity_tables}),
        _Side("ddl", "the migrations" if is_code else "the dump", dump),
        _Side("database", "the server", {table.name: table for table in server_tables}),
    )
    must_fill = {(table.lower(), column.lower()) for table, column in required}
    found: set[Drift] = set()
    for left, right in combinations([side for side in sides if side.tables], 2):
        names = alike_but_for_case(left.tables, right.tables)
        if names:
            found |= {_other_case(left.tables[ours], theirs, left, right) for theirs, ours in names.items()}
            right = replace(right, tables=_renamed(right.tables, names))
        found |= _missing_tables(left, right) | _missing_tables(right, left)
        for name in left.tables.keys() & right.tables.keys():
            found |= _compare(name, left, right, must_fill)
    return tuple(sorted(found, key=_order))


def _order(drift: Drift) -> tuple[str, str, str, str, str, str]:
    return drift.table, drift.kind, drift.column or "", drift.declared_by, drift.missing_in, drift.detail


def _drift(kind: str, table: Table, column: str | None, here: _Side, there: _Side, detail: str) -> Drift:
    """Return a drift whose place is that of the declaring side."""
    file = table.entity_file if here.key == "entity" and table.entity_file else table.file
    return Drift(kind, table.name, column, here.key, there.key, detail, file, table.line)


def _renamed(tables: Mapping[str, Table], names: Mapping[str, str]) -> dict[str, Table]:
    spelt = {table.name: names.get(table.name, table.name) for table in tables.values()}
    return {spelt[table.name]: replace(table, name=spelt[table.name]) for table in tables.values()}


def _other_case(table: Table, theirs: str, here: _Side, there: _Side) -> Drift:
    detail = (
        f"{table.kind} {table.name} of {here.told} is {theirs} in {there.told}: one only where the server ignores the "
        "case of tables' names (lower_case_table_names)"
    )
    return _drift("case-differs", table, None, here, there, detail)


def _missing_tables(ours: _Side, theirs: _Side) -> set[Drift]:
    spelt = {name.lower(): name for name in sorted(theirs.tables)}
    found = set()
    for name in ours.tables.keys() - theirs.tables.keys():
        table = ours.tables[name]
        detail = f"{table.kind} {name} is declared by {ours.told} and missing in {theirs.told}"
        other = spelt.get(name.lower())
        if other is not None:
            detail += f", which has {other}: another table wherever the server heeds case"
        found.add(_drift("missing-table", table, None, ours, theirs, detail))
    return found


def _compare(name: str, left: _Side, right: _Side, must_fill: set[tuple[str, str]]) -> set[Drift]:
    """Compare two declarations of one table."""
    one, other = left.tables[name], right.tables[name]
    found: set[Drift] = set()
    if one.columns and other.columns:
        found |= _missing_columns(name, left, right, must_fill) | _missing_columns(
            name, right, left, must_fill
        )
        theirs = {column.name.lower(): column for column in other.columns}
        for column in one.columns:
            match = theirs.get(column.name.lower())
            if match is not None and surely_differ(column.type, match.type):
                detail = f"{column.name} is {column.type} in {left.told} and {match.type} in {right.told}"
                found.add(_drift("type-differs", one, column.name, left, right, detail))
    if "view" not in (one.kind, other.kind):
        found |= _missing_keys(name, left, right) | _missing_keys(name, right, left)
    return found


def _missing_columns(name: str, here: _Side, there: _Side, must_fill: set[tuple[str, str]]) -> set[Drift]:
    ours = here.tables[name]
    known = {column.name.lower() for column in there.tables[name].columns}
    found = set()
    for column in ours.columns:
        if column.name.lower() in known:
            continue
        kind = "unmapped-column" if there.key == "entity" else "missing-column"
        detail = f"column {column.name} is declared by {here.told} and missing in {there.told}"
        if kind == "unmapped-column" and (ours.name.lower(), column.name.lower()) in must_fill:
            detail += (
                "; it is NOT NULL without a default, so an insert through the entity fails in strict mode"
            )
        found.add(_drift(kind, ours, column.name, here, there, detail))
    return found


def _missing_keys(name: str, here: _Side, there: _Side) -> set[Drift]:
    """Return the foreign keys that the other side lacks, where it has the columns for them."""
    ours, theirs = here.tables[name], there.tables[name]
    known = {_key(key) for key in theirs.foreign_keys}
    columns = {column.name.lower() for column in theirs.columns}
    found = set()
    for key in ours.foreign_keys:
        if _key(key) in known or not {each.lower() for each in key.columns} <= columns:
            continue
        detail = f"{key_text(key)} is declared by {here.told} and missing in {there.told}"
        found.add(_drift("foreign-key-differs", ours, ", ".join(key.columns), here, there, detail))
    return found


def key_text(key: ForeignKey) -> str:
    """Return the words with which the detail of a foreign key's drift begins."""
    return f"foreign key ({', '.join(key.columns)}) to {key.table}"


def _key(key: ForeignKey) -> tuple[frozenset[str], str]:
    return frozenset(name.lower() for name in key.columns), key.table.lower()
