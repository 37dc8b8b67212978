"""Crossings with the policy that the split file gives them, and the items that each concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from woosh_split.model.crossing import CALL, IMPORT, RELATION, TRANSACTION, Crossing, Site
from woosh_split.model.facts import Facts
from woosh_split.model.split import Contract
from woosh_split.reports.report_page.data import CrossingRow, Spot
from woosh_split.reports.report_page.items import module_key, table_key


def crossing_rows(
    facts: Facts, found: Iterable[Crossing], contracts: Iterable[Contract]
) -> tuple[CrossingRow, ...]:
    """Return the crossings in their order, each with its contract where one is written."""
    written = {contract.id: contract for contract in contracts}
    providers: dict[str, set[str]] = defaultdict(set)
    for call in facts.calls:
        providers[f"{call.provider}.{call.method}"].add(call.to_module)
    owners = {file: module.name for module in facts.modules for file in module.files}
    return tuple(_row(each, written.get(each.id), providers, owners) for each in found)


def _row(
    crossing: Crossing,
    contract: Contract | None,
    providers: Mapping[str, set[str]],
    owners: Mapping[str, str],
) -> CrossingRow:
    return CrossingRow(
        id=crossing.id,
        from_service=crossing.from_service,
        to_service=crossing.to_service,
        kind=crossing.kind,
        what=crossing.what,
        policy=contract.policy if contract else "",
        issue=contract.issue if contract else None,
        until=contract.until.isoformat() if contract and contract.until else None,
        items=tuple(sorted(_items(crossing, providers, owners))),
        spots=tuple(Spot(site.file, site.line, site.function, _note(site)) for site in crossing.sites),
    )


def _items(crossing: Crossing, providers: Mapping[str, set[str]], owners: Mapping[str, str]) -> Iterable[str]:
    found = {module_key(site.module) for site in crossing.sites if site.module}
    if crossing.kind == CALL:
        found.update(module_key(name) for name in providers.get(crossing.what, ()))
    elif crossing.kind == IMPORT:
        if crossing.what in owners:
            found.add(module_key(owners[crossing.what]))
    elif crossing.kind == RELATION:
        found.update(table_key(name) for name in crossing.what.split("->"))
    elif crossing.kind == TRANSACTION:
        found.update(table_key(name) for site in crossing.sites for name in site.target.split(", "))
    else:
        found.add(table_key(crossing.what))
    return found


def _note(site: Site) -> str:
    parts = [site.operation, site.via] if site.operation != site.via else [site.operation]
    return " · ".join(filter(None, [*parts, "locks" if site.lock else ""]))
