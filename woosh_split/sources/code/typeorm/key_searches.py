"""How migrations look for the foreign key that they drop: `table.foreignKeys.find(key => key.columnNames.includes('user'))`."""

from __future__ import annotations

from woosh_split.sources.code.typescript.summary import Expr, Function

_ASKS = frozenset({"indexOf", "includes"})


def column_asked_for(search: Function) -> str | None:
    """Return the column by which a key is looked for, None where the search asks for anything else, too."""
    if len(search.params) != 1 or len(search.body) != 1 or search.body[0][0] != "ret":
        return None
    asked = search.body[0][1]
    while asked is not None and asked[0] == "any" and len(asked[1]) == 1:
        asked = asked[1][0]  # `... !== -1`
    return _column(asked, search.params[0].pattern)


def _column(asked: Expr | None, key: object) -> str | None:
    if asked is None or asked[0] != "call" or asked[1][0] != "mem" or asked[1][2] not in _ASKS:
        return None
    given = asked[2]
    if asked[1][1] != ("mem", ("id", key), "columnNames") or len(given) != 1 or given[0][0] != "str":
        return None
    return str(given[0][1])
