"""Which foreign keys stand in the database, and not only as relations of entity classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from woosh_split.graph.drift import key_text
from woosh_split.model.facts import Facts
from woosh_split.model.schema import ForeignKey, Table

_ENTITY = "entity"


def real_keys(facts: Facts) -> Mapping[str, tuple[ForeignKey, ...]]:
    """Return the foreign keys of each table as far as the database has them.

    A dump or server that knows the table has the last word: a key or column that only the entity declares is not there.
    Where neither knows it, nobody can tell, and what the entity declares counts.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    columns: dict[str, set[str]] = defaultdict(set)
    for drift in facts.drift:
        if drift.declared_by == _ENTITY and drift.kind == "foreign-key-differs":
            keys[drift.table].add(drift.detail)
        elif drift.declared_by == _ENTITY and drift.kind == "missing-column" and drift.column is not None:
            columns[drift.table].add(drift.column.lower())

    def is_real(table: Table, key: ForeignKey) -> bool:
        begins = f"{key_text(key)} is "
        return not (
            any(detail.startswith(begins) for detail in keys[table.name])
            or columns[table.name] & {name.lower() for name in key.columns}
        )

    return {
        table.name: tuple(key for key in table.foreign_keys if is_real(table, key)) for table in facts.tables
    }
