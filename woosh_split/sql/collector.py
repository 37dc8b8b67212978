"""The table uses of one statement, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from woosh_split.model.access import READ, TableUse
from woosh_split.records import dataclass

_Key = tuple[str, str, str]


@dataclass(slots=True)
class _Gathered:
    """What is known of one table, mode and operation; ``columns`` is None where they cannot be told."""

    lock: bool
    columns: set[str] | None
    joined: set[str]


@dataclass(slots=True)
class UseCollector:
    """Collects uses, one per table, mode and operation; of two spellings the first stands."""

    problems: list[str] = field(default_factory=list)
    last_insert: str | None = None
    table_functions: list[str] = field(default_factory=list)
    _found: dict[_Key, _Gathered] = field(default_factory=dict)
    _beside: dict[str, list[_Gathered]] = field(default_factory=dict)
    """The uses of tables that stand beside others in a statement; the target of an INSERT stands beside none."""

    def add(self, use: TableUse) -> None:
        """Take the use, or melt it into the one that is there."""
        key = (use.table, use.mode, use.operation)
        old = self._found.get(key)
        if old is None:
            columns = None if use.columns is None else set(use.columns)
            self._found[key] = old = _Gathered(use.lock, columns, set(use.joined_with))
            if use.mode == READ or use.operation in ("update", "delete"):
                self._beside.setdefault(use.table, []).append(old)
            return
        old.lock = old.lock or use.lock
        old.joined.update(use.joined_with)
        if use.columns is None:
            old.columns = None
        elif old.columns is not None:
            old.columns.update(use.columns)

    def join(self, one: str, other: str) -> None:
        """Note that the statement joins two tables that it names in blocks of their own."""
        for table, beside in ((one, other), (other, one)):
            for use in self._beside.get(table, ()):
                use.joined.add(beside)

    def trouble(self, problem: str) -> None:
        """Note the problem, once."""
        if problem not in self.problems:
            self.problems.append(problem)

    def uses(self, without: Iterable[str] = ()) -> tuple[TableUse, ...]:
        """Return what was found, sorted, without the tables named."""
        left_out = {name.lower() for name in without}
        return tuple(
            TableUse(
                *key,
                use.lock,
                None if use.columns is None else tuple(sorted(use.columns)),
                tuple(sorted(name for name in use.joined if name.lower() not in left_out)),
            )
            for key, use in sorted(self._found.items(), key=lambda item: item[0])
            if key[0].lower() not in left_out
        )
