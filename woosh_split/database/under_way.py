"""What accounts have under way on the server: transactions, statements, and how long ago the last one ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from woosh_split.database.ddl import Ddl, Rejected, shown
from woosh_split.model.migration import Client

JUST_NOW = 1.0
"""Seconds for which what ran last may be in the middle of something: of a request that is one statement after the other."""

_ASKS_FOR_NOTHING = re.compile(
    r"(?:/\*[^*]*\*/\s*)*(?:SELECT|DO)\s+(?:\d+|'[^'\\]*'|(?:NOW|VERSION|CURRENT_TIMESTAMP)\s*\(\s*\))"
    r"(?:\s+(?:AS\s+)?\w+|\s+FROM\s+DUAL)?\s*;?",
    re.IGNORECASE,
)
_PING = "statement/com/Ping"


@dataclass(frozen=True, slots=True)
class Session:
    """A connection: ``busy`` with a transaction or a statement, or ``ago`` seconds after its last one.

    ``query`` is the number of its last statement where the server tells it. ``asks_for_nothing``: what ended within the
    last second was nothing but pings and statements that name no table.
    """

    client: Client
    busy: bool
    ago: float
    query: int | None = None
    asks_for_nothing: bool = False


def sessions(ddl: Ddl, users: frozenset[str]) -> list[Session]:
    """Return the connections of users.

    Raises:
        Rejected: we may not see what others do (PROCESS).
    """
    exact = "p.TIME_MS / 1000, p.QUERY_ID" if ddl.mariadb else "p.TIME, NULL"
    query = (
        "SELECT p.ID, p.USER, p.HOST, COALESCE(TIMESTAMPDIFF(SECOND, t.trx_started, NOW()), p.TIME),"  # noqa: S608
        f" COALESCE(t.trx_query, p.INFO), t.trx_id IS NOT NULL, p.COMMAND, {exact}"
        " FROM information_schema.PROCESSLIST p LEFT JOIN information_schema.INNODB_TRX t"
        " ON t.trx_mysql_thread_id = p.ID ORDER BY 4 DESC, p.ID"
    )
    rows = [row for row in ddl.rows(query) if row[1] in users and row[0] != ddl.id]
    idle = [int(row[0]) for row in rows if row[6] == "Sleep" and not row[5]]
    nothing = _asking_for_nothing(ddl, idle)
    found = []
    for id_, user, host, seconds, statement, in_transaction, command, ago, number in rows:
        sleeps = command == "Sleep"
        state = "idle in a transaction" if in_transaction else "its last statement has just ended"
        client = Client(
            int(id_), user, host, int(seconds or 0), state if sleeps else shown(statement or command)
        )
        found.append(
            Session(
                client,
                bool(in_transaction) or not sleeps,
                max(0.0, float(ago or 0)),
                None if number is None else int(number),
                id_ in nothing,
            )
        )
    return found


def _asking_for_nothing(ddl: Ddl, ids: Iterable[int]) -> frozenset[int]:
    """Return the connections of which performance_schema shows that their last second asked for nothing; none where it is off."""
    listed = ", ".join(str(each) for each in ids)
    if not listed:
        return frozenset()
    statement = "t.PROCESSLIST_ID, e.EVENT_NAME, e.SQL_TEXT"
    source = f"e JOIN performance_schema.threads t USING (THREAD_ID) WHERE t.PROCESSLIST_ID IN ({listed})"
    newest = "(SELECT MAX(TIMER_END) FROM performance_schema.events_statements_current)"
    recent = f"e.TIMER_END > {newest} - {int(JUST_NOW * 1e12)}"
    try:
        # the newest of each, however old, so that a connection without any statement to look at is left out
        rows = ddl.rows(f"SELECT {statement} FROM performance_schema.events_statements_current {source}")  # noqa: S608
        rows += ddl.rows(
            f"SELECT {statement} FROM performance_schema.events_statements_history {source} AND {recent}"  # noqa: S608
        )
        kept = ddl.rows(
            "SELECT 1 FROM performance_schema.setup_consumers"
            " WHERE NAME IN ('events_statements_current', 'events_statements_history') AND ENABLED = 'YES'"
        )
    except Rejected as error:
        if error.lost:
            raise
        return frozenset()
    if len(kept) < 2:
        return frozenset()
    something = {id_ for id_, kind, text in rows if kind != _PING and not _is_nothing(text)}
    return frozenset(id_ for id_, _, _ in rows) - something


def _is_nothing(text: str | None) -> bool:
    return text is not None and _ASKS_FOR_NOTHING.fullmatch(text.strip()) is not None
