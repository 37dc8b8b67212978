"""A proposal as the split file that it would be: every placement written down, every crossing with a policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from woosh_split.graph.joined_calls import calls_in_transactions, calls_that_stay
from woosh_split.model.crossing import (
    CALL,
    EVENT,
    IMPORT,
    JOIN,
    READ,
    RELATION,
    TRANSACTION,
    WRITE,
    Crossing,
)
from woosh_split.model.proposal import Proposal
from woosh_split.model.split import (
    BORROW,
    REMOTE,
    SHARED_SCHEMA,
    Contract,
    Location,
    Phase,
    Reference,
    Service,
    SplitFile,
)

GRANTS = "grants"
_NONE: Mapping[str, str] = {}
_HERE = Location()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the new entries of a split file say beside the proposal: isolation, and how debts are tracked."""

    isolation: str = "schema"
    debt_issue: str | None = None
    debt_until: date | None = None
    location: Location = _HERE
    stateful: frozenset[str] = frozenset()
    """Classes that keep things in the memory of their process: a copy that is borrowed has its own."""


def as_split(
    proposal: Proposal, terms: Terms, phases: Iterable[Phase] = (), bound: Mapping[str, str] = _NONE
) -> SplitFile:
    """Return the split file of a proposal.

    ``bound`` says why calls cannot go over the wire of which the facts do not know it, by the id of their crossing.
    """
    placement = proposal.placement
    joined = {
        **bound,
        **calls_that_stay(proposal.crossings),
        **{
            id_: f"takes part in the transaction of {transaction.what}"
            for id_, transaction in calls_in_transactions(proposal.crossings).items()
        },
    }
    services = tuple(
        Service(
            name,
            modules=tuple(sorted(m for m, home in placement.modules.items() if home == name)),
            tables=tuple(
                sorted(
                    t
                    for t, home in placement.tables.items()
                    if home == name and t not in placement.references
                )
            ),
            schema=name.replace("-", "_"),
        )
        for name in placement.services
    )
    return SplitFile(
        monolith=terms.location,
        isolation=terms.isolation,
        services=services,
        reference=tuple(
            Reference(table, writer, writer if writer in placement.services and writer else SHARED_SCHEMA)
            for table, writer in sorted(placement.references.items())
        ),
        libraries=tuple(sorted(placement.libraries)),
        crossings=tuple(contract(each, terms, joined.get(each.id, "")) for each in proposal.crossings),
        phases=tuple(phases),
    )


def contract(crossing: Crossing, terms: Terms, stays: str = "") -> Contract:
    """Return the contract that is proposed for a crossing; a debt is unfiled until a person says otherwise.

    ``stays`` is why a call cannot go over the wire: it is part of a transaction of its caller, works on its connection, or
    calls what is bound to its process. Its code comes along.
    """
    policy = BORROW if stays else policy_of(crossing, terms.isolation)
    if stays and crossing.provider in terms.stateful:
        stays += f"; {crossing.provider} keeps things in memory, and its copy has a memory of its own"
    debt = policy == "debt"
    return Contract(
        crossing.id,
        crossing.from_service,
        crossing.to_service,
        crossing.kind,
        crossing.what,
        policy,
        columns=_columns(crossing) if policy == "view" and crossing.kind in (READ, JOIN) else (),
        issue=terms.debt_issue if debt else None,
        until=terms.debt_until if debt else None,
        why=stays,
    )


def policy_of(crossing: Crossing, isolation: str) -> str:
    """Return the policy by which a crossing works on the first day, with no hand edit.

    What the shared database still allows but the boundary does not is a debt: writes, transactions, foreign keys,
    rows locked for the owner, and everything that reaches what stays in the monolith's own tables is a view.
    """
    if crossing.kind in (WRITE, TRANSACTION):
        return "debt"
    if crossing.kind in (READ, JOIN):
        if any(site.lock for site in crossing.sites):
            return "debt"
        return "grant" if isolation == GRANTS else "view"
    if crossing.kind == RELATION:
        keyed = any(site.via == "foreign-key" for site in crossing.sites)
        return "debt" if keyed and isolation != GRANTS else "grant" if isolation == GRANTS else "view"
    return {CALL: REMOTE, EVENT: REMOTE, IMPORT: BORROW}[crossing.kind]


def _columns(crossing: Crossing) -> tuple[str, ...]:
    """Return the columns that a published view has to show; none where some place reads what is not known."""
    names: set[str] = set()
    for site in crossing.sites:
        if site.columns is None:
            return ()
        names.update(site.columns)
    return tuple(sorted(names))
