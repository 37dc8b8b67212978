"""What the analysis alone says of a split that people decided: how sure each placement is, and where it differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.proposal import Placed, Proposal
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.proposal.propose import Options, propose


@dataclass(frozen=True, slots=True)
class Opinion:
    """One module: why it is where the split puts it, and where the analysis alone would put it.

    ``stability`` is the share of the seeds that agree with the split, None where the analysis does not; then
    ``elsewhere`` names the service of the split, or the monolith, that it prefers.
    """

    module: str
    decided_by: str
    reason: str
    stability: float | None
    elsewhere: str = ""


def second_opinion(facts: Facts, split: SplitFile) -> tuple[Opinion, ...]:
    """Return an opinion on each module that is no library, by a proposal that knows only the split's pins.

    The free proposal has as many services as the split; each of them stands for the service of the split with which
    it shares most modules and tables. Empty where nothing can be proposed.
    """
    placement = placement_of(split)
    try:
        free = propose(facts, Options(services=len(placement.services) or None, quick=True), split.pins)
        own = propose(facts, Options(quick=True), split.pins, fixed=split)
    except InputError:  # nothing to cut, or not into so many: a report does not need it
        return ()
    meaning = _meaning(free, placement)
    alone = {each.item: each for each in free.placed if each.kind == "module"}
    return tuple(
        _judged(each, alone[each.item], placement, meaning)
        for each in own.placed
        if each.kind == "module" and each.item in alone and each.item not in placement.libraries
    )


def _meaning(free: Proposal, placement: Placement) -> dict[str, str]:
    """Map each free service to the one of the split that it shares most with; the alphabet decides a tie."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for each in free.placed:
        home = (
            placement.home_of_module(each.item)
            if each.kind == "module"
            else placement.owner_of_table(each.item)
        )
        if MONOLITH not in (home, each.service):
            shared[each.service][home] += 1
    return {
        service: min(found, key=lambda name: (-found[name], name))
        for service, found in sorted(shared.items())
    }


def _judged(own: Placed, alone: Placed, placement: Placement, meaning: Mapping[str, str]) -> Opinion:
    home = placement.home_of_module(own.item)
    stays = own.service == home  # the proposal may place what the split leaves with the monolith
    reason, decided_by = (own.reason, own.decided_by) if stays else ("", "split file")
    preferred = meaning.get(alone.service, MONOLITH)
    if preferred == home:
        return Opinion(own.item, decided_by, reason, alone.stability)
    return Opinion(own.item, decided_by, reason, None, preferred)
