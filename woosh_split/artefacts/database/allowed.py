"""Which foreign writes the split file allows, and by which contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from woosh_split.model.access import Access
from woosh_split.model.code import SHARED
from woosh_split.model.crossing import TRANSACTION, WRITE
from woosh_split.model.organisation import Debt
from woosh_split.model.split import API, MONOLITH, Contract
from woosh_split.plan.scene import Scene

DEBT = "debt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Writes of one table by one service: what allows them, or what stands in their way."""

    allowed: tuple[Access, ...] = ()
    refused: tuple[Access, ...] = ()
    debts: tuple[Debt, ...] = ()
    why_not: str = ""


def judge(service: str, owner: str, table: str, accesses: Iterable[Access], scene: Scene) -> Verdict:
    """Divide the writes of a foreign table into those that a contract allows and the others.

    A debt for the table allows every write. Without one, the debt of a transaction allows the service's own, and a
    contract ``borrow`` lets the code of another module, which came along, write what it always wrote. What code of no
    module writes, the monolith's own debt for the table allows wherever that code is. With the policy
    ``api`` the owner writes, so no right is needed. Without any of them nothing is granted: a grant that nobody asked
    for would hide what is left to decide.
    """
    accesses = tuple(accesses)
    contract = _contract(service, owner, table, scene)
    if not accesses or (contract is not None and contract.policy == DEBT):
        return Verdict(accesses, (), (_debt(contract),) if accesses and contract is not None else ())
    if contract is not None and contract.policy == API:
        accesses = tuple(access for access in accesses if came_along(access, service, scene))
    allowed: list[Access] = []
    refused: list[Access] = []
    debts: list[Debt] = []
    reasons: list[str] = []
    everybodys = _of_everybody(service, owner, table, accesses, scene) if contract is None else Verdict()
    allowed += everybodys.allowed
    debts += everybodys.debts
    accesses = tuple(access for access in accesses if access not in everybodys.allowed)
    own = [access for access in accesses if not came_along(access, service, scene)]
    if own:
        by = [] if contract is not None else list(_transactions(service, owner, table, scene))
        (allowed if by else refused).extend(own)
        debts += [_debt(each) for each in by]
        if contract is not None:
            reasons.append(f"the policy of {contract.id} is {contract.policy}")
        elif not by:
            reasons.append("no contract of the split file allows it")
    home = scene.placement.home_of_module
    for module in sorted({access.module for access in accesses if access not in own}):
        those = [access for access in accesses if access.module == module]
        contracts = scene.split.borrows(service, home(module))
        (allowed if contracts else refused).extend(those)
        debts += [_debt(each) for each in contracts]
        if not contracts:
            reasons.append(f"the code of {module} came along, and no contract borrows from {home(module)}")
    return Verdict(tuple(allowed), tuple(refused), tuple(dict.fromkeys(debts)), "; ".join(reasons))


def _of_everybody(service: str, owner: str, table: str, accesses: Iterable[Access], scene: Scene) -> Verdict:
    """Return what code of no module writes: it is in every service that uses it, and the monolith's debt is everybody's."""
    shared = tuple(access for access in accesses if access.module == SHARED)
    if service == MONOLITH or not shared:
        return Verdict()
    if owner == MONOLITH:
        return Verdict(shared)
    contract = _contract(MONOLITH, owner, table, scene)
    if contract is None or contract.policy != DEBT:
        return Verdict()
    return Verdict(shared, (), (_debt(contract),))


def came_along(access: Access, service: str, scene: Scene) -> bool:
    """Whether it is code of another service's module; code of no module and libraries are everybody's own."""
    placement = scene.placement
    if access.module == SHARED or access.module in placement.libraries:
        return False
    return placement.home_of_module(access.module) != service


def _contract(service: str, owner: str, table: str, scene: Scene) -> Contract | None:
    wanted = (WRITE, service, owner, table)
    return next(
        (each for each in scene.split.crossings if each.key == wanted),
        None,
    )


def _transactions(service: str, owner: str, table: str, scene: Scene) -> Iterable[Contract]:
    """Yield the debts of transactions that write the table."""
    for crossing in scene.crossings:
        if (crossing.kind, crossing.from_service, crossing.to_service) != (TRANSACTION, service, owner):
            continue
        contract = scene.contracts.get(crossing.id)
        written = {name for site in crossing.sites for name in site.target.split(", ")}
        if contract is not None and contract.policy == DEBT and table in written:
            yield contract


def _debt(contract: Contract) -> Debt:
    return Debt(contract.id, contract.policy, contract.issue, contract.until)
