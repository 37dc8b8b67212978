"""Facts to a proposal: services, owners, reasons, price. The pipeline of the room, in the order in which it decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from woosh_split.errors import InputError
from woosh_split.graph.attribution import attributed, data_access_layers
from woosh_split.graph.crossings import crossings
from woosh_split.graph.joint import MODULE, TABLE, Item, Tie, items_of, joint_ties
from woosh_split.graph.session_judges import judged_tables
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.progress import Progress, no_progress
from woosh_split.model.proposal import Ownership, Placed, Proposal
from woosh_split.model.split import MONOLITH, Pins, SplitFile
from woosh_split.proposal.consensus import backed, consensus, stabilities
from woosh_split.proposal.domain import Domain
from woosh_split.proposal.likeness import beginnings, likenesses
from woosh_split.proposal.louvain import Graph, numbered
from woosh_split.proposal.merging import Clusters, Sizes, split_until, with_modules
from woosh_split.proposal.metrics import metrics
from woosh_split.proposal.naming import name_ties
from woosh_split.proposal.ownership import ownerships
from woosh_split.proposal.pinning import Settled, settle
from woosh_split.proposal.prices import prices
from woosh_split.proposal.pulls import counted, unit_graph, without_ties
from woosh_split.proposal.questions import questions
from woosh_split.proposal.reasons import Reasons, of_table
from woosh_split.proposal.resolution import loosened, resolution_for
from woosh_split.proposal.roles import Roles, roles
from woosh_split.proposal.subjects import subject_ties
from woosh_split.proposal.titles import heaviness, titles, users
from woosh_split.proposal.units import Units, make_units

SEEDS, QUICK_SEEDS = 30, 5
LEAST_MODULES = 2
"""Modules of a service that nobody named; a lone one joins what it is tied to."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an architect asks for; ``resolution`` above 1 makes more and smaller services."""

    services: int | None = None
    domain: Domain | None = None
    seeds: int = SEEDS
    quick: bool = False
    resolution: float = 1.0
    co_changes: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def runs(self) -> int:
        """The number of seeds that are run."""
        return min(self.seeds, QUICK_SEEDS) if self.quick else self.seeds


_USUAL, _NO_PINS = Options(), Pins()


def propose(
    facts: Facts,
    options: Options = _USUAL,
    pins: Pins = _NO_PINS,
    fixed: SplitFile | None = None,
    progress: Progress = no_progress,
) -> Proposal:
    """Return the proposed split; the same for the same facts and options.

    What stands in ``fixed`` (the split file as it is) stays where it is; only what it does not name is placed.

    Raises:
        InputError: there is nothing to split, or ``services`` cannot be reached.
        PinClash: pins contradict each other.
    """
    refuse_nothing(facts)
    layers = _layers(facts, pins, fixed)
    facts = attributed(facts, layers | set(fixed.libraries if fixed is not None else ()))
    role = roles(facts)
    items = frozenset(items_of(facts))
    settled = settle(items, pins, fixed, options.domain, role)
    libraries = _libraries(role, settled, fixed) | layers
    ties = joint_ties(facts, options.co_changes)
    movable = _movable(items, role, settled, libraries, fixed)
    units = make_units(movable, (b for b in settled.bonds if {b.first, b.second} <= movable), settled.nailed,
                       (b for b in settled.apart if {b.first, b.second} <= movable))  # fmt: skip
    named = (
        *counted(ties, role.hubs, judged_tables(facts)),
        *name_ties(item for item in movable if item.kind == MODULE),
        *subject_ties(item for item in movable if item.kind == MODULE),
    )
    graph = unit_graph(units, named)
    faint = graph if settled.services else unit_graph(units, named, set(ties) - set(named))
    found = _communities(facts, units, (graph, faint), settled, options, fixed, progress)
    stays = (
        options.services is None
        and bool(settled.services)
        and (options.domain is not None or fixed is not None)
    )
    home = _homes(units, found, settled, facts, stays=stays)
    placement, owned = _place(facts, home, settled, libraries, fixed)
    crossed = crossings(facts, placement)
    stability = dict(zip(range(len(units.members)), found.stability, strict=True))
    placed = _placed(facts, placement, owned, units, stability, settled, libraries, role, named, layers)
    return Proposal(
        placement,
        placed,
        owned,
        crossed,
        prices(facts, placement, crossed),
        metrics(facts, placement),
        options.runs,
        questions(placed, owned, placement, options.domain, found.gathered, settled.apart, facts.unresolved),
    )


def refuse_nothing(facts: Facts) -> None:
    """Refuse facts that hold nothing to be split.

    Raises:
        InputError: there are no tables, or only one module.
    """
    if len(facts.modules) < 2:
        raise InputError(
            f"{facts.monolith.name} has {len(facts.modules)} module: there is nothing to take apart. "
            "Is this the folder of the whole monolith?"
        )
    if not facts.tables and not facts.accesses:
        raise InputError(
            f"{facts.monolith.name} has no tables that the analysis found, and data decides ownership. Name the dump "
            "with --dump, or look at what `woosh-split analyse --only unresolved` says."
        )


def _layers(facts: Facts, pins: Pins, fixed: SplitFile | None) -> frozenset[str]:
    """Data-access layers, but for what a person has placed."""
    placed = {name for service in fixed.services for name in service.modules} if fixed is not None else set()
    placed |= {name.removeprefix("module:") for name, _ in pins.service}
    return data_access_layers(facts) - placed


def _libraries(role: Roles, settled: Settled, fixed: SplitFile | None) -> frozenset[str]:
    """Shared code: what the roles say, but never against a pin or the file; the file's own list stands."""
    told = set(fixed.libraries) if fixed is not None else set()
    said = (*settled.nailed, *settled.monolith, *settled.pinned)
    placed = {item.name for item in said if item.kind == MODULE}
    return frozenset(told | (role.libraries - placed))


def _movable(
    items: frozenset[Item],
    role: Roles,
    settled: Settled,
    libraries: frozenset[str],
    fixed: SplitFile | None,
) -> frozenset[Item]:
    """The items that the clustering places: no root, no library, no table that nothing touches."""
    shared = {reference.table for reference in fixed.reference} if fixed is not None else set()
    kept = set()
    for item in items - settled.monolith:
        if item in settled.nailed:
            kept.add(item)
        elif item.kind == MODULE:
            if item.name != role.root and item.name not in libraries and item.name not in role.seeders:
                kept.add(item)
        elif item.name in role.users and item.name not in shared:
            kept.add(item)
    return frozenset(kept | (settled.pinned - settled.monolith))


@dataclass(frozen=True, slots=True)
class _Found:
    community: tuple[int, ...]
    stability: tuple[float, ...]
    gathered: tuple[str, ...] = ()
    left: frozenset[int] = frozenset()
    """Units that stay with the monolith: nothing ties them, and they keep no data."""


def _communities(
    facts: Facts,
    units: Units,
    graphs: tuple[Graph, Graph],
    settled: Settled,
    options: Options,
    fixed: SplitFile | None,
    progress: Progress,
) -> _Found:
    graph, faint = graphs
    told = {item for bond in settled.apart for item in (bond.first, bond.second)}
    left = without_ties(units, graphs, options.services, told)
    sizes = Sizes(
        [
            0 if n in left else sum(item.kind == MODULE for item in unit)
            for n, unit in enumerate(units.members)
        ],
        [len(unit) for unit in units.members],
    )
    resolution = options.resolution
    if options.services is not None:
        resolution = resolution_for(graph, sizes.modules, options.services, resolution)
    agreed = consensus(
        graph, options.runs, resolution, lambda done, total: progress("clustering", done, total)
    )
    clusters, runs = Clusters(graph, agreed.community, sizes), agreed.runs
    loose, drawer = list[int](), list[int]()
    if settled.services and (options.domain is not None or fixed is not None):
        clusters.fold_into_named(_leanings(facts, units, options.domain))
    elif options.services is None:
        # What takes the answer apart takes each seed's apart too: else no seed would agree with a part.
        runs = tuple(tuple(loosened(graph, run, sizes.modules)) for run in agreed.runs)
        parted = backed(agreed.community, loosened(graph, agreed.community, sizes.modules), runs)
        clusters = Clusters(graph, parted, sizes)
        clusters.fold_small(LEAST_MODULES)
        loose, drawer = clusters.gather_loose(likenesses(facts, units.members))
        drawer = [node for node in drawer if told.isdisjoint(units.members[node])]
    community = clusters.communities()
    if options.services is not None:
        if options.services < len(settled.services):
            raise InputError(
                f"--services {options.services}: pins, the split file and the domain name {len(settled.services)} "
                f"services already ({', '.join(settled.services)}). Ask for as many at least, or take names out."
            )
        clusters = Clusters(faint, community, sizes)
        clusters.reach(options.services)
        community = split_until(graph, clusters.communities(), sizes, options.services)
    pinned = [any(item in settled.pinned for item in unit) for unit in units.members]
    community = with_modules(graph, community, sizes, pinned)
    gathered = tuple(sorted(i.name for node in loose for i in units.members[node] if i.kind == MODULE))
    stable = tuple(stabilities(community, runs))
    return _Found(tuple(numbered(community)), stable, gathered, left | frozenset(drawer))


def _leanings(facts: Facts, units: Units, domain: Domain | None) -> dict[int, dict[str, float]]:
    """Return how the names in a unit (modules, tables, route paths) lean to the domain's services."""
    if domain is None:
        return {}
    paths: dict[str, set[str]] = defaultdict(set)
    for route in (each for each in facts.routes if each.kind != "websocket"):
        paths[route.module].update(part for part in route.path.split("/") if part and part[0] not in ":*")
    found: dict[int, dict[str, float]] = {}
    for number, unit in enumerate(units.members):
        lean: dict[str, float] = {}
        for item in unit:
            if item.kind == MODULE:
                _add(lean, domain.leaning([item.name]), 1.0)
                common = sorted(paths[item.name])
                _add(lean, domain.leaning(common), 0.25 / max(1, len(common)))
            else:
                _add(lean, domain.leaning([item.name]), 0.5)
        if lean:
            found[number] = lean
    return found


def _add(into: dict[str, float], more: Mapping[str, float], weight: float) -> None:
    for service, score in more.items():
        into[service] = into.get(service, 0.0) + weight * score


def _homes(units: Units, found: _Found, settled: Settled, facts: Facts, *, stays: bool) -> dict[Item, str]:
    """Give every community its name; with ``stays``, one that nothing ties to a named service gets none.

    It stays with the monolith then: people who named their services did not ask for more of them.
    """
    label: dict[int, str] = {}
    groups: dict[int, list[str]] = defaultdict(list)
    for number, unit in enumerate(units.members):
        community = found.community[number]
        name = units.label[number]
        if name is not None:
            label[community] = name
        if number not in found.left:
            groups[community].extend(item.name for item in unit if item.kind == MODULE)
    unnamed = [c for c in sorted(groups) if c not in label and groups[c] and not stays]
    members = [groups[community] for community in unnamed]
    names = titles(members, heaviness(facts), settled.services, beginnings(facts), users(facts))
    label.update(zip(unnamed, names, strict=True))
    return {
        item: MONOLITH if number in found.left else label.get(found.community[number], MONOLITH)
        for number, unit in enumerate(units.members)
        for item in unit
    }


def _place(
    facts: Facts,
    home: Mapping[Item, str],
    settled: Settled,
    libraries: frozenset[str],
    fixed: SplitFile | None,
) -> tuple[Placement, tuple[Ownership, ...]]:
    modules = {
        item.name: service
        for item, service in sorted(home.items())
        if item.kind == MODULE and service != MONOLITH
    }
    nailed = {item.name: service for item, (service, _) in settled.nailed.items() if item.kind == TABLE}
    nailed |= {i.name: s for i, s in sorted(home.items()) if i.kind == TABLE and i in settled.pinned}
    nailed |= {item.name: MONOLITH for item in settled.monolith if item.kind == TABLE}
    kept = {reference.table: reference for reference in fixed.reference} if fixed is not None else {}
    in_file = (
        {table for service in fixed.services for table in service.tables} if fixed is not None else set()
    )
    owned = ownerships(facts, modules, nailed, kept)
    tables: dict[str, str] = {}
    references: dict[str, str | None] = {}
    for each in owned:
        if each.table in kept:
            references[each.table] = kept[each.table].writer
        elif each.role == "reference" and each.table not in in_file:
            references[each.table] = _writer(each, pinned=each.table in nailed)
            continue
        elif each.owner != MONOLITH and (each.role != "unused" or each.table in nailed):
            tables[each.table] = each.owner
    return Placement(
        modules, dict(sorted(tables.items())), dict(sorted(references.items())), libraries
    ), owned


def _writer(reference: Ownership, *, pinned: bool) -> str | None:
    """Return the service that a reference table is placed with, None where it is nobody's.

    It is the one that a person named, or that writes it; of readers alone the one that reads clearly more.
    """
    if reference.owner == MONOLITH:
        return None
    writes = any(
        evidence.text.split(" ")[-1] != "reads" for bid in reference.bids[:1] for evidence in bid.evidence
    )
    return reference.owner if pinned or writes or reference.margin > 0 else None


def _placed(
    facts: Facts,
    placement: Placement,
    owned: Sequence[Ownership],
    units: Units,
    stability: Mapping[int, float],
    settled: Settled,
    libraries: frozenset[str],
    role: Roles,
    ties: Iterable[Tie],
    layers: frozenset[str],
) -> tuple[Placed, ...]:
    home = {Item(MODULE, name): service for name, service in placement.modules.items()}
    home |= {
        Item(TABLE, each.table): placement.owner_of_table(each.table)
        for each in owned
        if each.role != "unused"
    }
    reasons = Reasons(ties, home, role.private, role.users)
    found: list[Placed] = []
    for module in sorted(each.name for each in facts.modules):
        item = Item(MODULE, module)
        if module in libraries:
            why = (
                "its classes read and write for the modules that call them: shared code, and what it touches counts as theirs"
                if module in layers
                else "no routes, jobs or tables of its own (but what it does around all handlers), and others use it: shared code"
            )
            found.append(Placed(module, MODULE, "libraries", 1.0, "library", why))
            continue
        service = placement.home_of_module(module)
        by = settled.decided_by.get(item, "cluster")
        if module == role.root and by == "cluster":
            found.append(
                Placed(module, MODULE, MONOLITH, 1.0, "root", "it wires the others: the monolith's own frame")
            )
            continue
        if module in role.seeders and by == "cluster" and service == MONOLITH:
            why = "it fills tables of others (test data, migrations): it owns nothing and leaves last"
            found.append(Placed(module, MODULE, MONOLITH, 1.0, "root", why))
            continue
        sure = 1.0 if by != "cluster" else stability.get(units.of.get(item, -1), 1.0)
        found.append(Placed(module, MODULE, service, sure, by, reasons.of_module(module, service, by)))
    for each in owned:
        item = Item(TABLE, each.table)
        by = settled.decided_by.get(item) or {
            "reference": "reference",
            "read-only": "reads",
            "unused": "unused",
        }.get(each.role, "writes")
        service = placement.owner_of_table(each.table)
        found.append(Placed(each.table, TABLE, service, each.margin, by, of_table(each)))
    return tuple(found)
