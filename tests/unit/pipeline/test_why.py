"""Why answers with places, by names that people type."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from shop_facts import access, module, shop
from shop_split import shop_split

from woosh_split.errors import InputError
from woosh_split.graph.joint import items_of, joint_ties
from woosh_split.graph.paths import by_pair, minimum_cut, shortest_path
from woosh_split.model.code import Call
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.split import SplitFile
from woosh_split.model.why import Between, ModuleAnswer, OwnerAnswer
from woosh_split.pipeline.why import why
from woosh_split.proposal.weights import weights

SHOP = shop()


def between(*names: str) -> Between:
    answer = why(SHOP, None, names)
    assert isinstance(answer, Between)
    return answer


def test_a_path_holds_every_tie_between_neighbours_with_its_places() -> None:
    answer = between("module:orders", "table:stock")
    assert [(hop.first, hop.second) for hop in answer.path] == [
        ("module orders", "table orders"), ("table orders", "table stock"),
    ]  # fmt: skip
    places = {(each.file, each.line) for hop in answer.path for link in hop.links for each in link.places}
    assert ("src/orders/orders.service.ts", 28) in places


def test_the_cut_is_the_cheapest_that_leaves_no_path() -> None:
    # Two calls of 4 and a shared transaction of 6; around the table stock itself it would be a write of 8.
    answer = between("billing", "module:stock")
    assert {(link.first, link.second) for link in answer.cut} == {
        ("module orders", "module stock"), ("module stock", "module users"), ("table orders", "table stock"),
    }  # fmt: skip
    assert answer.cost == sum(link.cost for link in answer.cut) == 14
    assert all(link.places for link in answer.cut)


def test_without_the_ties_of_the_cut_no_path_is_left() -> None:
    table = weights().ties
    pairs = by_pair(joint_ties(SHOP), table)
    items = [item for item in items_of(SHOP) if any(item in pair for pair in pairs)]
    for first, second in combinations(items, 2):
        cut = minimum_cut(pairs, table, first, second)
        assert bool(cut) is bool(shortest_path(pairs, table, first, second))
        rest = {pair: ties for pair, ties in pairs.items() if pair not in cut}
        assert shortest_path(rest, table, first, second) == ()


def test_things_that_nothing_ties_are_not_connected() -> None:
    assert between("billing", "coupons") == Between("module billing", "table coupons", connected=False)


def test_the_owner_of_a_table_has_its_writers_with_places() -> None:
    answer = why(SHOP, shop_split(), ["table:orders"])
    assert isinstance(answer, OwnerAnswer)
    assert (answer.placed, answer.ownership.owner) == ("ordering", "ordering")
    assert [(bid.service, len(bid.evidence)) for bid in answer.ownership.bids] == [("ordering", 2)]


def test_a_module_alone_is_summed_by_home() -> None:
    answer = why(SHOP, shop_split(), ["billing"])
    assert isinstance(answer, ModuleAnswer)
    assert answer.placed == "ordering"
    assert {home.name for home in answer.homes} == {"monolith", "ordering", "reference"}


def test_names_are_found_whatever_their_case() -> None:
    assert between("BILLING", "Coupons").first == "module billing"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["orders"], "module:orders or table:orders"),
        (["biling"], "Did you mean billing"),
        (["table:cupons"], "no table cupons. Did you mean coupons"),
        (["zzzzzz"], "woosh-split analyse"),
        (["billing", "Billing"], "twice"),
        (["a", "b", "c"], "one name or two"),
        ([""], "no module or table ''"),
    ],
)
def test_a_name_that_is_unclear_is_refused_with_what_to_say(names: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        why(SHOP, None, names)


def test_a_table_in_two_spellings_is_found_by_the_exact_one() -> None:
    tables = (SHOP.tables[1], replace(SHOP.tables[1], name="Coupons"))
    facts = Facts(Monolith("m", ".", "nestjs", 1, 1), tables=tables)
    answer = why(facts, None, ["Coupons"])
    assert isinstance(answer, OwnerAnswer)
    assert answer.table == "Coupons"
    with pytest.raises(InputError, match="table:Coupons or table:coupons"):
        why(facts, None, ["COUPONS"])


def test_shuffled_facts_give_the_same_answer() -> None:
    shuffled = list(SHOP.accesses)
    random.Random(3).shuffle(shuffled)
    facts = replace(SHOP, accesses=tuple(shuffled), calls=SHOP.calls[::-1], tables=SHOP.tables[::-1])
    for names in (["billing", "module:stock"], ["table:orders"], ["billing"]):
        assert why(facts, shop_split(), names) == why(SHOP, shop_split(), names)


def through_mail() -> Facts:
    """Return two modules with a table each that meet only in a module without tables, routes and jobs."""
    return Facts(
        Monolith("m", ".", "nestjs", 1, 1),
        modules=(module("bulletins", "mail"), module("deliveries", "mail"), module("mail")),
        accesses=(
            access("bulletins", "texts", "write", 1),
            access("deliveries", "drops", "write", 1),
            access("bulletins", "drops", "read", 2),
        ),
        calls=tuple(
            Call(name, "mail", "MailService", "send", "run", f"src/{name}.ts", 9)
            for name in ("bulletins", "deliveries")
        ),
    )


@pytest.mark.parametrize("split", [None, SplitFile(libraries=("mail",))], ids=["by-its-role", "by-the-file"])
def test_shared_code_is_no_way_from_one_to_the_other(split: SplitFile | None) -> None:
    """Each service has a copy of it, so its calls neither shorten the path nor make the cut dearer."""
    answer = why(through_mail(), split, ["deliveries", "bulletins"])
    assert isinstance(answer, Between)
    assert [hop.second for hop in answer.path] == ["table drops", "module bulletins"]
    assert [(link.kind, link.cost) for link in answer.cut] == [("read", 2.0)]


def test_shared_code_that_is_asked_about_is_shown() -> None:
    answer = why(through_mail(), SplitFile(libraries=("mail",)), ["deliveries", "mail"])
    assert isinstance(answer, Between)
    assert [(hop.first, hop.second) for hop in answer.path] == [("module deliveries", "module mail")]
