"""Facts and a split file to the plan of the migration."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from woosh_split.graph.attribution import attributed
from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.plan import Plan
from woosh_split.model.split import SplitFile
from woosh_split.plan.make import make_plan
from woosh_split.proposal.ownership import ownerships
from woosh_split.split.validate import validate_against


def plan(facts: Facts, split: SplitFile, split_path: Path, start: date | None = None) -> Plan:
    """Return the plan for a split file that the facts bear out.

    Raises:
        InputError: the split file names what is gone, or a service is in no phase.
    """
    validate_against(split, facts, split_path)
    placement = placement_of(split)
    facts = attributed(facts, placement.libraries)
    owners = ownerships(facts, placement.modules, {}, placement.references)
    return make_plan(facts, split, crossings(facts, placement), owners, start)
