"""Where every module and every table lives: the one question that price, check and plan ask of a split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from woosh_split.model.split import MONOLITH, SHARED_SCHEMA, SplitFile
from woosh_split.records import dataclass


@dataclass(frozen=True, slots=True)
class Placement:
    """Modules and tables to services; whatever is not named stays with the monolith.

    ``references`` maps a reference table to the service that may write it (``None``: nobody does). Libraries
    are shared code: calls and imports into them cross nothing.
    """

    modules: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str | None] = field(default_factory=dict)
    libraries: frozenset[str] = frozenset()

    def home_of_module(self, module: str) -> str:
        """Return the service of a module, or ``monolith``."""
        return self.modules.get(module, MONOLITH)

    def owner_of_table(self, table: str) -> str:
        """Return the service that owns a table: a reference table's writer, or ``monolith``."""
        if table in self.references:
            return self.references[table] or MONOLITH
        return self.tables.get(table, MONOLITH)

    @property
    def services(self) -> tuple[str, ...]:
        """The services that hold anything, in alphabetical order, the monolith not among them."""
        named: Iterable[str] = {*self.modules.values(), *self.tables.values()}
        return tuple(sorted(set(named) - {MONOLITH}))


def placement_of(split: SplitFile) -> Placement:
    """Return what a split file says about modules and tables, as one mapping."""
    tables = {table: service.name for service in split.services for table in service.tables}
    tables |= {
        reference.table: reference.place for reference in split.reference if reference.place != SHARED_SCHEMA
    }
    return Placement(
        modules={module: service.name for service in split.services for module in service.modules},
        tables=tables,
        references={reference.table: reference.writer for reference in split.reference},
        libraries=frozenset(split.libraries),
    )
