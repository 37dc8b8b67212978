"""What an extraction says of tables of others that code which came along writes."""

from __future__ import annotations

import pytest
from shop_facts import access
from shop_split import SERVICES

from woosh_split.model.placement import placement_of
from woosh_split.model.split import Contract, SplitFile
from woosh_split.pipeline.borrowed_writes import NO_CONTRACT, borrowed_writes


def borrow(from_service: str, kind: str = "call", policy: str = "borrow") -> Contract:
    """Return a crossing to ``supply``, which owns the table ``stock``."""
    return Contract("aaaa0001", from_service, "supply", kind, "StockService.note", policy)


@pytest.mark.parametrize(
    ("crossings", "policy"),
    [
        ((), NO_CONTRACT),
        ((borrow("ordering"),), "borrow"),
        ((borrow("monolith"),), "borrow"),
        ((borrow("monolith", "import"),), NO_CONTRACT),
        ((borrow("ordering", policy="remote"),), NO_CONTRACT),
        ((Contract("aaaa0002", "ordering", "supply", "write", "stock", "debt"),), "debt"),
    ],
    ids=["nobody's word", "own", "the frame's", "an import of the monolith", "over the wire", "a debt's"],
)
def test_a_write_of_code_that_came_along_is_called_a_borrow_only_where_the_database_grants_it(
    crossings: tuple[Contract, ...], policy: str
) -> None:
    """A subscriber runs in every service that has its data source, and no crossing stands for it."""
    split = SplitFile(services=SERVICES, crossings=crossings)
    reach = [access("stock", "stock", "write", 7, function="StockSubscriber.afterInsert")]
    (found,) = borrowed_writes("ordering", reach, placement_of(split), split)
    assert (found.table, found.owner, found.policy) == ("stock", "supply", policy)
