"""Foreign tables that a service writes by code that came along: no crossing stands for them, the borrow does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.graph.coupling import SHARED
from woosh_split.model.access import WRITE, Access
from woosh_split.model.extraction import ForeignWrite
from woosh_split.model.placement import Placement


def borrowed_writes(service: str, reach: Iterable[Access], placement: Placement) -> Iterator[ForeignWrite]:
    """Yield each table of others that the code of other services' modules writes here, with its places."""
    found: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for access in reach:
        owner = placement.owner_of_table(access.table)
        if access.mode != WRITE or access.via == "trigger" or owner == service or access.module == SHARED:
            continue
        if access.module not in placement.libraries and placement.home_of_module(access.module) != service:
            found.setdefault((access.table, owner), set()).add((access.file, access.line))
    for (table, owner), sites in sorted(found.items()):
        yield ForeignWrite(table, owner, "borrow", tuple(f"{file}:{line}" for file, line in sorted(sites)))
