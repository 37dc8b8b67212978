"""The syntax tree of a SELECT, INSERT, UPDATE or DELETE to table uses."""

from __future__ import annotations

import logging
import re
from dataclasses import field

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from woosh_split.model.access import READ, WRITE, TableUse
from woosh_split.records import dataclass
from woosh_split.sql.collector import UseCollector
from woosh_split.sql.holes import COMPUTED_TABLE, MARK
from woosh_split.sql.tables import SYSTEM_SCHEMAS, table_function, table_name, tables_behind
from woosh_split.sql.text import NO_SQL

logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it warns on stderr; we report the problem ourselves

_ORDERING = (exp.Order, exp.Group, exp.Having)
_BLOCKS = (exp.Select, exp.Insert, exp.Update, exp.Delete)
TOO_MANY_TABLES = "it names more tables than any server joins"
MAX_SOURCES = 200
"""Tables in one FROM, or names in one WITH; servers take 61 tables, and each is looked at with each other one."""
MAX_TABLES = 5_000
MAX_CHAINED = 50
_SQL_SERVER = re.compile(r"\b(?:SELECT\s+(?:DISTINCT\s+)?TOP|OUTPUT\s+(?:INSERTED|DELETED))\b", re.IGNORECASE)
"""What only SQL Server says; what else MySQL cannot mean at all (RETURNING, ON CONFLICT) is PostgreSQL's."""
_CHAINED = re.compile(r"\)\s*\.")
"""``a().b().c``, of which sqlglot copies all that is before for each part; no server's SQL has it."""
UNQUALIFIED_SET = "the table that SET writes is not named"


@dataclass(slots=True)
class _Source:
    """A table in a FROM list, under its alias; ``name`` is None for what is no table (CTE, derived table)."""

    alias: str
    name: str | None
    behind: frozenset[str] = frozenset()  # the tables that a CTE or derived table reads
    function: str = ""  # the function that stands for a table


@dataclass(slots=True)
class _Block:
    """One query block: its sources, and the columns that it names."""

    node: exp.Expr
    parent: _Block | None = None
    sources: list[_Source] = field(default_factory=list)
    columns: list[exp.Column] = field(default_factory=list)
    stars: list[str] = field(default_factory=list)  # aliases; "" for an unqualified one
    shared: list[str] = field(default_factory=list)  # names in JOIN ... USING (...)
    ordered: set[int] = field(default_factory=set)  # nodes of ORDER BY, GROUP BY and HAVING, of all blocks


def read_query(text: str, dialect: str, collector: UseCollector) -> str | None:
    """Add the uses of one statement to ``collector``; return the reason when it cannot be parsed."""
    root = _parse(text, dialect)
    if root is None and dialect == "mysql":
        root = _parse(text, "tsql" if _SQL_SERVER.search(text) else "postgres")
    if root is None:
        return NO_SQL
    blocks = _find_blocks(root)
    if blocks is None:
        return TOO_MANY_TABLES
    for block in blocks:
        _read_block(block, collector)
    for block in blocks:
        _join_what_is_behind(block, collector)
    return None


def _parse(text: str, dialect: str) -> exp.Expr | None:
    if len(_CHAINED.findall(text)) > MAX_CHAINED:
        return None
    try:
        root = sqlglot.parse_one(text, dialect=dialect)
    except (SqlglotError, RecursionError, ValueError, IndexError, TypeError, AttributeError):
        return None  # sqlglot raises the latter four on some broken input
    known = isinstance(root, (*_BLOCKS, exp.SetOperation, exp.Subquery, exp.Values))
    return root if known else None


def _find_blocks(root: exp.Expr) -> list[_Block] | None:
    """Return the query blocks, outer ones first, each with its sources and columns; None where they are too many."""
    blocks: list[_Block] = []
    inside: dict[int, _Block | None] = {}  # the block that the children of a node stand in
    ordered: set[int] = set()
    tables = 0
    for node in root.walk(bfs=True):
        if id(node.parent) in ordered or isinstance(node, _ORDERING):
            ordered.add(id(node))
        block = inside[id(node)] = inside.get(id(node.parent))
        if isinstance(node, _BLOCKS):
            inside[id(node)] = own = _Block(node, block, ordered=ordered)
            blocks.append(own)
        elif block is None:
            continue
        elif isinstance(node, exp.With) and len(node.expressions) > MAX_SOURCES:
            return None
        elif isinstance(node, exp.Table):
            tables += 1
            if tables > MAX_TABLES:
                return None
            _place_table(node, block)
        elif isinstance(node, exp.Subquery):
            listed = isinstance(node.parent, (exp.From, exp.Join, exp.Table))
            if listed and not isinstance(node.unnest(), exp.Table):
                block.sources.append(_Source(node.alias_or_name.lower(), None, tables_behind(node)))
        elif isinstance(node, (exp.Lateral, exp.UDTF)):
            block.sources.append(_Source(node.alias_or_name.lower(), None, tables_behind(node)))
        elif isinstance(node, exp.Column):
            if isinstance(node.this, exp.Star):
                block.stars.append(node.table.lower())
            elif isinstance(node.this, exp.Identifier):
                block.columns.append(node)
        elif isinstance(node, exp.Star) and isinstance(node.parent, exp.Select):
            block.stars.append("")
        elif isinstance(node, exp.Join):
            block.shared += [name.name for name in node.args.get("using") or ()]
            if node.args.get("method") == "NATURAL":
                block.stars.append("")
        if block is not None and len(block.sources) > MAX_SOURCES:
            return None
    for each in blocks:
        _hand_out_columns(each)
    return blocks


def _hand_out_columns(block: _Block) -> None:
    """Move each column that is qualified with an outer block's alias to that block."""
    kept = []
    for column in block.columns:
        owner: _Block | None = block
        alias = column.table.lower()
        while alias and owner is not None and all(source.alias != alias for source in owner.sources):
            owner = owner.parent
        if owner is None or owner is block:
            kept.append(column)
        else:
            owner.columns.append(column)
    block.columns = kept


def _place_table(node: exp.Table, block: _Block) -> None:
    if isinstance(node.parent, exp.Lock) or node.arg_key == "tables":
        return
    statement = block.node
    if isinstance(statement, exp.Insert) and _insert_target(statement) is node:
        return
    if isinstance(statement, exp.Delete) and statement.args.get("using") and statement.this is node:
        return
    alias = (node.alias or node.name).lower()
    name = table_name(node)
    behind = tables_behind(node) if name is None else frozenset()
    block.sources.append(_Source(alias, name, behind, table_function(node)))


def _insert_target(node: exp.Insert) -> exp.Expr | None:
    target: exp.Expr | None = node.this
    return target.this if isinstance(target, exp.Schema) else target


def _read_block(block: _Block, collector: UseCollector) -> None:
    node = block.node
    written: list[str] = []
    if isinstance(node, exp.Insert):
        _read_insert(node, collector)
    elif isinstance(node, exp.Update):
        written = _read_update(node, block, collector)
    elif isinstance(node, exp.Delete):
        written = _read_delete(node, block, collector)
    _read_sources(block, written, collector)


def _read_sources(block: _Block, written: list[str], collector: UseCollector) -> None:
    """Add the reads of a block: every source whose alias is not the written one."""
    names = _names(block)
    for source in block.sources:
        if source.function:
            collector.table_functions.append(source.function)
        if source.name is None or source.alias in written:
            continue
        if MARK in source.name:
            collector.trouble(COMPUTED_TABLE)
            continue
        others = tuple(sorted(names - {source.name}))
        columns = _columns_of(source, block)
        collector.add(TableUse(source.name, READ, "select", _is_locked(block.node, source), columns, others))


def _join_what_is_behind(block: _Block, collector: UseCollector) -> None:
    """Count the tables of a CTE or derived table as joined with whatever stands beside it."""
    for source in block.sources:
        others: set[str] = set()
        for other in block.sources:
            if other is not source:
                others |= {other.name} if other.name and MARK not in other.name else other.behind
        for table in sorted(source.behind):
            for other_table in sorted(others - {table}):
                collector.join(table, other_table)


def _names(block: _Block) -> set[str]:
    return {source.name for source in block.sources if source.name is not None and MARK not in source.name}


def _is_locked(node: exp.Expr, source: _Source) -> bool:
    """Say whether the block locks the source, or what stands around its brackets does: ``(SELECT ...) FOR UPDATE``."""
    around: exp.Expr | None = node
    while around is not None:
        for lock in around.args.get("locks") or ():
            of = {table.name.lower() for table in lock.expressions}
            if not of or source.alias in of:
                return True
        around = around.parent if isinstance(around.parent, (exp.Subquery, exp.SetOperation)) else None
    return False


def _columns_of(source: _Source, block: _Block) -> tuple[str, ...] | None:
    """Return the columns of ``source`` that its block and the blocks inside surely name."""
    if any(star in ("", source.alias) for star in block.stars):
        return None
    aliases = (
        {e.alias.lower() for e in block.node.expressions} if isinstance(block.node, exp.Select) else set()
    )
    names = set(block.shared)
    for column in block.columns:
        if column.table:
            if column.table.lower() == source.alias:
                if MARK in column.name:
                    return None
                names.add(column.name)
        elif MARK in column.name:
            if isinstance(column.parent, exp.Select):
                return None
        elif len(block.sources) == 1:
            if not (column.name.lower() in aliases and id(column) in block.ordered):
                names.add(column.name)
        elif column.name.lower() not in aliases:
            return None
    return tuple(sorted(names))


def _read_insert(node: exp.Insert, collector: UseCollector) -> None:
    target = _insert_target(node)
    if not isinstance(target, exp.Table):
        return
    name = _target_name(target, collector)
    if name is None:
        return
    columns: tuple[str, ...] | None = None
    if isinstance(node.this, exp.Schema):
        named = tuple(sorted({column.name for column in node.this.expressions} | _assigned_instead(node)))
        all_of_them = not named and not isinstance(node.expression, exp.Values)  # INSERT INTO t () SELECT ...
        columns = None if all_of_them or any(MARK in column for column in named) else named
    collector.last_insert = name
    collector.add(TableUse(name, WRITE, "insert", False, columns))


def _assigned_instead(node: exp.Insert) -> set[str]:
    """Return the columns that an INSERT assigns where the row is there: ON DUPLICATE KEY UPDATE, ON CONFLICT."""
    conflict = node.args.get("conflict")
    assignments = conflict.expressions if conflict is not None else ()
    return {each.this.name for each in assignments if isinstance(each, exp.EQ)}


def _target_name(target: exp.Table, collector: UseCollector) -> str | None:
    if target.db and target.db.lower() in SYSTEM_SCHEMAS:
        return None
    if MARK in target.name:
        collector.trouble(COMPUTED_TABLE)
        return None
    return target.name or None


def _read_update(node: exp.Update, block: _Block, collector: UseCollector) -> list[str]:
    """Add a write for each table with a column in SET; return the written aliases."""
    own = [source for source in block.sources if source.name is not None]
    qualified: dict[str, set[str]] = {}
    unknown = False
    assigned = (each.this for each in node.expressions)
    for column in (
        part for each in assigned for part in (each.expressions if isinstance(each, exp.Tuple) else (each,))
    ):
        if not isinstance(column, exp.Column):
            continue
        alias = column.table.lower() or (own[0].alias if len(own) == 1 or node.args.get("from_") else "")
        if alias:
            qualified.setdefault(alias, set()).add(column.name)
        else:
            unknown = True
    if unknown:
        collector.trouble(UNQUALIFIED_SET)
    names = _names(block)
    for source in own:
        if source.alias not in qualified or source.name is None:
            continue
        if MARK in source.name:
            collector.trouble(COMPUTED_TABLE)
            continue
        columns = qualified[source.alias]
        known = None if any(MARK in column for column in columns) else tuple(sorted(columns))
        joined = tuple(sorted(names - {source.name}))
        collector.add(TableUse(source.name, WRITE, "update", False, known, joined))
    return list(qualified)


def _read_delete(node: exp.Delete, block: _Block, collector: UseCollector) -> list[str]:
    """Add a write for each table that rows are deleted from; return the written aliases."""
    targets = [table for table in node.args.get("tables") or () if isinstance(table, exp.Table)]
    if not targets and isinstance(node.this, exp.Table):
        targets = [node.this]
    names = _names(block)
    by_alias = {source.alias: source.name for source in block.sources}
    written: list[str] = []
    for target in targets:
        alias = (target.alias or target.name).lower()
        if alias not in by_alias and target.name.lower() in {name.lower() for name in names}:
            alias = next(s.alias for s in block.sources if (s.name or "").lower() == target.name.lower())
        name = by_alias.get(alias) or target.name
        if MARK in name:
            collector.trouble(COMPUTED_TABLE)
            continue
        written.append(alias)
        collector.add(TableUse(name, WRITE, "delete", False, None, tuple(sorted(names - {name}))))
    return written
