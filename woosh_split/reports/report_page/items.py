"""Modules and tables as the items of the report: where each belongs, and what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from woosh_split.model.code import SHARED
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Ownership
from woosh_split.model.schema import Table
from woosh_split.model.split import MONOLITH
from woosh_split.proposal.second_opinion import Opinion
from woosh_split.reports.report_page.data import Item

SHARED_CARD, LIBRARIES_CARD, UNUSED_CARD = "~shared-schema", "~libraries", "~unused"
"""Cards that are no service; no service can be called so, since a name has no tilde."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a proposal says about single modules and tables, by name."""

    modules: Mapping[str, Opinion]
    tables: Mapping[str, Ownership]


def reasons_of(opinions: Iterable[Opinion], ownership: Iterable[Ownership]) -> Reasons:
    """Sort reasons by what they speak of."""
    return Reasons({each.module: each for each in opinions}, {each.table: each for each in ownership})


def module_key(name: str) -> str:
    """Return the key of a module's item."""
    return f"m:{name}"


def table_key(name: str) -> str:
    """Return the key of a table's item."""
    return f"t:{name}"


def items(facts: Facts, placement: Placement, reasons: Reasons) -> tuple[Item, ...]:
    """Return modules, then tables, each in alphabetical order and not yet placed on the map (x, y and width are 0)."""
    return (*_modules(facts, placement, reasons), *_tables(facts, placement, reasons))


def _modules(facts: Facts, placement: Placement, reasons: Reasons) -> Iterable[Item]:
    routes = Counter(route.module for route in facts.routes)
    found = {module.name: (module.file, module.line, len(module.files)) for module in facts.modules}
    if any(access.module == SHARED for access in facts.accesses):
        found[SHARED] = ("", 0, len(facts.shared_files))
    for name, (file, line, files) in sorted(found.items()):
        home = placement.home_of_module(name)
        library = name in placement.libraries
        why = reasons.modules.get(name)
        yield Item(
            key=module_key(name),
            name=name,
            kind="module",
            card=LIBRARIES_CARD if library else home,
            owner=home,
            role="library" if library else "module",
            file=file,
            line=line,
            x=0,
            y=0,
            width=0,
            routes=routes[name],
            files=files,
            stability=why.stability if why else None,
            decided_by=why.decided_by if why else "",
            reason=why.reason if why else "",
            elsewhere=why.elsewhere if why else "",
        )


def _tables(facts: Facts, placement: Placement, reasons: Reasons) -> Iterable[Item]:
    declared = {table.name: table for table in facts.tables}
    used = {access.table for access in facts.accesses}
    for name in sorted({*declared, *used}):
        table = declared.get(name) or Table(name)
        owning = reasons.tables.get(name)
        owner = placement.owner_of_table(name)
        role = _role(name, placement, used, owning)
        yield Item(
            key=table_key(name),
            name=name,
            kind=table.kind,
            card=_card_of_table(name, placement, used),
            owner=owner,
            role=role,
            file=table.file or table.entity_file or "",
            line=(table.line or 0) if table.file else 0,
            x=0,
            y=0,
            width=0,
            reason=f"held by {', '.join(owning.pinned_by)}" if owning and owning.pinned_by else "",
            elsewhere=_writer_elsewhere(owner, owning),
            margin=owning.margin if owning and owning.bids else None,
            bids=owning.bids if owning else (),
        )


def _role(name: str, placement: Placement, used: set[str], owning: Ownership | None) -> str:
    if name in placement.references:
        return "reference"
    if name not in used:
        return "unused"
    return owning.role if owning and owning.role != "reference" else "owned"


def _writer_elsewhere(owner: str, owning: Ownership | None) -> str:
    """Return the service that writes a table most where it is not the owner; empty where nobody bids more."""
    if owning is None or not owning.bids or owning.owner in (owner, MONOLITH):
        return ""
    return owning.owner


def _card_of_table(name: str, placement: Placement, used: set[str]) -> str:
    if name in placement.tables:
        return placement.tables[name]
    if name in placement.references:
        return SHARED_CARD
    return MONOLITH if name in used else UNUSED_CARD
