"""The tables that join two others for a many-to-many relation."""

from __future__ import annotations

from woosh_split.model.schema import Column, ForeignKey, Table
from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.entity import Entity, EntityColumn
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.summary import Class


@dataclass(frozen=True, slots=True)
class Junction:
    """The table that joins two others for a many-to-many relation."""

    table: str
    columns: tuple[tuple[str, str, str, str], ...]
    """``(column, its type, the table referred to, the column referred to)``."""
    file: str
    line: int
    schema: str | None = None


def junction_table(junction: Junction) -> Table:
    """Return the table that a relation declares with its ``@JoinTable``."""
    columns = tuple(Column(name, type_, False, True) for name, type_, _, _ in junction.columns)
    order: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = []
    half = len(junction.columns) // 2
    for part in (junction.columns[:half], junction.columns[half:]):
        if part:
            order.append((tuple(c[0] for c in part), part[0][2], tuple(c[3] for c in part)))
    foreign = tuple(ForeignKey(names, table, referenced) for names, table, referenced in order)
    return Table(
        junction.table,
        junction.schema,
        None,
        None,
        columns,
        foreign,
        "table",
        ("entity",),
        junction.file,
        junction.line,
    )


def junction_entity(junction: Junction) -> Entity:
    """Return what TypeORM keeps for the table: an entity without a class, whose properties are its columns."""
    node = Class(junction.table, junction.line, False, (), (), None, (), (), (), (), None)
    columns = [
        EntityColumn(name, name, type_, False, True, junction.line) for name, type_, _, _ in junction.columns
    ]
    decl = ClassDecl(junction.file, junction.table, node)
    return Entity(decl, junction.table, schema=junction.schema, columns=columns)


def key_columns(table: Table) -> tuple[tuple[str, str, str, str], ...]:
    """Return the columns of a declared table that are keys, as a :class:`Junction` has them."""
    types = {column.name: column.type for column in table.columns}
    return tuple(
        (
            each.columns[0],
            types.get(each.columns[0], "int"),
            each.table,
            (each.referenced_columns or ("id",))[0],
        )
        for each in table.foreign_keys
    )
