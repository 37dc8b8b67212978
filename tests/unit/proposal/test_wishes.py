"""Proposals against what people wished for: the example, and a field-sales monolith in other words."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
import yaml
from agreement import adjusted_rand_index, mojo_fm

from woosh_split.model.facts import Facts
from woosh_split.model.proposal import Proposal
from woosh_split.model.split import MONOLITH, Pins
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.proposal.alternatives import alternatives, objectives
from woosh_split.proposal.domain import load_domain
from woosh_split.proposal.propose import Options, propose

ROOT = Path(__file__).parents[3]
WOOSH = ROOT / "examples" / "woosh"
VAN_SALES = ROOT / "tests" / "assets" / "proposals" / "van-sales"
HINTED = Options(domain=load_domain("field-sales"))


@functools.cache
def facts_of(folder: Path) -> Facts:
    """Analyse a monolith once."""
    return analyse(AnalyseRequest(root=folder, jobs=1))


def wished(folder: Path) -> dict[str, Any]:
    """Return the wish list."""
    document: dict[str, Any] = yaml.safe_load((folder / "expected-services.yaml").read_text(encoding="utf-8"))
    return document


def scores(folder: Path, proposal: Proposal) -> tuple[float, float]:
    """Return the adjusted Rand index and MoJoFM over the modules that the wish list names."""
    want = {m: service for service, modules in wished(folder)["services"].items() for m in modules}
    got = {module: proposal.placement.modules.get(module, MONOLITH) for module in want}
    return adjusted_rand_index(got, want), mojo_fm(got, want)


def test_with_hints_the_example_is_exactly_the_eight_services() -> None:
    placement = propose(facts_of(WOOSH), HINTED).placement
    for service, modules in wished(WOOSH)["services"].items():
        assert {placement.modules[module] for module in modules} == {service}
    assert placement.services == tuple(sorted(wished(WOOSH)["services"]))


@pytest.mark.parametrize("folder", [WOOSH, VAN_SALES], ids=lambda folder: folder.name)
def test_without_hints_eight_services_come_near_the_wish(folder: Path) -> None:
    proposal = propose(facts_of(folder), Options(services=8))
    ari, mojo = scores(folder, proposal)
    assert len(proposal.placement.services) == 8
    assert ari >= 0.7
    assert mojo >= 80.0


@pytest.mark.parametrize("folder", [WOOSH, VAN_SALES], ids=lambda folder: folder.name)
def test_one_anchor_table_for_each_service_comes_nearer(folder: Path) -> None:
    pins = Pins(service=tuple((f"table:{t}", s) for s, t in wished(folder)["anchors"].items()))
    assert scores(folder, propose(facts_of(folder), Options(services=8), pins))[1] >= 90.0


def test_the_same_hints_serve_a_field_sales_monolith_in_other_words() -> None:
    assert scores(VAN_SALES, propose(facts_of(VAN_SALES), HINTED))[0] >= 0.8


def test_what_wires_and_what_is_shared_is_no_service() -> None:
    placement = propose(facts_of(WOOSH), HINTED).placement
    assert placement.libraries == {"cloudinary"}
    assert "app" not in placement.modules
    assert not {"app", "cloudinary"} & placement.modules.keys()


def test_a_module_that_nothing_ties_to_a_named_service_stays_and_is_asked_about() -> None:
    proposal = propose(facts_of(WOOSH), HINTED)
    placed = {m.name for m in facts_of(WOOSH).modules} - proposal.placement.modules.keys()
    assert placed == {"app", "cloudinary", "version"}
    assert any("Nothing ties version to any service" in note for note in proposal.notes)


def test_what_everybody_reads_and_one_service_writes_is_a_reference_table() -> None:
    assert propose(facts_of(WOOSH), HINTED).placement.references["SalesRep"] == "user-management"


def test_a_table_that_two_write_alike_is_a_question_with_both_sides() -> None:
    proposal = propose(facts_of(WOOSH), HINTED)
    (stock,) = (each for each in proposal.ownership if each.table == "ClientStock")
    assert stock.role == "contested"
    assert all(bid.evidence and bid.evidence[0].line > 0 for bid in stock.bids)
    assert any("ClientStock" in note for note in proposal.notes)


def test_every_placement_has_a_reason() -> None:
    assert all(each.reason.strip() for each in propose(facts_of(WOOSH), HINTED).placed)


def test_no_alternative_is_better_than_another_in_everything() -> None:
    found = alternatives(facts_of(WOOSH), Options(quick=True), Pins(), None, 3)
    assert 2 <= len(found) <= 3
    sizes = [len(each.placement.services) for each in found]
    assert sizes == sorted(sizes)
    main = propose(facts_of(WOOSH), Options(quick=True)).placement
    assert main in [each.placement for each in found]
    others = [objectives(each) for each in found if each.placement != main]
    for one in others:
        assert not any(o != one and all(a <= b for a, b in zip(o, one, strict=True)) for o in others)


def test_more_alternatives_than_the_monolith_can_be_cut_into_are_no_error() -> None:
    """The sweep asks for numbers that small monoliths do not reach."""
    assert alternatives(facts_of(VAN_SALES), Options(services=21, quick=True), Pins(), None, 9)
