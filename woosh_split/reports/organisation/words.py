"""How the organisation is put into words, whatever the format."""

from __future__ import annotations

from woosh_split.model.organisation import (
    OLD_NAME,
    PUBLISHED,
    VERBS,
    Debt,
    Grant,
    Organisation,
    PhasePart,
    ServicePart,
    View,
)
from woosh_split.reports.section import clean


def headline(organisation: Organisation) -> str:
    """Return what it is about, in one line."""
    parts = organisation.parts[:-1]
    moves = sum(len(part.moves) for part in parts)
    views = sum(view.purpose == PUBLISHED for part in parts for view in part.views)
    debts = {debt.crossing for part in parts for grant in part.grants for debt in grant.debts}
    return (
        f"{_count(len(parts), 'service')}, {_count(moves, 'table')} moved out of {clean(organisation.schema)}, "
        f"{_count(views, 'published view')}, {_count(len(debts), 'contract')} by which a service writes what is not its own"
    )


def working(organisation: Organisation) -> tuple[PhasePart, ...]:
    """Return the phases that do something, the remainder's part at the end where no phase has it."""
    phases = tuple(phase for phase in organisation.phases if phase.services)
    if any(organisation.remainder in phase.services for phase in phases):
        return phases
    return (*phases, PhasePart("once every phase is done", (organisation.remainder,)))


def who(part: ServicePart) -> str:
    """Return how a service is isolated and by whom it logs in."""
    place = "its own schema" if part.isolation == "schema" else "grants in the schema"
    return f"{place} {clean(part.schema)}, user {clean(part.account.user)}@{clean(part.account.host)}"


def rights(grant: Grant) -> str:
    """Return the verbs, and which columns they are limited to."""
    verbs = "all rights on rows" if grant.verbs == VERBS else ", ".join(grant.verbs)
    return f"{verbs} on {_count(len(grant.columns), 'column')}" if grant.columns else verbs


def subject(grant: Grant) -> str:
    """Return what a grant is on."""
    if grant.kind == "schema":
        return f"{clean(grant.schema)}.*"
    return f"{grant.kind} {clean(grant.name)}" if grant.kind != "table" else clean(grant.name)


def owner(grant: Grant, part: ServicePart) -> str:
    """Return whose table it is, nothing where it is the service's own."""
    return "" if grant.owner in ("", part.service) else clean(grant.owner)


def told(debt: Debt) -> str:
    """Return a contract that lets a service write, with where it is filed and when it ends."""
    if debt.policy != "debt":
        return f"{debt.policy} {debt.crossing}"
    until = debt.until.isoformat() if debt.until is not None else "unscheduled"
    return f"debt {debt.crossing}, issue {clean(debt.issue or 'unfiled')}, until {until}"


def without(view: View) -> str:
    """Return what a view leaves out."""
    return f"without {', '.join(clean(each.column) for each in view.hidden)}" if view.hidden else ""


def seen(part: ServicePart) -> tuple[View, ...]:
    """Return the views that lie in the service's own schema."""
    return tuple(view for view in part.views if view.purpose != OLD_NAME)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
