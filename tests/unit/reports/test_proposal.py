"""The report of a proposal: figures that agree with their lists, and tables that fit on a screen."""

from __future__ import annotations

import json
from dataclasses import replace

from shop_facts import shop

from woosh_split.model.split import Pins
from woosh_split.proposal.alternatives import alternatives
from woosh_split.proposal.propose import Options, propose
from woosh_split.reports.layout import Layout
from woosh_split.reports.proposal.report import Sheet, to_json, to_text

QUICK = Options(seeds=3, services=2)


def test_json_lists_a_place_once_although_callers_ask_it_for_different_columns() -> None:
    """A repository's own method is one place, whoever calls it; so the price counts it."""
    proposal = propose(shop(), QUICK)
    first, *rest = proposal.crossings
    site = first.sites[0]
    twice = replace(first, sites=(replace(site, columns=("a",)), replace(site, columns=("b",))))
    document = json.loads(to_json(Sheet("shop", replace(proposal, crossings=(twice, *rest))), Layout()))
    assert len(document["crossings"][0]["sites"]) == 1


def test_the_names_of_alternatives_are_not_cut_to_pieces() -> None:
    proposal = propose(shop(), QUICK)
    sheet = Sheet("shop", proposal, alternatives=alternatives(shop(), QUICK, Pins(), None, 3))
    text = to_text(sheet, Layout(width=80))
    lines = text[text.index("Services of the alternatives") :].splitlines()
    assert sheet.alternatives
    for each in sheet.alternatives:
        assert any(", ".join(each.placement.services) in line for line in lines)
