"""Which foreign writes the split file allows, and by which contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from woosh_split.model.access import Access
from woosh_split.model.crossing import TRANSACTION, WRITE, crossing_id
from woosh_split.model.organisation import Debt
from woosh_split.model.split import Contract
from woosh_split.plan.scene import Scene

BORROW, DEBT = "borrow", "debt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Writes of one table by one service: what allows them, or what stands in their way."""

    allowed: tuple[Access, ...] = ()
    refused: tuple[Access, ...] = ()
    debts: tuple[Debt, ...] = ()
    why_not: str = ""


def judge(service: str, owner: str, table: str, accesses: Iterable[Access], scene: Scene) -> Verdict:
    """Divide the writes of a foreign table into those that a contract allows and the others.

    A debt allows the service's own writes; the code of another module that came along (``borrow``) may write what it
    always wrote. Without either nothing is granted: a grant that nobody asked for would hide what is left to decide.
    """
    home = scene.placement.home_of_module
    own = [access for access in accesses if home(access.module) == service]
    borrowed = [access for access in accesses if home(access.module) != service]
    contract = scene.contracts.get(crossing_id(WRITE, service, owner, table))
    allowed: list[Access] = []
    refused: list[Access] = []
    debts: list[Debt] = []
    reasons: list[str] = []
    if own:
        by = [contract] if contract is not None and contract.policy == DEBT else []
        by = by or ([] if contract is not None else list(_transactions(service, owner, table, scene)))
        if by:
            allowed += own
            debts += [_debt(each) for each in by]
        else:
            refused += own
            reasons.append(
                f"the policy of {contract.id} is {contract.policy}"
                if contract is not None
                else "no contract of the split file allows it"
            )
    for module in sorted({access.module for access in borrowed}):
        those = [access for access in borrowed if access.module == module]
        contracts = _borrows(service, home(module), scene)
        if contracts:
            allowed += those
            debts += [_debt(each) for each in contracts]
        else:
            refused += those
            reasons.append(f"the code of {module} came along, and no contract borrows from {home(module)}")
    return Verdict(tuple(allowed), tuple(refused), tuple(dict.fromkeys(debts)), "; ".join(reasons))


def _transactions(service: str, owner: str, table: str, scene: Scene) -> Iterable[Contract]:
    """Yield the debts of transactions that write the table."""
    for crossing in scene.crossings:
        if (crossing.kind, crossing.from_service, crossing.to_service) != (TRANSACTION, service, owner):
            continue
        contract = scene.contracts.get(crossing.id)
        written = {name for site in crossing.sites for name in site.target.split(", ")}
        if contract is not None and contract.policy == DEBT and table in written:
            yield contract


def _borrows(service: str, owner: str, scene: Scene) -> list[Contract]:
    return [
        contract
        for contract in scene.split.crossings
        if contract.policy == BORROW and (contract.from_service, contract.to_service) == (service, owner)
    ]


def _debt(contract: Contract) -> Debt:
    return Debt(contract.id, contract.policy, contract.issue, contract.until)
