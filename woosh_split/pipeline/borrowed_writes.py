"""Foreign tables that a service writes by code that came along: no crossing stands for them, the borrow does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.access import WRITE, Access
from woosh_split.model.code import SHARED
from woosh_split.model.extraction import ForeignWrite
from woosh_split.model.placement import Placement
from woosh_split.model.split import SplitFile

NO_CONTRACT = "no contract allows it: the database will refuse it"


def borrowed_writes(
    service: str, reach: Iterable[Access], placement: Placement, split: SplitFile
) -> Iterator[ForeignWrite]:
    """Yield each table of others that the code of other services' modules writes here, with its places.

    What nobody asked for (a subscriber, an interceptor of all routes) comes along without a contract that borrows it: the
    database gives no right for that, and so it is said. Where other code of the service writes the same table by a contract, that
    one's right is there for it too.
    """
    found: dict[tuple[str, str, str], set[tuple[str, int]]] = {}
    for access in reach:
        owner = placement.owner_of_table(access.table)
        if access.mode != WRITE or access.via == "trigger" or owner == service or access.module == SHARED:
            continue
        home = placement.home_of_module(access.module)
        if access.module not in placement.libraries and home != service:
            policy = (
                "borrow" if split.borrows(service, home) else _granted(split, service, owner, access.table)
            )
            found.setdefault((access.table, owner, policy), set()).add((access.file, access.line))
    for (table, owner, policy), sites in sorted(found.items()):
        yield ForeignWrite(table, owner, policy, tuple(f"{file}:{line}" for file, line in sorted(sites)))


def _granted(split: SplitFile, service: str, owner: str, table: str) -> str:
    """Return the policy by which a service writes a table of another, or that there is none."""
    return next(
        (
            each.policy
            for each in split.crossings
            if (each.kind, each.from_service, each.to_service, each.what) == (WRITE, service, owner, table)
        ),
        NO_CONTRACT,
    )
