"""What the analysis alone says of a split: it agrees with what the data shows and names what it would do else."""

from __future__ import annotations

from dataclasses import replace

from large_facts import large
from report_split import shop_split
from shop_facts import shop

from woosh_split.model.split import Service, SplitFile
from woosh_split.proposal.second_opinion import Opinion, second_opinion


def opinions(split: SplitFile) -> dict[str, Opinion]:
    facts, _ = large(24, 48, 4)
    return {each.module: each for each in second_opinion(facts, split)}


def test_the_planted_split_is_agreed_with() -> None:
    _, split = large(24, 48, 4)
    found = opinions(split)
    assert len(found) == 24
    assert {each.elsewhere for each in found.values()} == {""}
    assert all(each.stability is not None and each.stability > 0.5 for each in found.values())


def test_a_module_in_the_wrong_service_is_named_with_the_right_one() -> None:
    _, split = large(24, 48, 4)
    first, second, *rest = split.services
    stray = first.modules[1]
    moved = replace(
        split,
        services=(
            replace(first, modules=tuple(each for each in first.modules if each != stray)),
            replace(second, modules=(*second.modules, stray)),
            *rest,
        ),
    )
    found = opinions(moved)
    assert (found[stray].elsewhere, found[stray].stability) == (first.name, None)
    assert sum(bool(each.elsewhere) for each in found.values()) == 1


def test_libraries_are_not_judged() -> None:
    assert "users" not in {each.module for each in second_opinion(shop(), shop_split())}


def test_where_nothing_can_be_proposed_there_is_no_opinion() -> None:
    facts = replace(shop(), modules=shop().modules[:1])
    assert second_opinion(facts, SplitFile(services=(Service("app", ("app",)),))) == ()
