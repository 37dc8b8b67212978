"""Calls that are part of a transaction: their code comes along, since over the wire they would wait for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from woosh_split.graph.joined_calls import calls_in_transactions, calls_that_stay
from woosh_split.model.code import AT_ONCE, GENERIC, GENERIC_CLASS
from woosh_split.model.crossing import CALL, CONNECTION, TRANSACTION, WRITE, Crossing, Site
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Proposal
from woosh_split.pipeline.unextractable import unjoined_calls
from woosh_split.proposal.as_split import Terms, as_split

BOOK = "Book.execute"


def crossing(
    id_: str, kind: str, what: str, function: str = "", target: str = "", module: str = "orders"
) -> Crossing:
    site = Site("src/orders.ts", 7, module, function, kind, kind, target or what)
    return Crossing(id_, "sales", "crm", kind, what, (site,))


SPANS = crossing("t", TRANSACTION, BOOK, BOOK, "clients, notes")
CHARGE = crossing("c", CALL, "Clients.charge", BOOK)
GET = crossing("g", CALL, "Clients.get", "Orders.show")
MAIL = crossing("m", CALL, "Letters.send", "Orders.show")
FAR = crossing("f", CALL, "Letters.send", "Bills.send", module="bills")


@pytest.mark.parametrize(
    ("found", "joined"),
    [
        ((SPANS, CHARGE, GET, MAIL), {"c", "g"}),
        ((SPANS, GET, MAIL), {"g", "m"}),
        ((SPANS, FAR), set()),
        ((CHARGE, GET), set()),
        ((SPANS, CHARGE, crossing("w", WRITE, "clients")), {"c"}),
        ((SPANS, CHARGE, crossing("w", WRITE, "clients"), crossing("v", WRITE, "notes")), set()),
    ],
)
def test_whose_code_writes_in_the_transaction_is_part_of_it(
    found: tuple[Crossing, ...], joined: set[str]
) -> None:
    """What the service writes by itself needs no call; of a provider that takes part every call counts."""
    assert set(calls_in_transactions(found)) == joined


def test_all_calls_of_a_provider_that_is_once_handed_the_connection_are_bound_to_it() -> None:
    handed = replace(CHARGE, sites=(*CHARGE.sites, replace(CHARGE.sites[0], line=9, via=CONNECTION)))
    elsewhere = replace(GET, id="e", to_service="archive")
    why = "Clients.charge is handed the caller's connection"
    assert calls_that_stay((handed, GET, MAIL, elsewhere, SPANS)) == {"c": why, "g": why}
    assert calls_that_stay((CHARGE, GET)) == {}


@pytest.mark.parametrize(
    ("via", "why"),
    [(GENERIC, "is generic"), (GENERIC_CLASS, "is of a generic class"), (AT_ONCE, "gives no Promise")],
)
def test_all_calls_of_a_provider_with_a_method_that_is_bound_to_its_process_stay(via: str, why: str) -> None:
    bound = replace(CHARGE, sites=(replace(CHARGE.sites[0], via=via),))
    assert calls_that_stay((bound, GET, MAIL)) == {"c": f"Clients.charge {why}", "g": f"Clients.charge {why}"}


def proposal(*found: Crossing) -> Proposal:
    return Proposal(
        placement=Placement({"orders": "sales", "clients": "crm"}, {}), placed=(), ownership=(), crossings=found,
        prices=(), metrics=(), seeds=1,
    )  # fmt: skip


def test_such_a_call_is_proposed_to_be_borrowed() -> None:
    split = as_split(proposal(SPANS, CHARGE, GET, MAIL), Terms())
    assert {each.id: each.policy for each in split.crossings} == {
        "t": "debt", "c": "borrow", "g": "borrow", "m": "remote",
    }  # fmt: skip


def test_what_is_borrowed_and_keeps_things_in_memory_is_told_with_its_reason() -> None:
    """Found in an exam: who had logged in was kept in a map, and the copy in another service never knew."""
    split = as_split(proposal(SPANS, CHARGE, MAIL), Terms(stateful=frozenset({"Clients"})))
    assert {each.id: each.why for each in split.crossings if each.why} == {
        "c": "takes part in the transaction of Book.execute; Clients keeps things in memory, and its copy has a memory of its own"
    }


def test_extract_refuses_it_over_the_wire_and_takes_one_borrow_for_the_whole_provider() -> None:
    """A file that was written before keeps its word; what it says does not work, so it is said."""
    split = as_split(proposal(SPANS, CHARGE, GET), Terms())
    assert list(unjoined_calls("sales", (SPANS, CHARGE, GET), split)) == []
    over_the_wire = as_split(proposal(CHARGE, GET), Terms())
    refused = list(unjoined_calls("sales", (SPANS, CHARGE, GET), over_the_wire))
    assert [each.split(": ")[1].split(" (")[0] for each in refused] == ["Clients.charge", "Clients.get"]
    assert list(unjoined_calls("crm", (SPANS, CHARGE, GET), over_the_wire)) == []
