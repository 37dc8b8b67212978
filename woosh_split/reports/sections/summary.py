"""The first look: how large everything is, and how much of it could be read."""

from __future__ import annotations

from collections import Counter

from woosh_split.graph.spanning import spanning_transactions
from woosh_split.model.facts import Coverage, Facts
from woosh_split.reports.section import Section, columns, count

_COLUMNS = columns("*What", "Count")


def summary(facts: Facts, full: bool) -> Section:
    """Return one row for each kind of fact."""
    monolith = facts.monolith
    rows = (
        ("Source", f"{count(monolith.files, 'file')}, {count(monolith.lines, 'line')}, {monolith.framework}"),
        ("Modules", f"{len(facts.modules):,}"),
        ("Routes", _routes(facts)),
        ("Tables", _tables(facts)),
        ("Accesses", _accesses(facts)),
        ("Calls", f"{len(facts.calls):,} between modules"),
        ("Transactions", _transactions(facts)),
        ("Jobs, events", f"{count(len(facts.jobs), 'job')}, {count(len(facts.events), 'event')}"),
        ("App calls", _client_calls(facts)),
        ("Unresolved", f"{len(facts.unresolved):,}"),
        ("Coverage", coverage_text(facts.coverage)),
    )
    return Section("summary", "Summary", _COLUMNS, rows)


def coverage(facts: Facts, full: bool) -> Section:
    """Return the share of database call sites that were resolved to tables."""
    rows = (("Coverage", coverage_text(facts.coverage)), ("Unresolved", f"{len(facts.unresolved):,}"))
    return Section("coverage", "Coverage", _COLUMNS, rows)


def coverage_text(value: Coverage) -> str:
    """Return the coverage figure in words; 100 % is said only when nothing is missing."""
    if not value.sites:
        return "no database call site was seen"
    percent = min(value.resolved * 1000 // value.sites, 1000) / 10
    return f"{percent:.1f} % ({value.resolved:,} of {value.sites:,} database call sites resolved)"


def _routes(facts: Facts) -> str:
    methods = Counter(route.method for route in facts.routes)
    listed = ", ".join(f"{method} {number}" for method, number in methods.most_common())
    open_routes = sum(route.auth == "none" for route in facts.routes)
    return f"{len(facts.routes):,} ({listed}); {open_routes:,} without a token" if facts.routes else "0"


def _tables(facts: Facts) -> str:
    tables = [table for table in facts.tables if table.kind == "table"]
    views = len(facts.tables) - len(tables)
    touched = {access.table for access in facts.accesses}
    unused = sum(table.name not in touched for table in tables)
    entities = sum(table.entity is not None for table in facts.tables)
    parts = [f"{entities:,} with an entity", f"{unused:,} used by no code"]
    beside = f" and {count(views, 'view')}" if views else ""
    return f"{len(tables):,}{beside}; {', '.join(parts)}" if facts.tables else "0"


def _accesses(facts: Facts) -> str:
    reads = sum(access.mode == "read" for access in facts.accesses)
    return f"{reads:,} reads, {len(facts.accesses) - reads:,} writes"


def _transactions(facts: Facts) -> str:
    if not facts.transactions:
        return "0"
    spanning = len(spanning_transactions(facts))
    return f"{len(facts.transactions):,}; {spanning:,} would be cut by a module that leaves alone"


def _client_calls(facts: Facts) -> str:
    if not facts.client_calls:
        return "0"
    unanswered = sum(call.route is None for call in facts.client_calls)
    return f"{len(facts.client_calls):,}; {unanswered:,} answered by no route"
