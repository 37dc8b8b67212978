"""What every rule looks at: the facts, where everything lives, what crosses, and which contracts allow it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from woosh_split.check.suppression import Suppression
from woosh_split.graph.attribution import attributed
from woosh_split.graph.crossings import crossings
from woosh_split.graph.dead_code import root_module
from woosh_split.model.code import Module
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
    Site,
)
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.schema import Table
from woosh_split.model.split import MONOLITH, Contract, SplitFile
from woosh_split.model.violation import Related
from woosh_split.records import dataclass
from woosh_split.sources.manifest import EditedFile

DEBT, VIEW = "debt", "view"

ALLOWS = {
    READ: ("view", "grant", DEBT),
    JOIN: ("view", "grant", DEBT),
    WRITE: ("api", DEBT),
    TRANSACTION: ("api", DEBT),
    CALL: ("remote", "borrow", DEBT),
    EVENT: ("remote", DEBT),
    IMPORT: ("borrow", "remote", DEBT),
    RELATION: ("view", DEBT),
}
"""The policies that make each kind of crossing legal: a view allows no write, whatever the split file says."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One monolith against one split file on one day.

    ``split_path`` is the split file relative to the root and ``contract_lines`` the line of each contract in it.
    ``unowned`` maps each table that only services use, and that the split file gives to nobody, to those services.
    ``calls`` are the crossings of calls by their two services, ``relation_names`` those of the relations that lead to a
    table, ``roots`` the modules that no module imports, ``root`` the one among them that makes the application.
    ``edited`` are the generated files that are not as they were written. The suppressions are known once all other
    rules have been asked.
    """

    facts: Facts
    split: SplitFile
    today: date
    split_path: str
    contract_lines: Mapping[str, int]
    placement: Placement
    crossings: tuple[Crossing, ...]
    contracts: Mapping[str, Contract]
    tables: Mapping[str, Table]
    modules: Mapping[str, Module]
    module_of_file: Mapping[str, str]
    unowned: Mapping[str, tuple[str, ...]]
    calls: Mapping[tuple[str, str], tuple[Crossing, ...]]
    relation_names: Mapping[str, tuple[str, ...]]
    roots: frozenset[str]
    root: str | None = None
    edited: tuple[EditedFile, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    unused_suppressions: tuple[tuple[Suppression, str], ...] = ()

    def of_kind(self, kind: str) -> Iterator[tuple[Crossing, Site]]:
        """Yield every place of the crossings of one kind."""
        for crossing in self.crossings:
            if crossing.kind == kind:
                for site in crossing.sites:
                    yield crossing, site

    def contract(self, crossing: Crossing) -> Contract | None:
        """Return the contract of a crossing that holds today.

        Its policy must allow this kind of crossing; a debt holds while it is filed and its end has not come.
        """
        found = self.contracts.get(crossing.id)
        if found is None or found.policy not in ALLOWS[crossing.kind]:
            return None
        return found if found.policy != DEBT or self._filed(found) else None

    def is_for_the_frame(self, contract: Contract) -> bool:
        """Tell a contract for a call that a guard, an interceptor or a strategy makes, in whichever services these are.

        Which services have a strategy is not known: whoever writes down how it reaches what it asks, knows better.
        """
        return (contract.kind, contract.from_service) == (CALL, MONOLITH) and any(
            contract.what == f"{call.provider}.{call.method}" for call in self.facts.frame_calls
        )

    def _filed(self, debt: Contract) -> bool:
        return debt.issue is not None and debt.until is not None and debt.until >= self.today

    def remark(self, crossing: Crossing) -> str:
        """Say why a contract that stands in the split file does not help, with a space before it, or nothing."""
        found = self.contracts.get(crossing.id)
        if found is None:
            return ""
        if found.policy not in ALLOWS[crossing.kind]:
            return f" Its policy {found.policy} does not allow a {crossing.kind}."
        if found.policy != DEBT:
            return ""
        if found.issue is None or found.until is None:
            return " Its debt is not filed: it has no issue or no end."
        if found.until < self.today:
            return f" Its debt ended on {found.until.isoformat()} ({found.issue})."
        return ""

    def home_of_file(self, file: str) -> str:
        """Return the service whose code a file is; what no module claims is the monolith's."""
        return self.placement.home_of_module(self.module_of_file.get(file, ""))

    def calls_allowed(self, source: str, target: str, provider: str | None = None) -> bool:
        """Whether code calls from one service into the other (into one class there), and a contract allows each."""
        calls = [
            each
            for each in self.calls.get((source, target), ())
            if provider in (None, each.what.rpartition(".")[0])
        ]
        return bool(calls) and all(self.contract(each) is not None for each in calls)

    def owner_line(self, table: str) -> tuple[Related, ...]:
        """Return where a table is declared: by its entity where it has one, else by the dump."""
        found = self.tables.get(table)
        if found is None:
            return ()
        owner = self.placement.owner_of_table(table)
        if found.entity_file is not None:
            here = found.line if found.file in (None, found.entity_file) else None
            line = found.entity_line or here
            return (Related(found.entity_file, line, f"{table} is declared here; {owner} owns it"),)
        if found.file is not None and found.line:
            return (Related(found.file, found.line, f"{table} is declared here; {owner} owns it"),)
        return ()

    def words(self, table: str) -> tuple[str, ...]:
        """Return the names by which code speaks of a table."""
        found = self.tables.get(table)
        entity = found.entity if found is not None else None
        return (table, *((entity,) if entity else ()))

    def paths(self, table: str) -> tuple[str, ...]:
        """Return the names of the relations by which code reaches a table from others."""
        return self.relation_names.get(table, ())


def look(
    facts: Facts,
    split: SplitFile,
    today: date,
    *,
    split_path: str = "woosh-split.yaml",
    split_text: str = "",
    edited: tuple[EditedFile, ...] = (),
) -> Scene:
    """Return what the rules look at."""
    placement = placement_of(split)
    facts = attributed(facts, placement.libraries)
    found = crossings(facts, placement)
    calls: dict[tuple[str, str], list[Crossing]] = defaultdict(list)
    for each in found:
        if each.kind == CALL:
            calls[each.from_service, each.to_service].append(each)
    imported = {name for module in facts.modules for name in module.imports}
    root = root_module(facts)
    first = {module.name for module in facts.modules if module.name not in imported}
    ids = {contract.id for contract in split.crossings}
    return Scene(
        facts,
        split,
        today,
        split_path,
        _lines_of(split_text, ids),
        placement,
        found,
        {contract.id: contract for contract in split.crossings},
        {table.name: table for table in facts.tables},
        {module.name: module for module in facts.modules},
        {file: module.name for module in facts.modules for file in module.files},
        _unowned(facts, split, placement),
        {pair: tuple(each) for pair, each in calls.items()},
        _relation_names(facts),
        frozenset(first | ({root.name} if root is not None else set())),
        root.name if root is not None else None,
        edited,
    )


def _relation_names(facts: Facts) -> dict[str, tuple[str, ...]]:
    names: dict[str, set[str]] = defaultdict(set)
    for relation in facts.relations:
        for table in filter(None, (relation.to_table, relation.join_table)):
            names[table].add(relation.property.rpartition(".")[2])
    return {table: tuple(sorted(found - {""})) for table, found in names.items()}


def _unowned(facts: Facts, split: SplitFile, placement: Placement) -> dict[str, tuple[str, ...]]:
    """Return the tables that stay with the monolith by oversight: a contract about one shows that it was meant."""
    meant = {contract.what for contract in split.crossings if contract.to_service == MONOLITH}
    users: dict[str, set[str]] = defaultdict(set)
    for access in facts.accesses:
        users[access.table].add(placement.home_of_module(access.module))
    return {
        table: tuple(sorted(homes))
        for table, homes in sorted(users.items())
        if MONOLITH not in homes
        and table not in placement.tables
        and table not in placement.references
        and table not in meant
    }


def _lines_of(text: str, ids: set[str]) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.replace("'", " ").replace('"', " ").replace(",", " ").split():
            if word in ids:
                lines.setdefault(word, number)
    return lines
