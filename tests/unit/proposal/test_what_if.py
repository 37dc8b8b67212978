"""What a move costs, in places."""

from __future__ import annotations

import pytest
from shop_facts import shop

from woosh_split.errors import InputError
from woosh_split.model.meant import did_you_mean
from woosh_split.model.placement import Placement
from woosh_split.proposal.what_if import parse_moves, what_if

PLACEMENT = Placement(
    {"billing": "money", "orders": "sales", "stock": "sales", "users": "people"},
    {"orders": "sales", "stock": "sales", "users": "people"},
)


def test_a_move_tells_every_place_that_comes_and_goes() -> None:
    found = what_if(shop(), PLACEMENT, [("module:stock", "money")])
    gained = {(each.kind, each.what) for each in found.gained}
    assert ("call", "StockService.take") in gained
    assert ("transaction", "OrdersService.create") in gained
    assert ("call", "UsersService.find") in gained
    lost = [each for each in found.lost if each.kind == "call"]
    assert [(each.from_service, each.sites[0].function) for each in lost] == [("sales", "StockService.take")]


def test_only_the_places_that_change_are_told_of_a_crossing_that_stays() -> None:
    """Orders and stock both call users from sales: when stock leaves, the call of orders stays."""
    found = what_if(shop(), PLACEMENT, [("module:stock", "money")])
    assert all(site.module == "stock" for each in found.lost if each.kind == "call" for site in each.sites)


def test_a_module_takes_along_what_it_alone_touches() -> None:
    found = what_if(shop(), PLACEMENT, [("module:stock", "money")])
    assert not any(each.kind == "write" and each.what == "stock" for each in found.gained)


def test_there_and_back_changes_nothing() -> None:
    found = what_if(shop(), PLACEMENT, [("module:billing", "sales"), ("module:billing", "money")])
    assert (found.gained, found.lost) == ((), ())
    assert found.before == found.after


def test_moves_are_read_as_people_write_them() -> None:
    assert parse_moves(["move a->b, table:c -> d"]) == (("a", "b"), ("table:c", "d"))


@pytest.mark.parametrize("text", ["a to b", "->b", "a->", "a->B!"])
def test_what_is_no_move_is_told(text: str) -> None:
    with pytest.raises(InputError, match="is no move"):
        parse_moves([text])


def test_a_service_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"no service mony\. There are money, people, sales"):
        what_if(shop(), PLACEMENT, [("module:stock", "mony")])


def test_where_one_name_is_known_it_is_told_as_one() -> None:
    assert did_you_mean("zzz", ["field-sales"]) == ". There is only field-sales."
