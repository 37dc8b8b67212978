"""The order of phases: explained, deterministic, and never before what it waits for."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from shop_facts import access, shop

from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.placement import Placement
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import Phase
from woosh_split.plan.order import kind_of, order_phases

PLACEMENT = Placement(
    modules={"orders": "ordering", "billing": "ordering", "stock": "supply", "users": "people"},
    tables={"orders": "ordering", "stock": "supply", "users": "people"},
)


def services(phases: tuple[Phase, ...]) -> list[str]:
    return [name for phase in phases for name in phase.services]


def test_gateway_comes_first_then_services_then_the_app_then_the_clean_up() -> None:
    facts = shop()
    ids = [phase.id for phase in order_phases(facts, PLACEMENT, crossings(facts, PLACEMENT))]
    assert ids == ["01-gateway", "02-people", "03-ordering", "04-supply", "05-app-to-gateway", "06-cleanup"]


def test_without_an_app_there_is_no_switch_of_the_app() -> None:
    facts = replace(shop(), client_calls=())
    assert [kind_of(phase) for phase in order_phases(facts, PLACEMENT, ())] == [
        "gateway", "service", "service", "service", "cleanup",
    ]  # fmt: skip


def test_a_contested_table_puts_its_service_later() -> None:
    contested = Ownership("orders", "ordering", "contested", 0.1, ())
    without = order_phases(shop(), PLACEMENT, ())
    with_it = order_phases(shop(), PLACEMENT, (), (contested,))
    assert services(without)[0] == "ordering"
    assert services(with_it)[-1] == "ordering"


def test_a_service_waits_for_the_phase_that_moves_a_shared_table_it_uses() -> None:
    placement = Placement(PLACEMENT.modules, {"orders": "ordering"}, {"users": None})
    phases = {phase.services: phase for phase in order_phases(shop(), placement, ())}
    assert phases["ordering",].depends_on == ("01-gateway",)
    assert phases["people",].depends_on == ("01-gateway", "02-ordering")


def test_without_services_only_gateway_and_clean_up_are_left() -> None:
    phases = order_phases(replace(shop(), client_calls=()), Placement(), ())
    assert phases == (Phase("01-gateway"), Phase("02-cleanup", (), ("01-gateway",)))


NAMES = st.lists(st.sampled_from([f"m{i}" for i in range(12)]), min_size=1, max_size=12, unique=True)


@given(NAMES, st.data())
def test_every_service_has_one_phase_after_all_that_it_waits_for_in_any_order_of_facts(
    modules: list[str], data: st.DataObject
) -> None:
    home = {name: data.draw(st.sampled_from(["a", "b", "c", "d"])) for name in modules}
    tables = {f"t{name}": home[name] for name in modules if data.draw(st.booleans())}
    shared = {
        f"t{name}": data.draw(st.sampled_from([None, home[name]]))
        for name in modules
        if f"t{name}" not in tables
    }
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(modules), st.sampled_from(modules)), max_size=30))
    accesses = tuple(
        access(one, f"t{other}", data.draw(st.sampled_from(["read", "write"])), line)
        for line, (one, other) in enumerate(pairs, 1)
    )
    facts = Facts(Monolith("m", ".", "nestjs", 1, 1), accesses=accesses)
    placement = Placement(home, tables, shared)
    phases = order_phases(facts, placement, crossings(facts, placement))

    assert sorted(services(phases)) == list(placement.services)
    seen: set[str] = set()
    for phase in phases:
        assert set(phase.depends_on) <= seen
        seen.add(phase.id)

    shuffled = list(accesses)
    random.Random(1).shuffle(shuffled)
    again = replace(facts, accesses=tuple(shuffled))
    other = Placement(
        dict(reversed(home.items())), dict(reversed(tables.items())), dict(reversed(shared.items()))
    )
    assert order_phases(again, other, crossings(again, other)) == phases
