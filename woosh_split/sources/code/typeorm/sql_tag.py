"""TypeORM's ``sql`` tag: a template that is run as a statement."""

from __future__ import annotations

from collections.abc import Hashable

from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.root import Value

TAGS = frozenset(
    {"sql-template-tag", "sql-template-strings", "@databases/sql", "@databases/mysql", "sql-tagged-template"}
)
"""Packages whose tag makes a statement of a template, to be run by whoever likes."""


@dataclass(frozen=True, slots=True)
class SqlTag(Value):
    """``sql`` of a data source, manager, runner or repository."""

    session: Session
    transaction: OpenTransaction | None = None
    matters = True

    def key(self) -> Hashable:
        """Return the transaction."""
        return ("sql", id(self.transaction))
