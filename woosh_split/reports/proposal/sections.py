"""The parts of a proposal's report, each a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from woosh_split.model.crossing import IMPORT, KINDS, Crossing
from woosh_split.model.proposal import Metrics, Ownership, Price, Proposal
from woosh_split.model.split import MONOLITH
from woosh_split.reports.section import Section, clean, columns, count, names, place

FIGURES = (
    ("Transactions", "spanning_transactions"), ("Writes", "foreign_writes"), ("Joins", "joins"), ("Reads", "reads"),
    ("Calls", "calls"), ("Relations", "relations"), ("Events", "events"), ("Routes", "routes"),
    ("App calls", "client_calls"),
)  # fmt: skip
METRICS = (
    ("coverage", "coverage", "modules and used tables that are in a service"),
    ("SM (pairs)", "sm", "structural modularity; higher is tighter"),
    ("ICP (raw)", "icp", "share of calls and accesses that cross; lower is better"),
    ("IFN (pairs)", "ifn", "pairs that cross, per service; lower is better"),
    ("NED (5..20)", "ned", "share in services of extreme size; lower is better"),
    ("TurboMQ", "turbo_mq", "sum over services; higher is better"),
    ("entity purity", "entity_purity", "mean entropy of who touches a table; 0 is pure"),
    ("modularity Q", "modularity", "Newman's; higher is tighter"),
)


def services(proposal: Proposal) -> Section:
    """One row a service: what it holds, and how sure its placements are."""
    modules: dict[str, list[str]] = defaultdict(list)
    tables: dict[str, list[str]] = defaultdict(list)
    sure: dict[str, list[float]] = defaultdict(list)
    for each in proposal.placed:
        if each.kind == "module":
            modules[each.service].append(each.item)
            sure[each.service].append(each.stability)
    for table in proposal.ownership:
        if table.role != "unused":
            tables[proposal.placement.owner_of_table(table.table)].append(table.table)
    homes = (*proposal.placement.services, *((MONOLITH,) if modules[MONOLITH] else ()))
    rows = tuple(
        (
            name,
            names(sorted(modules[name]), full=True),
            names(sorted(tables[name]), full=True),
            "" if name == MONOLITH or not sure[name] else f"{min(sure[name]):.0%}",
        )
        for name in homes
    )
    return Section("services", "Services", columns("*Service", "Modules", "Tables", "#Stability"), rows,
                   "Stability: the share of the seeds that agree with a service's least certain module.")  # fmt: skip


def reasons(proposal: Proposal) -> Section:
    """One row a module: where it is and why."""
    rows = tuple(
        (each.item, each.service, each.decided_by, f"{each.stability:.0%}", each.reason)
        for each in sorted(proposal.placed, key=lambda e: (e.service, e.item))
        if each.kind == "module"
    )
    return Section(
        "reasons",
        "Why each module is where it is",
        columns("*Module", "Service", "By", "#Sure", "Reason"),
        rows,
    )


def questions(proposal: Proposal) -> Section:
    """What only a person can decide."""
    return Section(
        "questions", "Questions for you", columns("*Question"), tuple((clean(n),) for n in proposal.notes)
    )


def contested(proposal: Proposal) -> Section:
    """Both sides of every table whose owner is not clear."""
    rows = []
    for each in proposal.ownership:
        if each.role == "contested":
            for bid in each.bids[:2]:
                told = ", ".join(f"{e.text} ({place(e.file, e.line)})" for e in bid.evidence)
                rows.append((each.table, bid.service, f"{bid.score:g}", f"{each.margin:.0%}", told))
    return Section("contested", "Contested tables", columns("*Table", "Claimed by", "#Score", "#Margin", "Because"),
                   tuple(rows), "Two services write these tables with nearly the same weight: decide with a pin.")  # fmt: skip


def reference(proposal: Proposal) -> Section:
    """Tables that many read and one writes."""
    owned = {each.table: each for each in proposal.ownership}
    rows = tuple(
        (table, writer or "nobody", str(_readers(owned.get(table))), _bids(owned.get(table)))
        for table, writer in proposal.placement.references.items()
    )
    return Section("reference", "Reference tables", columns("*Table", "Writer", "#Bids", "Scores"), rows,
                   "Read by many services, written by one or none: reading them crosses nothing.")  # fmt: skip


def _readers(each: Ownership | None) -> int:
    return len(each.bids) if each is not None else 0


def _bids(each: Ownership | None) -> str:
    return ", ".join(f"{bid.service} {bid.score:g}" for bid in each.bids[:4]) if each is not None else ""


def libraries(proposal: Proposal) -> Section:
    """Shared code."""
    rows = tuple(
        (e.item, e.reason) for e in proposal.placed if e.kind == "module" and e.service == "libraries"
    )
    return Section("libraries", "Libraries", columns("*Module", "Why"), rows)


def bound(proposal: Proposal, why: Mapping[str, str]) -> Section:
    """Calls that cannot go over the wire, of which only the compiler knows it: one row for each provider and reason."""
    rows = dict.fromkeys(
        (each.from_service, each.to_service, each.provider, why[each.id])
        for each in proposal.crossings
        if each.id in why
    )
    note = (
        "They cannot go over the wire, so the provider's code comes along (`borrow`). Once the reason is gone, "
        "write `remote`."
    )
    return Section(
        "bound",
        "Calls that the compiler keeps local",
        columns("*Service", "Owner", "Provider", "Why"),
        tuple(rows),
        note,
    )


def unused(proposal: Proposal) -> Section:
    """Tables that no code touches: those that something in the database holds one by one, the rest in one row."""
    idle = [each for each in proposal.ownership if each.role == "unused"]
    rows = [(each.table, names(each.pinned_by, full=False)) for each in idle if each.pinned_by]
    free = [each.table for each in idle if not each.pinned_by]
    if free:
        rows.append((names(free, full=True), "nothing"))
    return Section(
        "unused", f"Tables that no code uses, {len(idle)}", columns("*Table", "Held by"), tuple(rows)
    )


def price(proposal: Proposal) -> Section:
    """What the split costs in work, in all and for each service."""
    rows = tuple(_price_row(each) for each in proposal.prices)
    return Section("price", "Price", columns("*Service", *(f"#{title}" for title, _ in FIGURES)), rows,
                   "Places that leave or reach a service; --details lists each with file and line.")  # fmt: skip


def _price_row(each: Price) -> tuple[str, ...]:
    name = "all" if each.service == "*" else each.service
    return (name, *(f"{getattr(each, key):,}" for _, key in FIGURES))


def metrics(found: Metrics) -> Section:
    """The published metrics, coverage first."""
    rows = tuple((name, f"{getattr(found, key):.3f}", about) for name, key, about in METRICS)
    return Section("metrics", "Metrics", columns("*Metric", "#Value", "What it says"), rows)


def details(
    crossings: Iterable[Crossing], title: str = "Every place that crosses", part: str = "details"
) -> Section:
    """Every place of every crossing, the dearest kind first."""
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    rows = tuple(
        (
            each.kind,
            each.from_service,
            each.to_service,
            clean(each.what),
            site.function,
            place(site.file, site.line),
        )
        for each in sorted(crossings, key=lambda c: (order[c.kind], c.from_service, c.to_service, c.what))
        if each.kind != IMPORT
        for site in each.sites
    )
    return Section(part, title, columns("Kind", "From", "To", "*What", "Function", "Place"), rows)


def alternatives(found: tuple[Proposal, ...]) -> tuple[Section, Section]:
    """Proposals side by side, the fewest services first: their figures, and the names of their services."""
    from woosh_split.proposal.prices import total

    rows = []
    for number, each in enumerate(found, 1):
        sizes = Counter(each.placement.modules.values())
        whole = each.prices[0]
        shaky = [p.stability for p in each.placed if p.decided_by == "cluster"]
        rows.append(
            (
                f"{number}", f"{len(each.placement.services)}", f"{total(whole):g}", f"{whole.spanning_transactions}",
                f"{whole.foreign_writes}", f"{whole.joins + whole.reads}", f"{whole.calls}",
                f"{max(sizes.values(), default=0)}",
                f"{sum(o.role == 'contested' for o in each.ownership)}",
                f"{sum(shaky) / len(shaky):.0%}" if shaky else "100%",
            )
        )  # fmt: skip
    figures = Section("alternatives", "Alternatives", columns("#", "#Services", "#Price", "#Transactions", "#Writes",
                   "#Joins, reads", "#Calls", "#Largest", "#Contested", "#Stability"), tuple(rows),
                   "None is better than another in everything. Price: crossings, weighted by rules/weights.yml.")  # fmt: skip
    # The names have a table of their own: eleven columns leave them no room on a screen.
    called = tuple(
        (f"{number}", names(each.placement.services, full=True)) for number, each in enumerate(found, 1)
    )
    return figures, Section(
        "alternative_services", "Services of the alternatives", columns("#", "*Services"), called
    )


def summary(proposal: Proposal, monolith: str) -> str:
    """Return the first line of the report."""
    placed = count(len(proposal.placement.services), "service")
    return f"{placed} for {clean(monolith)} ({count(proposal.seeds, 'seed')})"
