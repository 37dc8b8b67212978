"""Has the server read triggers anew that name a table which has moved.

MariaDB 10.11 keeps a trigger, as it was understood when it first ran, with the open table that it belongs to. Where its body
names a table that has become a view since, or the other way round, it goes on using what was there: after a rollback
that is a view whose account is gone, and every INSERT that fires the trigger is refused. Seen by `make demo-migration`.
"""

from __future__ import annotations

from woosh_split.database.ddl import Ddl, Rejected, Taken
from woosh_split.errors import DatabaseError
from woosh_split.sql.quoting import literal, quoted

_NO_RIGHT = frozenset({1044, 1142, 1227})


_NOBODY = quoted("woosh_split", "~nobody")
"""A table that is not there: closing it changes nothing, and tells whether we may close one."""


def tables_to_close(table: str, ddl: Ddl) -> tuple[str, ...]:
    """Return the tables that have a trigger whose body names ``table``, as statements write them."""
    if (
        not ddl.mariadb
    ):  # MySQL 8 compiles a trigger anew when a table that it names has changed, by its manual
        return ()
    query = (
        "SELECT DISTINCT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS"  # noqa: S608 - a literal
        f" WHERE LOCATE(LOWER({literal(table)}), LOWER(ACTION_STATEMENT)) > 0 ORDER BY 1, 2"
    )
    return tuple(quoted(str(schema), str(name)) for schema, name in ddl.rows(query))


def may_close(ddl: Ddl) -> bool:
    """Whether the account has RELOAD, itself or by a role.

    Raises:
        Rejected: the server refuses it for another reason.
    """
    try:
        ddl.execute(f"FLUSH NO_WRITE_TO_BINLOG TABLES {_NOBODY}")
    except Rejected as error:
        if error.code in _NO_RIGHT:
            return False
        raise
    return True


def forget_triggers(table: str, deadline: float, ddl: Ddl) -> None:
    """Close every table that has a trigger whose body names ``table``; the next statement opens it anew.

    Raises:
        Taken: others kept a lock for longer than the budget; the move itself is done.
        DatabaseError: the account may not.
    """
    for place in tables_to_close(table, ddl):
        try:
            ddl.persist(f"FLUSH NO_WRITE_TO_BINLOG TABLES {place}", deadline)
        except Taken as error:
            raise Taken(
                f"{table} has moved, and triggers of {place} name it; that table could not be closed, so that they may go on "
                f"using the old name: {error} Run it again when they are through."
            ) from error
        except Rejected as error:
            if error.code not in _NO_RIGHT:
                raise
            raise DatabaseError(
                f"{table} has moved, and triggers of {place} name it: until that table is opened anew they go on using what the "
                f"old name was. Give the account the right RELOAD and run it again. The server says: {error.reason}"
            ) from error
