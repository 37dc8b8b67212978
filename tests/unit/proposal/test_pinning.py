"""What is settled before anything is clustered: pins, what the split file places, names that a domain knows."""

from __future__ import annotations

import pytest

from woosh_split.errors import InputError
from woosh_split.graph.joint import MODULE, TABLE, Item
from woosh_split.model.split import Pins, Reference, Service, SplitFile
from woosh_split.proposal.domain import Domain, Hint
from woosh_split.proposal.pinning import Settled, found, placements, settle
from woosh_split.proposal.roles import Roles
from woosh_split.proposal.units import Bond, PinClash

MODULES = ("app", "billing", "mail", "orders", "stock", "users")
TABLES = ("bills", "orders", "stock", "users")
ITEMS = frozenset([*(Item(MODULE, each) for each in MODULES), *(Item(TABLE, each) for each in TABLES)])
ROLES = Roles("app", frozenset({"mail"}), frozenset(), {}, {}, {})


def of(name: str) -> Item:
    """Return the item of ``module:x`` or ``table:x``."""
    return Item(*name.split(":"))


def settled(
    pins: Pins | None = None,
    fixed: SplitFile | None = None,
    domain: Domain | None = None,
    private: dict[str, str] | None = None,
    writers: tuple[str, ...] = (),
) -> Settled:
    roles = Roles(
        "app",
        frozenset({"mail"}),
        frozenset(),
        private or {},
        {},
        {each: frozenset({"x"}) for each in writers},
    )
    return settle(ITEMS, pins or Pins(), fixed, domain, roles)


FILE = SplitFile(services=(Service("sales", ("orders",), ("orders", "gone")), Service("people", ("users",))))


def test_the_file_places_modules_tables_and_the_reference_tables_that_have_a_home() -> None:
    split = SplitFile(
        services=(Service("sales", ("orders",), ("bills",)),),
        reference=(
            Reference("written", "sales", "shared"),
            Reference("written-elsewhere", "people", "sales"),
            Reference("published", None, "sales"),
            Reference("nobodys", None, "shared"),
        ),
    )
    assert list(placements(split)) == [
        (of("module:orders"), "sales"),
        (of("table:bills"), "sales"),
        (of("table:written"), "sales"),
        (of("table:written-elsewhere"), "people"),
        (of("table:published"), "sales"),
    ]
    assert list(placements(None)) == []


def test_who_says_so_is_a_pin_before_the_file_and_the_file_before_a_name() -> None:
    known = Domain("shops", (Hint("sales", frozenset({"order", "bill"}), frozenset()),))
    both = Pins(service=(("orders", "sales"),))
    assert settled(both, FILE, known).decided_by == {
        of("module:orders"): "pin",
        of("table:orders"): "split file",
        of("module:users"): "split file",
    }
    assert settled(domain=known).decided_by == {of("module:orders"): "name"}


def test_a_pin_and_the_file_that_say_otherwise_are_told_with_both() -> None:
    with pytest.raises(PinClash, match=r"module orders is pinned to people \(pins\.service\) and to sales"):
        settled(Pins(service=(("orders", "people"),)), FILE)
    with pytest.raises(PinClash, match="module orders is pinned to people"):
        settled(Pins(service=(("orders", "people"), ("module:orders", "sales"))))


def test_a_name_is_the_module_before_the_table_unless_it_says_which() -> None:
    assert found("orders", ITEMS, "pins") == (of("module:orders"),)
    assert found("bills", ITEMS, "pins") == (of("table:bills"),)
    assert found("table:orders", ITEMS, "pins") == (of("table:orders"),)
    odd = ITEMS | {Item(TABLE, "db:log"), Item(MODULE, "module:")}
    assert found("db:log", odd, "pins") == (Item(TABLE, "db:log"),)
    assert found("module:", odd, "pins") == (Item(MODULE, "module:"),)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("order", r"pins\.x: there is no module or table order\. Did you mean orders\?"),
        ("table:bill", r"pins\.x: there is no module or table bill\. Did you mean bills\?"),
        ("zzz", r"pins\.x: there is no module or table zzz\.$"),
        ("module:bills", r"there is no module or table bills\."),
    ],
)
def test_a_name_of_nothing_is_told_with_what_was_meant(name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        found(name, ITEMS, "pins.x")


def test_together_is_a_chain_and_apart_is_every_pair() -> None:
    group = (("orders", "users", "stock"),)
    chain = settled(Pins(together=group)).bonds
    assert [(each.first.name, each.second.name) for each in chain] == [
        ("orders", "users"),
        ("users", "stock"),
    ]
    pairs = settled(Pins(apart=group)).apart
    assert [(each.first.name, each.second.name, each.why) for each in pairs] == [
        ("orders", "users", "pins.apart[0]"),
        ("orders", "stock", "pins.apart[0]"),
        ("users", "stock", "pins.apart[0]"),
    ]
    assert settled(Pins(apart=group)).pinned == {of(f"module:{each}") for each in group[0]}


def test_a_domain_names_no_root_no_library_no_table_and_nothing_that_pins_speak_of() -> None:
    words = frozenset({"app", "mail", "order", "stock", "user", "bill"})
    everything = Domain("shops", (Hint("all", words, frozenset()),))
    assert {str(each) for each in settled(domain=everything).nailed} == {
        f"module {each}" for each in ("orders", "stock", "users")
    }
    pins = Pins(apart=(("orders", "users"),), service=(("stock", "depot"),))
    assert settled(pins, domain=everything).nailed == {of("module:stock"): ("depot", "pins.service")}


def test_without_a_domain_the_names_of_services_say_what_they_are_about() -> None:
    fixed = SplitFile(services=(Service("stock-keeping"), Service("people", ("users",))))
    assert settled(fixed=fixed).nailed == {
        of("module:users"): ("people", "split file"),
        of("module:stock"): ("stock-keeping", "the services' own names knows the name"),
    }
    another = Domain("another", (Hint("money", frozenset({"order"}), frozenset()),))
    assert of("module:stock") not in settled(fixed=fixed, domain=another).nailed
    assert settled(Pins(service=(("users", "monolith"),))).nailed == {}


def test_a_service_of_the_file_that_holds_nothing_yet_is_one_of_the_services() -> None:
    fixed = SplitFile(services=(Service("returns"), *FILE.services))
    assert settled(fixed=fixed).services == ("people", "returns", "sales")
    assert settled(Pins(service=(("users", "monolith"),)), SplitFile()).services == ()


def test_what_is_pinned_to_the_monolith_stays_with_all_that_is_held_together_with_it() -> None:
    pins = Pins(together=(("orders", "stock"),), service=(("orders", "monolith"), ("users", "people")))
    result = settled(pins)
    assert result.monolith == {of("module:orders"), of("module:stock")}
    assert result.nailed == {of("module:users"): ("people", "pins.service")}


def test_a_table_of_one_module_goes_where_that_goes_unless_somebody_says_otherwise() -> None:
    private = {"stock": "stock", "bills": "billing", "gone": "stock", "users": "nobody"}
    assert settled(private=private, writers=("bills",)).bonds == (
        Bond(of("table:bills"), of("module:billing"), "only billing writes it"),
        Bond(of("table:stock"), of("module:stock"), "only stock touches it"),
    )
    said = Pins(service=(("table:stock", "depot"),), apart=(("bills", "users"),))
    assert settled(said, private=private).bonds == ()
