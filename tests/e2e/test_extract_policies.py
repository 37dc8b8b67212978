"""The policies `borrow` and `api` on the example: what is extracted compiles, what is granted is what its code touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from monoliths import EXAMPLE
from oracles import with_packages

from woosh_split.model.extraction import Endpoint, Extraction, ForeignWrite, RemoteMethod
from woosh_split.model.facts import Facts
from woosh_split.model.organisation import Organisation
from woosh_split.model.placement import placement_of
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.pipeline.analyse import facts_from, open_tree
from woosh_split.pipeline.database import DatabaseRequest, organisation_of
from woosh_split.pipeline.extract import extract
from woosh_split.pipeline.extract_request import ExtractRequest
from woosh_split.pipeline.reach import service_reach
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.service_closures import Closures, open_compiler, reach_of
from woosh_split.sources.code.nestjs.codebase import open_codebase
from woosh_split.split.load import load_split

pytestmark = pytest.mark.xdist_group("example")

SPLIT_PATH = EXAMPLE.root / "woosh-split.yaml"
LEDGER = "backend/src/outlet-quantity-transactions/outlet-quantity-transactions.service.ts"
REQUEST = AnalyseRequest(root=EXAMPLE.root, jobs=1)


def with_policies(policies: Mapping[tuple[str, str, str], str]) -> SplitFile:
    """Return the example's split file with other policies for crossings, by service, kind and what."""
    split = load_split(SPLIT_PATH)
    left = dict(policies)
    found = []
    for each in split.crossings:
        policy = left.pop((each.from_service, each.kind, each.what), each.policy)
        found.append(replace(each, policy=policy))
    assert not left
    return replace(split, crossings=tuple(found))


BORROWED = {
    ("sales-targets", "call", f"OutletQuantityTransactionsService.create{what}Transaction"): "borrow"
    for what in ("Sale", "Void")
}


@dataclass(frozen=True)
class Scene:
    """What was made of one split file."""

    facts: Facts
    split: SplitFile
    services: Mapping[str, Extraction]
    organisation: Organisation


@pytest.fixture(scope="module")
def facts() -> Facts:
    with_packages(EXAMPLE.root / EXAMPLE.backend)
    with open_tree(REQUEST) as tree:
        return facts_from(tree, REQUEST)


@pytest.fixture(scope="module")
def scene(facts: Facts) -> Scene:
    """The example where sales-targets borrows the ledger and updates clients by their owner's endpoint."""
    split = with_policies(BORROWED | {("sales-targets", "write", "Clients"): "api"})
    wanted = ("sales-targets", "client-management")
    found = extract(ExtractRequest(REQUEST, split, SPLIT_PATH, wanted, facts=facts)).services
    reach = service_reach(REQUEST, facts, split)
    organisation = organisation_of(DatabaseRequest(EXAMPLE.root, facts, split, SPLIT_PATH, reach=reach))
    return Scene(facts, split, {each.service: each for each in found}, organisation)


def test_both_services_compile(scene: Scene) -> None:
    assert {name: each.refusals for name, each in scene.services.items()} == {
        "sales-targets": (),
        "client-management": (),
    }
    assert all(each.files for each in scene.services.values())


def test_a_borrowed_provider_is_in_the_service_as_it_stands(scene: Scene) -> None:
    sales = scene.services["sales-targets"]
    assert sales.borrowed == ("OutletQuantityTransactionsService",)
    assert LEDGER in {each.origin for each in sales.moved if not each.path.startswith("src/generated")}
    assert not any("Ledger" in each.provider or "Outlet" in each.provider for each in sales.calls)
    written = ForeignWrite(
        "outlet_quantity_transactions", "client-management", "borrow", (f"{LEDGER}:25", f"{LEDGER}:57")
    )
    assert written in sales.writes


def test_a_write_by_the_owners_endpoint_is_a_call_of_the_one_and_an_answer_of_the_other(scene: Scene) -> None:
    at = ("backend/src/journey-plans/journey-plans.service.ts:56",)
    sales, clients = scene.services["sales-targets"], scene.services["client-management"]
    assert sales.calls == (RemoteMethod("client-management", "Clients.rows", "update", at),)
    assert clients.endpoints == (Endpoint("Clients.rows", "update", ("sales-targets",)),)
    caller, owner = (
        " ".join(dict(each.files)["src/generated/service.module.ts"].decode().split())
        for each in (sales, clients)
    )
    assert "{ entity: Clients, owner: 'client-management', operations: ['update'] }" in caller
    assert " Clients, " in caller.partition("readOnly: [")[2].partition("]")[0]
    assert "ownedRows: [ { entity: Clients, operations: ['update'] }," in owner
    assert "CLIENT_MANAGEMENT_URL" in dict(sales.files)[".env.example"].decode()


def test_what_was_borrowed_is_granted_and_what_the_owner_writes_is_not(scene: Scene) -> None:
    part = next(each for each in scene.organisation.parts if each.service == "sales-targets")
    rights = {each.name: each for each in part.grants}
    ledger = rights["outlet_quantity_transactions"]
    assert ledger.verbs == ("SELECT", "INSERT", "UPDATE")
    assert {each.policy for each in ledger.debts} == {"borrow"}
    assert rights["Clients"].verbs == ("SELECT",)
    assert not any(each.kind == "refused-write" for each in part.notes)


def test_what_code_reaches_needs_no_compiler(scene: Scene) -> None:
    """So the SQL is the same where no package is installed."""
    names = (*(each.name for each in scene.split.services), MONOLITH)
    with (
        open_tree(REQUEST) as tree,
        open_codebase(tree, None, REQUEST.progress) as code,
        open_compiler(code) as compiler,
    ):
        closures = Closures(code, scene.facts, placement_of(scene.split), scene.split, compiler)
        assert reach_of(names, closures) == service_reach(REQUEST, scene.facts, scene.split)


def test_writes_that_cannot_go_to_the_owner_are_refused_before_anything_is_written(facts: Facts) -> None:
    split = with_policies(
        {("sales-targets", "write", "ClientStock"): "api", ("order-management", "write", "Clients"): "api"}
    )
    wanted = ("sales-targets", "order-management")
    found = extract(ExtractRequest(REQUEST, split, SPLIT_PATH, wanted, compile=False, facts=facts)).services
    told = {each.service: each.refusals for each in found}
    assert not any(each.files for each in found)
    assert [each.partition(": ")[0] for each in told["sales-targets"]] == [
        "backend/src/uplift-sales/uplift-sales.service.ts:173 UpliftSalesService.deductStock",
        "backend/src/uplift-sales/uplift-sales.service.ts:300 UpliftSalesService.restoreStock",
    ]
    assert all("takes part in the transaction" in each for each in told["sales-targets"])
    (trigger,) = told["order-management"]
    assert trigger.startswith("backend/src/payments/payments.service.ts:54 PaymentsService.create")
    assert "a trigger of the database does it" in trigger


def test_a_transaction_cannot_go_to_the_owner(facts: Facts) -> None:
    split = with_policies({("sales-targets", "transaction", "UpliftSalesService.create"): "api"})
    wanted = ("sales-targets",)
    (found,) = extract(
        ExtractRequest(REQUEST, split, SPLIT_PATH, wanted, compile=False, facts=facts)
    ).services
    (told,) = found.refusals
    assert told.startswith("backend/src/uplift-sales/uplift-sales.service.ts:108 UpliftSalesService.create: ")
    assert "its transaction writes ClientStock of client-management" in told
