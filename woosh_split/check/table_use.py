"""Uses of foreign tables that no contract allows, each under the one rule that it breaks.

One statement that joins, locks and writes the same table is one cause: the gravest rule speaks, the others
are silent at that place.
"""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.scene import DEBT, VIEW, Scene
from woosh_split.model.crossing import JOIN, READ, WRITE, Crossing, Site

WRITES, LOCKS, PROCEDURES, JOINS, READS, COLUMNS = "write", "lock", "procedure", "join", "read", "columns"
GRAVEST_FIRST = (WRITES, LOCKS, PROCEDURES, JOINS, READS, COLUMNS)

_WHOLE_ROWS = frozenset({"repository", "manager", "relation"})
"""What TypeORM reads with every mapped column unless told otherwise."""

Use = tuple[str, Crossing, Site]


def uses(scene: Scene, kind: str) -> Iterator[tuple[Crossing, Site]]:
    """Yield the places that break the rule on ``kind`` (:data:`GRAVEST_FIRST`) and no graver one."""
    best: dict[tuple[str, int, str, str], Use] = {}
    for use in _all(scene):
        found, crossing, site = use
        key = (site.file, site.line, site.function, crossing.what)
        if key not in best or GRAVEST_FIRST.index(found) < GRAVEST_FIRST.index(best[key][0]):
            best[key] = use
    direct = {_place(use) for use in best.values() if use[2].via != "view"}
    for use in best.values():
        if use[0] == kind and not (use[2].via == "view" and _place(use) in direct):
            yield use[1], use[2]


def outside(scene: Scene, crossing: Crossing, site: Site) -> tuple[str, ...]:
    """Return the columns that a place reads and the published view of its contract does not show."""
    contract = scene.contract(crossing)
    if contract is None or contract.policy != VIEW or not contract.columns:
        return ()
    read = site.columns
    if read is None:
        table = scene.tables.get(crossing.what)
        read = tuple(column.name for column in table.columns) if table and site.via in _WHOLE_ROWS else ()
    shown = {column.lower() for column in contract.columns}
    return tuple(sorted({column for column in read if column.lower() not in shown}))


def _place(use: Use) -> tuple[str, int, str, str]:
    """Name a place and whom it reaches: behind a foreign view stand tables of the same owner."""
    _, crossing, site = use
    return (site.file, site.line, site.function, crossing.to_service)


def _all(scene: Scene) -> Iterator[Use]:
    for kind in (WRITE, JOIN, READ):
        for crossing, site in scene.of_kind(kind):
            if crossing.what in scene.unowned:
                continue  # told once, by the rule on tables without an owner
            found = _broken(scene, kind, crossing, site)
            if found is not None:
                yield found, crossing, site


def _broken(scene: Scene, kind: str, crossing: Crossing, site: Site) -> str | None:
    contract = scene.contract(crossing)
    if site.lock and kind != WRITE:
        return None if contract is not None and contract.policy == DEBT else LOCKS
    if contract is not None:
        return COLUMNS if kind != WRITE and outside(scene, crossing, site) else None
    if site.via == "procedure":
        return PROCEDURES
    return {WRITE: WRITES, JOIN: JOINS, READ: READS}[kind]
