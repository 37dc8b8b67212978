"""Values that a monolith's own data has for a parameter: from the table that the parameter's name and route point at."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from woosh_split.model.code import Route
from woosh_split.model.facts import Facts
from woosh_split.model.schema import Table

_CLOSE = 0.72
_ID = re.compile(r"(?:_id|Id|ID|_uuid|Uuid)$")


@dataclass(frozen=True, slots=True)
class Source:
    """A column whose values a parameter may have."""

    table: str
    column: str


def source_of(name: str, route: Route, facts: Facts) -> Source | None:
    """Return the column that a parameter of a route takes its values from, None where nothing tells.

    ``clientId`` is the key of the table that such a column refers to, or whose name is closest to ``client``. ``id`` is
    the key of the table that the handler reads, or that is named most like the path before it. Any other name is a
    column of that table.
    """
    tables = {
        table.name: table for table in facts.tables if table.kind == "table" and "ddl" in table.declared_by
    }
    tables = tables or {table.name: table for table in facts.tables if table.kind == "table"}
    if _ID.search(name):
        referred = _referred(name, tables.values())
        found = referred or _closest(_ID.sub("", name), tables.values())
        return _key(tables[found]) if found in tables else None
    home = _table_of(route, facts, tables)
    if home is None:
        return None
    if name == "id":
        return _key(tables[home])
    column = next((each.name for each in tables[home].columns if _plain(each.name) == _plain(name)), None)
    return Source(home, column) if column is not None else None


def _key(table: Table) -> Source | None:
    keys = [column.name for column in table.columns if column.primary_key]
    return Source(table.name, keys[0]) if len(keys) == 1 else None


def _referred(name: str, tables: Iterable[Table]) -> str | None:
    found: dict[str, int] = {}
    for table in tables:
        for key in table.foreign_keys:
            if len(key.columns) == 1 and _plain(key.columns[0]) == _plain(name):
                found[key.table] = found.get(key.table, 0) + 1
    return max(sorted(found), key=lambda each: found[each], default=None)


def _closest(word: str, tables: Iterable[Table]) -> str | None:
    best: tuple[float, str] | None = None
    for table in tables:
        for name in filter(None, (table.name, table.entity)):
            likeness = difflib.SequenceMatcher(None, _plain(word), _singular(_plain(name))).ratio()
            if likeness >= _CLOSE and (best is None or likeness > best[0]):
                best = (likeness, table.name)
    return best[1] if best is not None else None


def _table_of(route: Route, facts: Facts, tables: dict[str, Table]) -> str | None:
    """Return the table that a route is about."""
    used = [access for access in facts.accesses if access.module == route.module and access.table in tables]
    method = route.handler.rpartition(".")[2]
    own = [access.table for access in used if access.function.rpartition(".")[2] == method]
    names = list(dict.fromkeys([*own, *(access.table for access in used)]))
    words = [part for part in route.path.split("/") if part and not part.startswith(":")]
    close = _closest(words[-1], (tables[name] for name in names)) if words else None
    return close or _closest(words[-1] if words else "", tables.values()) or (names[0] if names else None)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _singular(name: str) -> str:
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")


def number_or_text(values: Sequence[str]) -> list[str | int]:
    """Return values as a body has them: digits as numbers."""
    return [int(value) if re.fullmatch(r"-?\d{1,15}", value) else value for value in values]
