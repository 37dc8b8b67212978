"""What the analysis alone says of a split: it agrees with what the data shows and names what it would do else."""

from __future__ import annotations

from dataclasses import replace

from report_split import shop_split
from shop_facts import access, module, shop

from woosh_split.model.facts import Facts
from woosh_split.model.schema import Table
from woosh_split.model.split import Service, SplitFile
from woosh_split.proposal.second_opinion import Opinion, second_opinion


def planted() -> tuple[Facts, SplitFile]:
    """Return four services of three modules that share three tables, too few users each for a hub."""
    services = [(f"service-{letter}", [f"{letter}{n}" for n in range(3)]) for letter in "pqrs"]
    tables = {name: [f"{name[-1]}_table_{n}" for n in range(3)] for name, _ in services}
    accesses = [
        access(each, table, mode, line)
        for name, modules in services
        for each in modules
        for line, table in enumerate(tables[name], 1)
        for mode in ("read", "write")
    ]
    facts = Facts(
        shop().monolith,
        modules=tuple(module(each) for _, modules in services for each in modules),
        tables=tuple(Table(table) for name, _ in services for table in tables[name]),
        accesses=tuple(accesses),
    )
    split = SplitFile(
        services=tuple(Service(name, tuple(modules), tuple(tables[name])) for name, modules in services)
    )
    return facts, split


def opinions(split: SplitFile) -> dict[str, Opinion]:
    facts, _ = planted()
    return {each.module: each for each in second_opinion(facts, split)}


def test_the_planted_split_is_agreed_with() -> None:
    _, split = planted()
    found = opinions(split)
    assert len(found) == 12
    assert {each.elsewhere for each in found.values()} == {""}
    assert all(each.stability is not None and each.stability > 0.5 for each in found.values())


def test_a_module_in_the_wrong_service_is_named_with_the_right_one() -> None:
    _, split = planted()
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
