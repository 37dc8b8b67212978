"""Where entities, dump and server disagree about the schema.

Three declarations may be there: the entity classes (``entity``), the dump (``ddl``) and a live server (``database``).
Each pair that is there is compared, both ways. Columns are compared where both sides list any; names of columns ignore
case, as MySQL does. Names of tables do not, since MySQL on Linux does not either: a table that exists in another case
only is missing, and the detail says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from woosh_split.graph.type_families import surely_differ
from woosh_split.model.schema import Column, Drift, ForeignKey, Table

_NAMES = {"entity": "the entities", "ddl": "the dump", "database": "the server"}
_CODE = (".ts", ".js", ".mts", ".cts", ".mjs", ".cjs")
"""Files of migrations: where there is no dump they tell the schema."""
_PAIRS = (("entity", "ddl"), ("entity", "database"), ("ddl", "database"))


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
    declared = {
        "entity": {table.name: table for table in entity_tables},
        "ddl": {table.name: table for table in dump_tables},
        "database": {table.name: table for table in server_tables},
    }
    names = dict(_NAMES)
    if all((table.file or "").endswith(_CODE) for table in declared["ddl"].values()):
        names["ddl"] = "the migrations"
    must_fill = {(table.lower(), column.lower()) for table, column in required}
    found: set[Drift] = set()
    for left, right in _PAIRS:
        if declared[left] and declared[right]:
            found |= _missing_tables(declared[left], left, declared[right], right, names)
            found |= _missing_tables(declared[right], right, declared[left], left, names)
            for name in declared[left].keys() & declared[right].keys():
                found |= _compare(declared[left][name], left, declared[right][name], right, must_fill, names)
    return tuple(sorted(found, key=_order))


def _order(drift: Drift) -> tuple[str, str, str, str, str, str]:
    return drift.table, drift.kind, drift.column or "", drift.declared_by, drift.missing_in, drift.detail


def _drift(kind: str, table: Table, column: str | None, here: str, there: str, detail: str) -> Drift:
    """Return a drift whose place is that of the declaring side."""
    file = table.entity_file if here == "entity" and table.entity_file else table.file
    return Drift(kind, table.name, column, here, there, detail, file, table.line)


def _missing_tables(
    ours: dict[str, Table], here: str, theirs: dict[str, Table], there: str, names: Mapping[str, str]
) -> set[Drift]:
    spelt = {name.lower(): name for name in sorted(theirs)}
    found = set()
    for name in ours.keys() - theirs.keys():
        table = ours[name]
        detail = f"{table.kind} {name} is declared by {names[here]} and missing in {names[there]}"
        other = spelt.get(name.lower())
        if other is not None:
            detail += f", which has {other}: another table wherever the server heeds case"
        found.add(_drift("missing-table", table, None, here, there, detail))
    return found


def _compare(
    one: Table, left: str, other: Table, right: str, must_fill: set[tuple[str, str]], names: Mapping[str, str]
) -> set[Drift]:
    """Compare two declarations of one table."""
    found: set[Drift] = set()
    if one.columns and other.columns:
        found |= _missing_columns(one, left, other, right, must_fill, names)
        found |= _missing_columns(other, right, one, left, must_fill, names)
        theirs = {column.name.lower(): column for column in other.columns}
        for column in one.columns:
            match = theirs.get(column.name.lower())
            if match is not None and surely_differ(column.type, match.type):
                detail = f"{column.name} is {column.type} in {names[left]} and {match.type} in {names[right]}"
                found.add(_drift("type-differs", one, column.name, left, right, detail))
    if "view" not in (one.kind, other.kind):
        found |= _missing_keys(one, left, other, right, names)
        found |= _missing_keys(other, right, one, left, names)
    return found


def _missing_columns(
    ours: Table,
    here: str,
    theirs: Table,
    there: str,
    must_fill: set[tuple[str, str]],
    names: Mapping[str, str],
) -> set[Drift]:
    known = {column.name.lower() for column in theirs.columns}
    found = set()
    for column in ours.columns:
        if column.name.lower() in known:
            continue
        kind = "unmapped-column" if there == "entity" else "missing-column"
        detail = f"column {column.name} is declared by {names[here]} and missing in {names[there]}"
        if kind == "unmapped-column" and _is_required(ours, column, must_fill):
            detail += (
                "; it is NOT NULL without a default, so an insert through the entity fails in strict mode"
            )
        found.add(_drift(kind, ours, column.name, here, there, detail))
    return found


def _is_required(table: Table, column: Column, must_fill: set[tuple[str, str]]) -> bool:
    return (table.name.lower(), column.name.lower()) in must_fill


def _missing_keys(ours: Table, here: str, theirs: Table, there: str, names: Mapping[str, str]) -> set[Drift]:
    """Return the foreign keys that the other side lacks, where it has the columns for them."""
    known = {_key(key) for key in theirs.foreign_keys}
    columns = {column.name.lower() for column in theirs.columns}
    found = set()
    for key in ours.foreign_keys:
        if _key(key) in known or not {name.lower() for name in key.columns} <= columns:
            continue
        listed = ", ".join(key.columns)
        detail = f"{key_text(key)} is declared by {names[here]} and missing in {names[there]}"
        found.add(_drift("foreign-key-differs", ours, listed, here, there, detail))
    return found


def key_text(key: ForeignKey) -> str:
    """Return the words with which the detail of a foreign key's drift begins."""
    return f"foreign key ({', '.join(key.columns)}) to {key.table}"


def _key(key: ForeignKey) -> tuple[frozenset[str], str]:
    return frozenset(name.lower() for name in key.columns), key.table.lower()
