"""Calls of other services' providers that are part of a transaction: over the wire they would be outside of it.

Worse, they wait for what it holds: a row that the transaction has touched is locked until it ends, and it ends after
the call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from woosh_split.model.code import AT_ONCE, CRITERIA, FUNCTION, GENERIC, GENERIC_CLASS, REQUEST, UPLOAD
from woosh_split.model.crossing import CALL, CONNECTION, TRANSACTION, WRITE, Crossing

_REASONS = {
    CONNECTION: "is handed the caller's connection",
    GENERIC: "is generic",
    GENERIC_CLASS: "is of a generic class",
    AT_ONCE: "gives no Promise",
    UPLOAD: "takes an uploaded file",
    CRITERIA: "takes criteria of TypeORM",
    REQUEST: "takes the running request",
    FUNCTION: "is handed a function",
}


def calls_in_transactions(crossings: Iterable[Crossing]) -> dict[str, Crossing]:
    """Return the transaction that each such call is part of, by the id of the call's crossing.

    A transaction writes tables of another service by the service's own code, which a crossing tells for itself, or else
    by that other service's code: its providers are called from the transaction's function, or somewhere in its module.
    All calls of such a provider count, since its code is in this process or it is not.
    """
    crossings = tuple(crossings)
    own: dict[tuple[str, str], set[str]] = defaultdict(set)
    calls: dict[tuple[str, str], list[Crossing]] = defaultdict(list)
    for each in crossings:
        pair = (each.from_service, each.to_service)
        if each.kind == WRITE:
            own[pair].add(each.what)
        elif each.kind == CALL:
            calls[pair].append(each)
    found: dict[str, Crossing] = {}
    for transaction in crossings:
        pair = (transaction.from_service, transaction.to_service)
        written = {table for site in transaction.sites for table in site.target.split(", ")}
        if transaction.kind != TRANSACTION or not written - own[pair]:
            continue
        modules = {site.module for site in transaction.sites}
        near = [each for each in calls[pair] if any(site.module in modules for site in each.sites)]
        direct = [each for each in near if any(site.function == transaction.what for site in each.sites)]
        providers = {each.provider for each in direct or near}
        for each in calls[pair]:
            if each.provider in providers:
                found.setdefault(each.id, transaction)
    return found


def calls_that_stay(crossings: Iterable[Crossing]) -> dict[str, str]:
    """Return why calls cannot go over the wire, by the id of their crossing.

    They hand on the caller's EntityManager or the like, which is of no use to another process, or what is declared of the
    method binds it to its own. All calls of such a provider count, since its code is in this process or it is not.
    """
    calls = [each for each in crossings if each.kind == CALL]
    bound: dict[tuple[str, str, str], str] = {}
    for each in calls:
        vias = {site.via for site in each.sites}
        for via, reason in _REASONS.items():
            if via in vias:
                bound.setdefault((each.from_service, each.to_service, each.provider), f"{each.what} {reason}")
    pairs = ((each.id, (each.from_service, each.to_service, each.provider)) for each in calls)
    return {id_: bound[key] for id_, key in pairs if key in bound}
