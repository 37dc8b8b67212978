"""What holds items together: accesses, calls, relations and imports, each kind between two items once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from woosh_split.model.access import WRITE
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.reports.report_page.data import Item, Spot, Tie
from woosh_split.reports.report_page.items import module_key, table_key

TIE_KINDS = ("write", "read", "call", "relation", "import")
Found = tuple[str, str, str, Spot]  # kind, source, target, spot


def ties(facts: Facts, placement: Placement, items: tuple[Item, ...]) -> tuple[Tie, ...]:
    """Return the ties, the dearest kind first, then by their ends. Ends that are no item are left out."""
    spots: dict[tuple[str, str, str], set[Spot]] = defaultdict(set)
    known = {item.key: item for item in items}
    for kind, source, target, spot in _found(facts):
        if source in known and target in known and source != target:
            spots[kind, source, target].add(spot)
    order = {kind: rank for rank, kind in enumerate(TIE_KINDS)}
    keys = sorted(spots, key=lambda key: (order[key[0]], key[1], key[2]))
    return tuple(
        Tie(
            f"{kind}|{source}|{target}",
            source,
            target,
            kind,
            _crosses(kind, known[source], known[target], placement),
            tuple(sorted(spots[kind, source, target], key=lambda s: (s.file, s.line, s.function, s.note))),
        )
        for kind, source, target in keys
    )


def _crosses(kind: str, source: Item, target: Item, placement: Placement) -> bool:
    """Whether the tie leaves its service, by the same rules as ``graph.crossings``."""
    if kind in ("call", "import") and "library" in (source.role, target.role):
        return kind == "call" and target.role != "library" and source.owner != target.owner
    if kind == "read" and target.name in placement.references:
        return False
    return source.owner != target.owner


def _found(facts: Facts) -> Iterator[Found]:
    for access in facts.accesses:
        kind = "write" if access.mode == WRITE else "read"
        spot = Spot(access.file, access.line, access.function, f"{access.operation} · {access.via}")
        yield kind, module_key(access.module), table_key(access.table), spot
    for call in facts.calls:
        spot = Spot(call.file, call.line, call.function, f"{call.provider}.{call.method}")
        yield "call", module_key(call.from_module), module_key(call.to_module), spot
    for relation in facts.relations:
        spot = Spot(relation.file, relation.line, "", relation.kind)
        yield "relation", table_key(relation.from_table), table_key(relation.to_table), spot
    for table in facts.tables:
        for foreign in table.foreign_keys:
            spot = Spot(table.file or table.entity_file or "", table.line or 0, "", "foreign key")
            yield "relation", table_key(table.name), table_key(foreign.table), spot
    module_of = {file: module.name for module in facts.modules for file in module.files}
    for each in facts.imports:
        first, second = module_of.get(each.from_file), module_of.get(each.to_file)
        if first is not None and second is not None:
            note = f"{'type ' if each.type_only else ''}{', '.join(each.names)}"
            yield "import", module_key(first), module_key(second), Spot(each.from_file, each.line, "", note)
