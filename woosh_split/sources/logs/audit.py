r"""The log of MariaDB's ``server_audit`` plugin with ``server_audit_events`` holding TABLE.

::

    20261128 10:19:57,host,svc,localhost,4,20,READ,shop,orders,

The server itself says which table was read or written, through views and cascades too: nothing is parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from woosh_split.model.access import READ, WRITE
from woosh_split.model.observation import AUDIT, CHANGE, SeenUse
from woosh_split.sources.logs.stream import Tallied, lines_of, text_of

_USES = {b"READ": (READ, "select"), b"WRITE": (WRITE, CHANGE)}
_OTHERS = frozenset(
    {b"CONNECT", b"DISCONNECT", b"FAILED_CONNECT", b"QUERY", b"CREATE", b"ALTER", b"RENAME", b"DROP", b"PROXY_CONNECT"}
)  # fmt: skip
_OWN = frozenset({"mysql", "information_schema", "performance_schema", "sys"})
MOST_KEPT = 100_000
"""Different entries whose reading is kept, since most come again and again; beyond that all are read anew."""

NO_TABLES = "it tells of connections or queries only: SET GLOBAL server_audit_events = 'TABLE' makes it tell of tables"


def read_audit(file: BinaryIO, name: str, tallied: Tallied) -> Iterator[tuple[str, SeenUse]]:
    """Yield user and use, in order; what the server does in its own schemas is left out.

    Raises:
        InputError: the file breaks off.
    """
    others = 0
    known: dict[bytes, tuple[str, SeenUse] | None] = {}
    for line in lines_of(file, name):
        fields = line.rstrip(b"\r\n").split(b",")
        at = _operation(fields)
        if at < 0:
            tallied.unread += bool(line.strip())
            continue
        tallied.entries += 1
        if at == 6 and fields[0][:8].isdigit():
            tallied.saw(fields[0])
        if fields[at] not in _USES:
            others += 1
            continue
        tallied.statements += 1
        key = b"\0".join((fields[at - 4], fields[at], *fields[at + 1 :]))
        if key not in known:
            if len(known) > MOST_KEPT:
                known.clear()
            known[key] = _use(fields, at)
        found = known[key]
        if found is not None:
            yield found
    if others and not tallied.statements:
        tallied.notes.append(NO_TABLES)


def _operation(fields: list[bytes]) -> int:
    """Return the index of the operation, which follows the numbers of connection and query; -1 where there is none."""
    for index in range(4, len(fields) - 2):
        word = fields[index]
        if (word in _USES or word in _OTHERS) and fields[index - 1].isdigit() and fields[index - 2].isdigit():
            return index
    return -1


def _use(fields: list[bytes], at: int) -> tuple[str, SeenUse] | None:
    schema = text_of(fields[at + 1])
    table = text_of(b",".join(fields[at + 2 : -1] or fields[at + 2 :]))
    if schema.lower() in _OWN or not table:
        return None
    mode, operation = _USES[fields[at]]
    return text_of(fields[at - 4]), SeenUse(schema, table, mode, operation, via=AUDIT)
