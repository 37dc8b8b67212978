"""The schema while the steps of one or more dumps run: tables come, change and go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field, replace

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import Column, ForeignKey, Table
from woosh_split.records import dataclass
from woosh_split.sources.schema.steps import (
    AlterTable,
    Change,
    ColumnSpec,
    CreateBody,
    CreateTable,
    CreateView,
    Drop,
    Place,
    Step,
)
from woosh_split.sql.body import Body

UNDECLARED = ", which no CREATE TABLE declares"
"""How the reason ends where a statement changes a table that is not there."""


@dataclass(slots=True)
class TableState:
    """A table in the making."""

    name: str
    schema: str | None
    place: Place
    kind: str = "table"
    columns: dict[str, ColumnSpec] = field(default_factory=dict)  # by lower-case name, in order
    primary_key: tuple[str, ...] = ()
    foreign_keys: list[tuple[str, ForeignKey]] = field(default_factory=list)
    engine: str | None = None

    def table(self, declared_by: str) -> Table:
        """Return the finished table."""
        key = {name.lower() for name in self.primary_key}
        columns = []
        for name, spec in self.columns.items():
            column = spec.column
            columns.append(replace(column, primary_key=True, nullable=False) if name in key else column)
        keys = sorted({key for _, key in self.foreign_keys}, key=lambda key: (key.columns, key.table))
        return Table(
            name=self.name,
            schema=self.schema,
            columns=tuple(columns),
            foreign_keys=tuple(keys),
            kind=self.kind,
            declared_by=(declared_by,),
            file=self.place.file,
            line=self.place.line,
            engine=self.engine,
        )

    def required(self) -> list[tuple[str, str]]:
        """Return (table, column) of each column that an INSERT must fill; a view has none of its own."""
        if self.kind == "view":
            return []
        return [
            (self.name, spec.column.name)
            for spec in self.columns.values()
            if not spec.column.nullable and not spec.filled
        ]


@dataclass(slots=True)
class SchemaState:
    """All tables and bodies by lower-case name."""

    tables: dict[str, TableState] = field(default_factory=dict)
    bodies: dict[tuple[str, str], Body] = field(default_factory=dict)
    dropped: dict[str, TableState] = field(default_factory=dict)  # a view's stand-in table, perhaps
    unresolved: list[Unresolved] = field(default_factory=list)
    waiting: list[AlterTable] = field(default_factory=list)

    def run(self, steps: Iterable[Step]) -> None:
        """Apply the steps in order, and at the end the ALTERs of tables that a later file creates.

        Files come by name, and ``add-column.sql`` comes before ``schema.sql``.
        """
        for step in steps:
            if isinstance(step, CreateTable):
                self._create_table(step)
            elif isinstance(step, AlterTable):
                self._alter_table(step)
            elif isinstance(step, CreateView):
                self._create_view(step)
            elif isinstance(step, CreateBody):
                self.bodies[(step.body.kind, step.body.name.lower())] = step.body
            else:
                self._drop(step)
        waiting, self.waiting = self.waiting, []
        for alter in waiting:
            created = self.tables.get(alter.name.lower())
            if created is not None and created.place.file != alter.place.file:
                self._alter_table(alter)
                continue
            reason = f"ALTER of {alter.name}{UNDECLARED}"
            self.unresolved.append(Unresolved("ddl", alter.place.file, alter.place.line, alter.text, reason))

    def _create_table(self, step: CreateTable) -> None:
        key = step.name.lower()
        if step.keeps_existing and key in self.tables:
            return
        state = TableState(step.name, step.schema, step.place)
        source = self.tables.get(step.like.lower()) if step.like else None
        if source is not None:
            state.columns = dict(source.columns)
            state.primary_key = source.primary_key
            state.engine = source.engine
        self.tables[key] = state
        self.bodies.pop(("view", key), None)
        for change in step.changes:
            _CHANGES[change.action](state, change)

    def _alter_table(self, step: AlterTable) -> None:
        state = self.tables.get(step.name.lower())
        if state is None:
            if step.changes:
                self.waiting.append(step)
            return
        for change in step.changes:
            if change.action == "rename":
                self._rename(state, change.new_name)
            else:
                _CHANGES[change.action](state, change)

    def _rename(self, state: TableState, new_name: str) -> None:
        old = state.name.lower()
        if new_name and self.tables.get(old) is state:
            del self.tables[old]
            state.name = new_name
            self.tables[new_name.lower()] = state
            for other in self.tables.values():
                other.foreign_keys = [
                    (name, replace(key, table=new_name) if key.table.lower() == old else key)
                    for name, key in other.foreign_keys
                ]

    def _create_view(self, step: CreateView) -> None:
        key = step.name.lower()
        stand_in = self.tables.get(key) or self.dropped.get(key)
        state = TableState(step.name, step.schema, step.place, kind="view")
        columns = step.columns
        if not columns and stand_in is not None:
            columns = tuple(Column(spec.column.name, "") for spec in stand_in.columns.values())
        for column in columns:
            known = column if column.type else replace(column, type=_stand_in_type(stand_in, column.name))
            state.columns[column.name.lower()] = ColumnSpec(known)
        self.tables[key] = state
        self.bodies[("view", key)] = step.body

    def _drop(self, step: Drop) -> None:
        key = step.name.lower()
        if step.kind in ("table", "view"):
            gone = self.tables.pop(key, None)
            if gone is not None:
                self.dropped[key] = gone
            self.bodies.pop(("view", key), None)
            for name in [name for name, body in self.bodies.items() if (body.table or "").lower() == key]:
                del self.bodies[name]
        else:
            self.bodies.pop((step.kind, key), None)


def _stand_in_type(stand_in: TableState | None, name: str) -> str:
    """Return the type that a stand-in table gives; mysqldump's says tinyint for all, which means nothing."""
    if stand_in is None or all(
        spec.column.type.startswith(("tinyint", "int(1)")) for spec in stand_in.columns.values()
    ):
        return ""
    spec = stand_in.columns.get(name.lower())
    return spec.column.type if spec is not None else ""


def _put_column(state: TableState, change: Change) -> None:
    if change.spec is None:
        return
    old, new = change.name.lower(), change.spec.column.name.lower()
    if old in state.columns and old != new:
        _rename_key_column(state, change.name, change.spec.column.name)
    state.columns = {
        (new if name == old else name): (change.spec if name == old else spec)
        for name, spec in state.columns.items()
    }
    state.columns[new] = change.spec


def _rename_key_column(state: TableState, old: str, new: str) -> None:
    def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if name.lower() == old.lower() else name for name in names)

    state.primary_key = renamed(state.primary_key)
    state.foreign_keys = [
        (name, replace(key, columns=renamed(key.columns))) for name, key in state.foreign_keys
    ]


def _drop_column(state: TableState, change: Change) -> None:
    name = change.name.lower()
    state.columns.pop(name, None)
    state.primary_key = tuple(column for column in state.primary_key if column.lower() != name)
    state.foreign_keys = [
        (constraint, key)
        for constraint, key in state.foreign_keys
        if name not in {column.lower() for column in key.columns}
    ]


def _rename_column(state: TableState, change: Change) -> None:
    spec = state.columns.get(change.name.lower())
    if spec is not None and change.new_name:
        renamed = replace(spec, column=replace(spec.column, name=change.new_name))
        _put_column(state, replace(change, spec=renamed))


def _set_primary_key(state: TableState, change: Change) -> None:
    state.primary_key = change.columns


def _drop_primary_key(state: TableState, change: Change) -> None:
    state.primary_key = ()


def _add_foreign_key(state: TableState, change: Change) -> None:
    if change.foreign_key is not None:
        state.foreign_keys.append((change.name, change.foreign_key))


def _drop_foreign_key(state: TableState, change: Change) -> None:
    wanted, columns = change.name.lower(), {each.lower() for each in change.columns}
    state.foreign_keys = [
        (name, key)
        for name, key in state.foreign_keys
        if ({each.lower() for each in key.columns} != columns if columns else name.lower() != wanted)
    ]


def _change_spec(state: TableState, change: Change) -> None:
    """ALTER COLUMN: its default, its type, or whether it may be NULL."""
    spec = state.columns.get(change.name.lower())
    if spec is None:
        return
    column = spec.column
    if change.action == "set-type" and change.spec is not None:
        column = replace(column, type=change.spec.column.type)
    elif change.action in ("set-null", "set-not-null"):
        column = replace(column, nullable=change.action == "set-null")
    state.columns[change.name.lower()] = replace(
        spec, column=column, filled=spec.filled or change.action == "set-default"
    )


def _set_engine(state: TableState, change: Change) -> None:
    state.engine = change.name


def _ignore(state: TableState, change: Change) -> None:
    """Leave out a rename: inside CREATE TABLE there is none."""


_CHANGES: dict[str, Callable[[TableState, Change], None]] = {
    "add-column": _put_column,
    "change-column": _put_column,
    "drop-column": _drop_column,
    "rename-column": _rename_column,
    "primary-key": _set_primary_key,
    "drop-primary-key": _drop_primary_key,
    "foreign-key": _add_foreign_key,
    "drop-foreign-key": _drop_foreign_key,
    "set-null": _change_spec,
    "set-not-null": _change_spec,
    "set-type": _change_spec,
    "set-default": _change_spec,
    "engine": _set_engine,
    "rename": _ignore,
}
