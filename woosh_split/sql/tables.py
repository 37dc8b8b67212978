"""Which names in a FROM list are tables, and which tables stand behind those that are none."""

from __future__ import annotations

import re

from sqlglot import exp

from woosh_split.sql.holes import MARK

SYSTEM_SCHEMAS = frozenset({"information_schema", "performance_schema", "mysql", "sys", "pg_catalog"})


def table_name(node: exp.Table) -> str | None:
    """Return the table's name, or None when it is a CTE, a function, DUAL or the server's own."""
    if not isinstance(node.this, exp.Identifier):
        return None
    name = node.name
    if node.db:
        return None if node.db.lower() in SYSTEM_SCHEMAS else name
    if not node.this.args.get("quoted") and name.lower() == "dual":
        return None
    return None if _names_cte(node, name.lower()) else name


_SET_RETURNING = re.compile(r"(json|regexp_|string_|xml|pg_|ts_|generate_|unnest|open)", re.IGNORECASE)
"""How the names of functions begin that servers have of their own and that give rows without reading a table."""


def table_function(node: exp.Table) -> str:
    """Return the name of the stored function that stands for a table, "" for all else. MySQL has none."""
    called = node.this
    if not isinstance(called, exp.Anonymous) or node.db.lower() in SYSTEM_SCHEMAS:
        return ""
    return "" if _SET_RETURNING.match(called.name) else called.name


def _with_of(node: exp.Expr) -> exp.With | None:
    found = node.args.get("with_") or node.args.get("with")
    return found if isinstance(found, exp.With) else None


def _names_cte(node: exp.Expr, name: str) -> bool:
    """Say whether a common table expression of that name is in sight of ``node``."""
    child: exp.Expr = node
    inside: exp.CTE | None = None
    while (parent := child.parent) is not None:
        if isinstance(parent, exp.With):
            inside = child if isinstance(child, exp.CTE) else None
        else:
            clause = _with_of(parent)
            if clause is not None and name in _visible(clause, inside if child is clause else None):
                return True
        child = parent
    return False


def _visible(clause: exp.With, inside: exp.CTE | None) -> set[str]:
    """Return the names that the WITH clause gives to the body, or to the expression ``inside`` it."""
    names: set[str] = set()
    for cte in clause.expressions:
        if cte is inside:
            return names | ({inside.alias.lower()} if clause.args.get("recursive") else set())
        names.add(cte.alias.lower())
    return names


def tables_behind(node: exp.Expr) -> frozenset[str]:
    """Return the tables that a derived table, or the CTE that a name stands for, reads."""
    found: set[str] = set()
    seen: set[int] = set()
    pending: list[exp.Expr] = [node]
    while pending:
        each = pending.pop()
        body = _cte_of(each, each.name.lower()) if isinstance(each, exp.Table) and not each.db else each
        if body is None or id(body) in seen:
            continue
        seen.add(id(body))
        for table in body.find_all(exp.Table):
            name = table_name(table)
            if name is None:
                pending.append(table)
            elif name and MARK not in name:
                found.add(name)
    return frozenset(found)


def _cte_of(node: exp.Expr, name: str) -> exp.Expr | None:
    """Return the body of the common table expression of that name that is nearest above ``node``."""
    parent = node.parent
    while parent is not None:
        clause = _with_of(parent)
        for cte in clause.expressions if clause is not None else ():
            if cte.alias.lower() == name:
                body: exp.Expr = cte.this
                return body
        parent = parent.parent
    return None
