"""What the split and the facts make of the shop's database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from database_shop import ACCESSES, ODD, facts, part_of, shop_organisation, shop_stage, split
from shop_facts import access

from woosh_split.artefacts.database.organise import hidden_columns, organise
from woosh_split.artefacts.database.stage import MYSQL, Settings
from woosh_split.errors import InputError
from woosh_split.model.crossing import crossing_id
from woosh_split.model.organisation import (
    DELETE,
    EXECUTE,
    INSERT,
    OLD_NAME,
    OWN,
    PUBLISHED,
    SELECT,
    UPDATE,
    VERBS,
    Grant,
    Move,
    Organisation,
    ServicePart,
    View,
)
from woosh_split.model.split import Contract, SplitFile


@pytest.fixture(scope="module")
def shop() -> Organisation:
    return shop_organisation()


def grant(part: ServicePart, name: str) -> Grant:
    return next(each for each in part.grants if each.name == name)


def view(part: ServicePart, name: str) -> View:
    return next(each for each in part.views if each.name == name and each.purpose != OLD_NAME)


def notes(part: ServicePart, kind: str) -> dict[str, str]:
    return {note.subject: note.text for note in part.notes if note.kind == kind}


def with_contract(told: SplitFile, *contracts: Contract) -> SplitFile:
    ids = {contract.id for contract in contracts}
    kept = tuple(contract for contract in told.crossings if contract.id not in ids)
    return replace(told, crossings=(*kept, *contracts))


def test_tables_move_to_their_service_and_reference_tables_to_the_shared_schema(shop: Organisation) -> None:
    ordering = part_of(shop, "ordering")
    assert ordering.moves == (
        Move(ODD, "shop", "ordering"),
        Move("order_tags", "shop", "ordering"),
        Move("orders", "shop", "ordering"),
        Move("countries", "shop", "shared"),
    )
    assert part_of(shop, "supply").moves == (Move("currencies", "shop", "shared"),)
    assert part_of(shop, "accounts").moves == ()


def test_every_moved_table_leaves_a_view_under_its_old_name(shop: Organisation) -> None:
    for part in shop.parts:
        old = {
            (each.schema, each.name, each.source_schema) for each in part.views if each.purpose == OLD_NAME
        }
        assert old == {(move.source, move.table, move.target) for move in part.moves}


def test_a_table_with_triggers_stays_and_is_seen_through_a_view_that_can_be_written(
    shop: Organisation,
) -> None:
    supply = part_of(shop, "supply")
    assert view(supply, "stock") == View("supply", "stock", "shop", "stock", OWN)
    assert grant(supply, "stock").verbs == (SELECT, UPDATE)
    assert "stock_au" in notes(supply, "trigger")["stock"]
    assert Grant("shop", "stock", "table", VERBS) in supply.definer_grants


def test_a_view_of_the_monolith_is_seen_through_a_view_of_the_same_name(shop: Organisation) -> None:
    ordering = part_of(shop, "ordering")
    assert view(ordering, "order_totals").purpose == OWN
    assert grant(ordering, "order_totals").verbs == (SELECT,)
    # The view looks at its tables with the rights of whoever asks: here the definer of our own view.
    assert {each.name for each in ordering.definer_grants if each.schema == "shop"} >= {
        "order_totals",
        "orders",
    }


def test_a_foreign_table_is_a_published_view_that_reads_through_the_old_name(shop: Organisation) -> None:
    published = view(part_of(shop, "ordering"), "users")
    assert (published.purpose, published.source_schema, published.source) == (PUBLISHED, "shop", "users")
    assert published.columns == ("id", "email", "token_count", "country_id")


def test_secret_columns_are_left_out_and_told_with_the_place_that_names_them(shop: Organisation) -> None:
    hidden = view(part_of(shop, "ordering"), "users").hidden
    assert [(each.column, each.named_at) for each in hidden] == [
        ("password_hash", ()),
        ("reset_token", ("src/orders/orders.service.ts:8",)),
    ]
    assert grant(part_of(shop, "ordering"), "users").hidden == hidden
    assert "reset_token" in notes(part_of(shop, "ordering"), "hidden-column")["users"]


def test_a_column_that_a_contract_lists_is_shown() -> None:
    contract = Contract(
        crossing_id("read", "ordering", "accounts", "users"), "ordering", "accounts", "read", "users", "view",
        columns=("RESET_TOKEN",),
    )  # fmt: skip
    ordering = part_of(shop_organisation(with_contract(split(), contract)), "ordering")
    assert view(ordering, "users").columns == ("id", "email", "reset_token", "token_count", "country_id")


def test_contracts_that_list_columns_say_exactly_what_a_view_shows(shop: Organisation) -> None:
    orders = view(part_of(shop, "supply"), "orders")
    assert orders.columns == ("id", "total")
    assert [each.column for each in orders.hidden] == ["user_id", "twice"]


def test_a_view_always_shows_the_key_without_which_no_entity_class_can_stand_for_it() -> None:
    contract = Contract(
        crossing_id("read", "supply", "ordering", "orders"), "supply", "ordering", "read", "orders", "view",
        columns=("total",),
    )  # fmt: skip
    supply = part_of(shop_organisation(with_contract(split(), contract)), "supply")
    assert view(supply, "orders").columns == ("id", "total")


def test_a_column_that_only_a_contract_knows_is_told() -> None:
    contract = Contract(
        crossing_id("read", "supply", "ordering", "orders"), "supply", "ordering", "read", "orders", "view",
        columns=("id", "gone"),
    )  # fmt: skip
    supply = part_of(shop_organisation(with_contract(split(), contract)), "supply")
    assert view(supply, "orders").columns == ("id",)
    assert "gone" in notes(supply, "unknown-columns")["orders"]


def test_whoever_inserts_sees_the_secret_columns_that_must_have_a_value() -> None:
    writes = access("stock", "users", "write", 9, operation="insert")
    told = with_contract(
        split(),
        Contract(
            crossing_id("write", "supply", "accounts", "users"),
            "supply",
            "accounts",
            "write",
            "users",
            "debt",
        ),
    )
    stage = shop_stage(told, reach={"supply": (writes,)})
    columns = tuple(
        replace(column, nullable=False) if column.name == "password_hash" else column
        for column in stage.existing.columns["users"]
    )
    stage.existing.columns["users"] = columns
    shown = view(part_of(organise(stage), "supply"), "users")
    assert "password_hash" in shown.columns
    assert [each.column for each in shown.hidden] == ["reset_token"]


def test_a_debt_grants_the_write_and_says_why(shop: Organisation) -> None:
    users = grant(part_of(shop, "ordering"), "users")
    assert users.verbs == (SELECT, UPDATE)
    (debt,) = users.debts
    assert (debt.issue, str(debt.until)) == ("https://issues/7; DROP", "2027-06-30")


def test_a_write_that_no_contract_allows_gets_no_grant(shop: Organisation) -> None:
    ordering = part_of(shop, "ordering")
    assert not any(each.name == "audit" for each in ordering.grants)
    assert "no contract" in notes(ordering, "refused-write")["audit"]


def test_a_write_by_the_owners_endpoint_needs_no_grant_and_no_note() -> None:
    id_ = crossing_id("write", "ordering", "accounts", "users")
    told = with_contract(split(), Contract(id_, "ordering", "accounts", "write", "users", "api"))
    ordering = part_of(shop_organisation(told), "ordering")
    assert grant(ordering, "users").verbs == (SELECT,)
    assert "users" not in notes(ordering, "refused-write")


@pytest.mark.parametrize("policy", ["remote", "view"])
def test_only_a_debt_allows_a_write(policy: str) -> None:
    id_ = crossing_id("write", "ordering", "accounts", "users")
    told = with_contract(split(), Contract(id_, "ordering", "accounts", "write", "users", policy))
    ordering = part_of(shop_organisation(told), "ordering")
    assert grant(ordering, "users").verbs == (SELECT,)
    assert f"the policy of {id_} is {policy}" in notes(ordering, "refused-write")["users"]


def test_the_debt_of_a_transaction_allows_the_writes_in_it() -> None:
    stage = shop_stage()
    crossing = replace(
        stage.scene.crossings[0],
        id="0badcafe", from_service="ordering", to_service="monolith", kind="transaction", what="OrdersService.run",
        sites=(replace(stage.scene.crossings[0].sites[0], target="audit, other"),),
    )  # fmt: skip
    contract = Contract("0badcafe", "ordering", "monolith", "transaction", "OrdersService.run", "debt")
    scene = replace(
        stage.scene,
        crossings=(*stage.scene.crossings, crossing),
        contracts=stage.scene.contracts | {contract.id: contract},
    )
    ordering = part_of(organise(replace(stage, scene=scene)), "ordering")
    assert grant(ordering, "audit").verbs == (SELECT, INSERT, UPDATE)
    assert [debt.crossing for debt in grant(ordering, "audit").debts] == ["0badcafe"]


def test_code_that_is_borrowed_may_write_what_it_always_wrote() -> None:
    borrowed = access("users", "users", "write", 2, operation="insert")
    reach = {"supply": (borrowed,)}
    without = part_of(organise(shop_stage(reach=reach)), "supply")
    assert "no contract borrows from accounts" in notes(without, "refused-write")["users"]
    told = with_contract(split(), Contract("feedbeef", "supply", "accounts", "call", "Users.add", "borrow"))
    supply = part_of(organise(shop_stage(told, reach=reach)), "supply")
    assert grant(supply, "users").verbs == (SELECT, INSERT, UPDATE)
    assert [(debt.crossing, debt.policy) for debt in grant(supply, "users").debts] == [("feedbeef", "borrow")]


def test_what_the_frame_borrows_every_service_that_carries_it_may_write() -> None:
    """A guard of the root module is in each service, and so is the code that it borrows."""
    reach = {"supply": (access("users", "users", "write", 2, operation="insert"),)}
    told = with_contract(split(), Contract("feedbeef", "monolith", "accounts", "call", "Users.add", "borrow"))
    supply = part_of(organise(shop_stage(told, reach=reach)), "supply")
    assert grant(supply, "users").verbs == (SELECT, INSERT, UPDATE)
    assert [(debt.crossing, debt.policy) for debt in grant(supply, "users").debts] == [("feedbeef", "borrow")]


def test_code_of_no_module_is_everybodys_own() -> None:
    """What a shared helper writes for a service is the service's write, so the service's contract decides."""
    shared = access("~shared", "users", "write", 2)
    allowed = part_of(organise(shop_stage(reach={"ordering": (shared,)})), "ordering")
    assert grant(allowed, "users").verbs == (SELECT, UPDATE)
    refused = part_of(organise(shop_stage(reach={"supply": (shared,)})), "supply")
    assert "no contract of the split file" in notes(refused, "refused-write")["users"]


def test_a_debt_of_the_monolith_allows_what_code_of_no_module_writes_wherever_it_is() -> None:
    shared = access("~shared", "users", "write", 2)
    own = access("supply", "users", "write", 3)
    debt = Contract("feedbeef", "monolith", "accounts", "write", "users", "debt", issue="https://issues/8")
    told = with_contract(split(), debt)
    supply = part_of(organise(shop_stage(told, reach={"supply": (shared,)})), "supply")
    assert grant(supply, "users").verbs == (SELECT, UPDATE)
    assert [each.crossing for each in grant(supply, "users").debts] == ["feedbeef"]
    refused = part_of(organise(shop_stage(told, reach={"supply": (own,)})), "supply")
    assert "users" in notes(refused, "refused-write")


def test_a_debt_for_the_table_allows_borrowed_code_too() -> None:
    borrowed = access("users", "users", "write", 2, operation="insert")
    ordering = part_of(organise(shop_stage(reach={"ordering": (borrowed,)})), "ordering")
    assert grant(ordering, "users").verbs == (SELECT, INSERT, UPDATE)
    assert [debt.policy for debt in grant(ordering, "users").debts] == ["debt"]


def test_what_a_trigger_does_needs_no_grant(shop: Organisation) -> None:
    supply = part_of(shop, "supply")
    assert not any(each.name == "audit" for each in supply.grants)
    assert "no grant" in notes(supply, "trigger")["audit"]


def test_routines_are_created_anew_with_those_that_they_call(shop: Organisation) -> None:
    ordering = part_of(shop, "ordering")
    assert [(each.name, each.kind) for each in ordering.routines] == [
        ("close_day", "procedure"),
        ("total_of", "function"),
    ]
    assert "`shop`" not in ordering.routines[0].text
    assert [each.name for each in ordering.grants if each.verbs == (EXECUTE,)] == ["close_day", "total_of"]


def test_a_routine_whose_text_is_not_there_is_told() -> None:
    stage = replace(shop_stage(), texts={})
    ordering = part_of(organise(stage), "ordering")
    assert ordering.routines == ()
    assert "--dump" in notes(ordering, "routine")["close_day"]


def test_under_grants_nothing_moves_and_columns_are_granted() -> None:
    organisation = shop_organisation(split("grants", everywhere=True))
    assert [part.moves + part.views for part in organisation.parts] == [(), (), (), ()]
    ordering = part_of(organisation, "ordering")
    assert (ordering.schema, ordering.account.user, ordering.definer) == ("shop", "ordering", None)
    assert grant(ordering, "users").columns == ("id", "email", "token_count", "country_id")
    assert grant(ordering, "orders").columns == ()
    assert grant(ordering, "close_day").schema == "shop"


def test_under_grants_hand_written_sql_that_may_hold_a_star_is_told() -> None:
    raw = access("orders", "users", line=30, via="raw-sql")
    told = shop_stage(split("grants", everywhere=True), reach={"ordering": (raw,)})
    assert "src/orders/orders.service.ts:30" in part_of(organise(told), "ordering").notes[-1].text


def test_a_table_that_only_an_entity_knows_is_left_alone(shop: Organisation) -> None:
    assert "only_an_entity" in notes(part_of(shop, "supply"), "missing-table")


def test_a_column_that_only_an_entity_knows_is_in_no_view(shop: Organisation) -> None:
    assert not any("lost" in each.columns for part in shop.parts for each in part.views)


def test_without_a_dump_the_entities_are_believed() -> None:
    stage = shop_stage()
    tables = tuple(replace(table, declared_by=("entity",)) for table in facts().tables)
    found = replace(stage.scene.facts, tables=tables)
    from woosh_split.artefacts.database.existing import existing

    assert "only_an_entity" in existing(found)
    assert "lost" in {column.name for column in existing(found).columns["users"]}


def test_the_remainder_is_a_service_too_and_the_clean_up_creates_its_user(shop: Organisation) -> None:
    assert shop.phases[-1].services == (shop.remainder,)
    assert shop.remainder.account.user == "monolith"
    assert grant(shop.remainder, "audit").verbs == (SELECT, DELETE, "DROP")
    assert [part.service for part in shop.parts] == ["ordering", "supply", "accounts", "monolith"]


@pytest.mark.parametrize("isolation", ["schema", "grants"])
def test_setting_the_next_number_takes_the_right_to_alter_an_own_table(isolation: str) -> None:
    own = [each for each in ACCESSES if each.module == "orders"]
    counted = [access("orders", name, "write", 20, operation="alter") for name in ("orders", "stock")]
    told = split(isolation, everywhere=True)
    part = part_of(organise(shop_stage(told, reach={"ordering": [*own, *counted]})), "ordering")
    assert grant(part, "orders").verbs == (*VERBS, "ALTER")
    assert "ALTER" not in grant(part, "stock").verbs
    assert "which needs the right to ALTER it" in notes(part, "alter")["orders"]
    assert "ALTER is not granted here" in notes(part, "alter")["stock"]


def test_a_service_that_touches_nothing_may_open_its_schema() -> None:
    supply = part_of(organise(shop_stage(reach={})), "supply")
    assert [(each.kind, each.verbs) for each in supply.grants] == [("schema", ("SHOW VIEW",))]


def test_mysql_wants_one_right_more_for_a_read_that_locks() -> None:
    locked = access("orders", "users", line=7, lock=True)
    stage = shop_stage(settings=Settings("shop", MYSQL), reach={"ordering": (locked,)})
    ordering = part_of(organise(stage), "ordering")
    assert Grant("ordering", "", "schema", ("LOCK TABLES",)) in ordering.grants
    assert Grant("shop", "users", "table", (SELECT, UPDATE)) in ordering.definer_grants
    assert grant(ordering, "users").verbs == (SELECT,)


def test_without_roles_the_users_hold_their_rights() -> None:
    organisation = shop_organisation(settings=Settings("shop", roles=False, user_host="10.0.%"))
    assert {part.account.role for part in organisation.parts} == {None}
    assert {part.account.host for part in organisation.parts} == {"10.0.%"}


def test_a_clone_is_meant_where_texts_name_the_schema_that_it_was_made_of() -> None:
    organisation = shop_organisation(settings=Settings("clone", known_as=("shop",)))
    ordering = part_of(organisation, "ordering")
    assert not any("`shop`" in routine.text for routine in ordering.routines)
    names = [
        name
        for part in organisation.parts
        for each in part.views
        for name in (each.schema, each.source_schema)
    ]
    assert "clone" in names
    assert "shop" not in names


def test_a_table_of_another_schema_stays_there_and_is_granted_there() -> None:
    stage = shop_stage()
    for table, schema in (("users", "crm"), ("order_tags", "archive"), ("orders", "SHOP")):
        stage.existing.tables[table] = replace(stage.existing.tables[table], schema=schema)
    ordering = part_of(organise(stage), "ordering")
    assert [move.table for move in ordering.moves] == [ODD, "orders", "countries"]
    assert not {"users", "order_tags"} & {each.name for each in ordering.views}
    users, tags = grant(ordering, "users"), grant(ordering, "order_tags")
    assert (users.schema, users.columns) == ("crm", ("id", "email", "token_count", "country_id"))
    assert (tags.schema, tags.columns, tags.verbs) == ("archive", (), VERBS)
    assert set(notes(ordering, "other-schema")) == {"users", "order_tags"}


def columns_seen(part: ServicePart) -> dict[str, tuple[str, ...]]:
    """Return the columns that a service sees of each table of somebody else of which it does not see all."""
    views = {view.name: view.columns for view in part.views if view.purpose == PUBLISHED and view.hidden}
    return views | {grant.name: grant.columns for grant in part.grants if grant.columns}


@pytest.mark.parametrize("isolation", ["schema", "grants"])
def test_what_is_seen_is_the_same_under_both_isolations(isolation: str) -> None:
    organisation = shop_organisation(split(isolation, everywhere=True))
    assert columns_seen(part_of(organisation, "ordering")) == {
        "users": ("id", "email", "token_count", "country_id")
    }
    assert columns_seen(part_of(organisation, "supply")) == {"orders": ("id", "total")}
    assert columns_seen(part_of(organisation, "accounts")) == {}


@pytest.mark.parametrize("isolation", ["schema", "grants"])
def test_what_is_hidden_is_the_same_under_both_isolations(isolation: str) -> None:
    """Under grants there is no view to ask."""
    shop = shop_organisation(split(isolation, everywhere=True))
    supply = (("orders", "twice"), ("orders", "user_id"))
    assert hidden_columns(shop) == (*supply, ("users", "password_hash"), ("users", "reset_token"))
    assert hidden_columns(shop, ["supply", "accounts"]) == supply


def test_a_reference_table_that_lies_with_one_service_and_is_written_by_another() -> None:
    told = split()
    reference = replace(told.reference[0], place="supply")
    reach = {"supply": (access("stock", "countries", "write", 7),), "accounts": ACCESSES[-6:]}
    organisation = organise(shop_stage(replace(told, reference=(reference, told.reference[1])), reach=reach))
    supply = part_of(organisation, "supply")
    assert Move("countries", "shop", "supply") in supply.moves
    assert "countries" in notes(supply, "refused-write")
    assert INSERT in grant(part_of(organisation, "accounts"), "countries").verbs


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("shop", "the monolith's"),
        ("shared", "reference tables"),
        ("ordering", "Two services"),
        ("monolith", "remainder"),
        ("MySQL", "one of the server's own"),
    ],
)
def test_names_that_would_clash_are_refused(schema: str, words: str) -> None:
    told = split()
    services = tuple(
        replace(each, schema=schema) if each.name == "supply" else each for each in told.services
    )
    with pytest.raises(InputError, match=words):
        shop_organisation(replace(told, services=services))


def test_the_order_of_accesses_changes_nothing() -> None:
    stage = shop_stage()
    turned = {name: tuple(reversed(accesses)) for name, accesses in stage.reach.items()}
    assert organise(replace(stage, reach=turned)) == organise(stage)
