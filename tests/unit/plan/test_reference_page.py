"""The reference page holds every factor with its figure, and every kind of step and risk that plans show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shop_facts import shop
from shop_split import shop_split

from woosh_split.graph.crossings import crossings
from woosh_split.model.placement import placement_of
from woosh_split.plan.effort import DAYS
from woosh_split.plan.make import make_plan
from woosh_split.plan.rank import CONTESTED, INBOUND, SPANNING

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "plan.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("factor", DAYS)
def test_every_factor_of_the_estimate_stands_there_with_its_days(factor: str) -> None:
    assert f"| {factor} | {DAYS[factor]:g} |" in PAGE


def test_every_factor_of_the_rank_stands_there_with_its_figure() -> None:
    for name, each in (
        ("inbound crossing places", INBOUND),
        ("contested tables", CONTESTED),
        ("spanning transactions", SPANNING),
    ):
        assert f"| {name} | {each:g} |" in PAGE


@pytest.mark.parametrize("isolation", ["schema", "grants"])
def test_every_kind_of_step_and_risk_is_explained(isolation: str) -> None:
    split = shop_split(isolation=isolation)
    plan = make_plan(shop(), split, crossings(shop(), placement_of(split)))
    hazards = {hazard.kind for hazard in shop().hazards}  # these have a page of their own
    kinds = {step.kind for phase in plan.phases for step in phase.steps}
    kinds |= {risk.kind for phase in plan.phases for risk in phase.risks} - hazards
    assert sorted(kind for kind in kinds if not re.search(rf"^\|.*`{kind}`", PAGE, re.MULTILINE)) == []
