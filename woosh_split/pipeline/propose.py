"""``woosh-split propose``: facts and what people decided so far to a proposal, and the split file that holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.graph.attribution import attributed
from woosh_split.model.crossing import CALL
from woosh_split.model.facts import Facts
from woosh_split.model.meant import nearest
from woosh_split.model.progress import Progress, no_progress
from woosh_split.model.proposal import Proposal
from woosh_split.model.split import BORROW, MONOLITH, REMOTE, Contract, Phase, Pins, SplitFile
from woosh_split.plan.order import order_phases
from woosh_split.proposal.alternatives import alternatives
from woosh_split.proposal.as_split import Terms, as_split
from woosh_split.proposal.propose import Options, propose
from woosh_split.proposal.what_if import WhatIf, parse_moves, what_if
from woosh_split.split.load import parse_split
from woosh_split.split.merge import CROSSING, MODULE, PIN, TABLE, Difference, Merged, Named, merge
from woosh_split.split.moving import moved
from woosh_split.split.validate import gone_names, validate_against

_NO_PINS = Pins()

Bound = Callable[[SplitFile], Mapping[str, str]]
"""Says of a split file which of its calls cannot go over the wire, and why, by ``crossing_id``."""


@dataclass(frozen=True, slots=True)
class ProposeRequest:
    """What is asked of one proposal. ``text`` is the split file as it is, None where there is none yet."""

    path: Path
    text: str | None
    split: SplitFile | None
    options: Options
    terms: Terms
    accept: bool = False
    accept_only: tuple[str, ...] = ()
    alternatives: int = 0
    moves: tuple[str, ...] = ()
    progress: Progress = no_progress
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposal, the file that it makes, and where the two are of different minds.

    ``bound`` says why calls cannot go over the wire of which only the compiler knows it, by ``crossing_id``.
    """

    proposal: Proposal
    merged: Merged
    differences: tuple[Difference, ...]
    gone_crossings: tuple[str, ...]
    alternatives: tuple[Proposal, ...] = ()
    what_if: WhatIf | None = None
    bound: Mapping[str, str] = field(default_factory=dict)


def propose_split(facts: Facts, request: ProposeRequest) -> Proposed:
    """Return the proposal and the text of the split file; nothing is written.

    Raises:
        InputError: the facts hold nothing to split, the split file names what is gone, a move is none.
        PinClash: pins contradict each other.
    """
    split, pins = request.split, request.split.pins if request.split is not None else _NO_PINS
    moves = parse_moves(request.moves)
    gone: tuple[Named, ...] = ()
    if split is not None:
        names = sorted({_name(path, split) for path, _, _ in gone_names(split, facts)})
        gone = tuple(each for each in names if _is_accepted(request, each[1]))
        split = _without(split, set(gone))
        pins = split.pins
        if not request.accept:
            validate_against(split, facts, request.path)
    proposal, places, taken = _cut(facts, request, split, pins)
    terms, phases = _terms(request.terms, split), _phases(facts, proposal)
    kept = {each.subject.partition(".") for each in facts.hazards if each.kind == "in-memory-state"}
    terms = replace(terms, stateful=frozenset(name for name, dot, _ in kept if dot))
    wanted = as_split(proposal, terms, phases)
    stale = _stale(split, wanted)
    dropped = tuple(each for each in stale if _is_accepted(request, each))
    merged = merge(request.text, wanted, moves=taken, gone=gone, stale=dropped)
    bound = request.bound(parse_split(merged.text, str(request.path))) if request.bound is not None else {}
    if bound:
        wanted = as_split(proposal, terms, phases, bound)
    policies = _other_policies(split, wanted)
    differences = (*places, *policies)
    if not request.accept:
        known = (*(each.item for each in differences), *stale, *(name for _, name in gone))
        _refuse_unknown(request.accept_only, known)
    changed = _accepted(request, policies)
    if bound or changed:
        merged = merge(request.text, wanted, moves=(*taken, *changed), gone=gone, stale=dropped)
    parse_split(merged.text, str(request.path))  # what we write is what every command will read
    return Proposed(
        proposal,
        merged,
        differences,
        stale,
        _alternatives(facts, request, pins) if request.alternatives else (),
        what_if(attributed(facts, proposal.placement.libraries), proposal.placement, moves)
        if moves
        else None,
        bound,
    )


def _cut(
    facts: Facts, request: ProposeRequest, split: SplitFile | None, pins: Pins
) -> tuple[Proposal, tuple[Difference, ...], tuple[Difference, ...]]:
    """Return the proposal beside the file, the places that it would change, and those of them that are accepted."""
    if split is None:
        return propose(facts, request.options, pins, None, request.progress), (), ()
    free = propose(facts, request.options, pins, None, request.progress)
    differences = _differences(split, free)
    taken = _accepted(request, differences)
    if request.accept and _named_alike(split, free):
        return free, differences, taken
    # The file's names stand for the services that it has already.
    fixed = moved(split, taken, _writers(split, free))
    return propose(facts, request.options, pins, fixed, request.progress), differences, taken


def _is_accepted(request: ProposeRequest, name: str) -> bool:
    return request.accept or name in request.accept_only


def _accepted(request: ProposeRequest, differences: tuple[Difference, ...]) -> tuple[Difference, ...]:
    return tuple(each for each in differences if _is_accepted(request, each.item))


def _other_policies(split: SplitFile | None, wanted: SplitFile) -> tuple[Difference, ...]:
    """Return the calls that the file sends over the wire although they cannot go there: ``extract`` would refuse them.

    Where a crossing borrows the provider, its code is there, whatever is said of its other methods.
    """
    if split is None:
        return ()
    proposed = {each.key: each.policy for each in wanted.crossings if each.kind == CALL and each.why}
    calls = [each for each in split.crossings if each.kind == CALL]
    borrowed = {_lent(each) for each in calls if each.policy == BORROW}
    return tuple(
        Difference(each.id, CROSSING, each.policy, proposed[each.key])
        for each in calls
        if each.policy == REMOTE and each.key in proposed and _lent(each) not in borrowed
    )


def _lent(each: Contract) -> tuple[str, str, str]:
    """Return whose code a call is about: the provider, who calls it and who owns it."""
    return each.from_service, each.to_service, each.provider


def _writers(split: SplitFile, free: Proposal) -> dict[str, str | None]:
    names = _translated(split, free)
    return {t: None if w is None else names.get(w, w) for t, w in free.placement.references.items()}


def _refuse_unknown(names: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Refuse a name that nothing is to be accepted for.

    Raises:
        InputError: the file and the proposal do not differ in it.
    """
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"Did you mean {near}?" if near else "`propose --dry-run` lists where the two differ."
            raise InputError(f"--accept-only {name}: the file and the proposal do not differ in it. {hint}")


def _alternatives(facts: Facts, request: ProposeRequest, pins: Pins) -> tuple[Proposal, ...]:
    # Ways to cut are compared from scratch: with a file that places everything there would be only one.
    return alternatives(facts, request.options, pins, None, request.alternatives, request.progress)


def _phases(facts: Facts, proposal: Proposal) -> tuple[Phase, ...]:
    return order_phases(facts, proposal.placement, proposal.crossings, proposal.ownership)


def _terms(terms: Terms, split: SplitFile | None) -> Terms:
    """An existing file decides the isolation: new crossings get policies that fit it."""
    return terms if split is None else replace(terms, isolation=split.isolation)


def _differences(split: SplitFile, free: Proposal) -> tuple[Difference, ...]:
    """Return the modules and tables that the proposal, asked without the file, would put elsewhere."""
    found = []
    here = {("module", name): service.name for service in split.services for name in service.modules}
    here |= {("table", name): service.name for service in split.services for name in service.tables}
    here |= {("module", name): "libraries" for name in split.libraries}
    here |= {("table", each.table): "reference" for each in split.reference}
    there: dict[tuple[str, str], str] = {
        ("module", name): service for name, service in free.placement.modules.items()
    }
    there |= {("table", name): service for name, service in free.placement.tables.items()}
    there |= {("module", name): "libraries" for name in free.placement.libraries}
    there |= {("table", name): "reference" for name in free.placement.references}
    names = _translated(split, free)
    for (kind, item), place in sorted(here.items()):
        other = there.get((kind, item), MONOLITH)
        if kind == "table" and (kind, item) not in there:
            continue  # nothing uses it: a person placed it for reasons of their own
        if names.get(other, other) != place:
            found.append(Difference(item, kind, place, names.get(other, other)))
    return tuple(found)


def _named_alike(split: SplitFile, free: Proposal) -> bool:
    return all(name == known for name, known in _translated(split, free).items())


def _translated(split: SplitFile, free: Proposal) -> dict[str, str]:
    """Name the free proposal's services after the file's with which they share most modules, each once."""
    overlaps = sorted(
        (
            -len({m for m, home in free.placement.modules.items() if home == name} & set(service.modules)),
            name,
            service.name,
        )
        for name in free.placement.services
        for service in split.services
    )
    names: dict[str, str] = {}
    for shared, name, service in overlaps:
        if shared and name not in names and service not in names.values():
            names[name] = service
    return names


def _stale(split: SplitFile | None, wanted: SplitFile) -> tuple[str, ...]:
    if split is None:
        return ()
    now = {each.key for each in wanted.crossings}
    return tuple(each.id for each in split.crossings if each.key not in now)


def _name(path: tuple[str | int, ...], split: SplitFile) -> Named:
    """Return the kind and the name that a path of keys in the split file leads to."""
    head = path[0]
    if head == "services":
        service = next(each for each in split.services if each.name == path[1])
        if path[2] == "modules":
            return MODULE, service.modules[int(path[3])]
        return TABLE, service.tables[int(path[3])]
    if head == "libraries":
        return MODULE, split.libraries[int(path[1])]
    if head == "reference":
        return TABLE, str(path[1])
    if path[1] != "service":
        groups = split.pins.together if path[1] == "together" else split.pins.apart
        return PIN, groups[int(path[2])][int(path[3])]
    return PIN, str(path[-1])


def _without(split: SplitFile, gone: set[Named]) -> SplitFile:
    def keep(kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if (kind, name) not in gone)

    def groups(each: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(left for group in each if len(left := keep(PIN, group)) > 1)

    return replace(
        split,
        services=tuple(
            replace(s, modules=keep(MODULE, s.modules), tables=keep(TABLE, s.tables)) for s in split.services
        ),
        reference=tuple(each for each in split.reference if (TABLE, each.table) not in gone),
        libraries=keep(MODULE, split.libraries),
        pins=Pins(
            groups(split.pins.together),
            groups(split.pins.apart),
            tuple(pair for pair in split.pins.service if (PIN, pair[0]) not in gone),
        ),
    )
