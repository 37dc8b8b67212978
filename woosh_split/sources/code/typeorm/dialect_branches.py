"""Branches of a migration that is written for several databases: ``switch (queryRunner.connection.options.type)``.

Of such a choice the branch of MySQL is carried out: all of them together, one after the other, would be a schema that no
database has.
"""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.sources.code.typescript.summary import Expr, Stmt

_OF_MYSQL = frozenset({"mysql", "mariadb", "auroramysql"})
_OF_OTHERS = frozenset(
    {
        "postgres", "postgresql", "aurorapostgres", "cockroachdb", "sqlite", "bettersqlite", "bettersqlite3", "sqljs",
        "mssql", "sqlserver", "oracle", "sap", "spanner", "mongodb",
    }
)  # fmt: skip


def branch_of_mysql(cases: Sequence[Stmt]) -> tuple[Stmt, ...] | None:
    """Return what a ``switch`` over databases does on MySQL, None where ``cases`` are none or have no case of MySQL.

    A case without statements of its own goes on with those of the next one.
    """
    labels = [_label(each) for each in cases]
    at = next((index for index, label in enumerate(labels) if label in _OF_MYSQL), None)
    if at is None or not any(label in _OF_OTHERS for label in labels):
        return None
    for case in cases[at:]:
        own: tuple[Stmt, ...] = case[1] if _label(case) is None else case[1][1:]
        if own:
            return own
    return ()


def _label(case: Stmt) -> str | None:
    """Return the name at which a case begins, in small letters; None where it is no case or begins at something else."""
    if case[0] != "blk" or not case[1] or case[1][0][0] != "exp":
        return None
    label: Expr = case[1][0][1]
    name = label[1] if label[0] == "str" else label[2] if label[0] == "mem" else None
    return name.lower().replace("-", "").replace("_", "") if isinstance(name, str) else None
