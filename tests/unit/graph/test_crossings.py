"""Crossings: what leaves its service, each thing once, with all its places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.graph.crossings import crossings
from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import SHARED, Call, Event, Hazard, Import, Module, Route
from woosh_split.model.crossing import CONNECTION, Crossing, crossing_id
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.schema import ForeignKey, Relation, Table
from woosh_split.model.split import Reference, Service, SplitFile

HOMES = Placement(
    modules={"orders": "sales", "clients": "crm"},
    tables={"orders": "sales", "clients": "crm", "client_notes": "crm"},
    references={"stores": "sales", "countries": None},
    libraries=frozenset({"mail"}),
)


def facts(**parts: object) -> Facts:
    return Facts(monolith=Monolith("m", ".", "nestjs", 1, 1), **parts)  # type: ignore[arg-type]


def touch(module: str, table: str, mode: str = "read", line: int = 1, joined: tuple[str, ...] = ()) -> Access:
    return Access(module, table, mode, "raw-sql", "Some.run", f"src/{module}.ts", line, joined_with=joined)


def found(**parts: object) -> tuple[Crossing, ...]:
    return crossings(facts(**parts), HOMES)


def kinds(**parts: object) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.from_service, each.to_service, each.what) for each in found(**parts)]


def test_what_stays_in_its_service_crosses_nothing() -> None:
    assert found(accesses=(touch("orders", "orders", "write"),), calls=()) == ()


def test_a_write_of_a_foreign_table_crosses() -> None:
    assert kinds(accesses=(touch("orders", "clients", "write"),)) == [("write", "sales", "crm", "clients")]


def test_a_read_in_a_statement_that_spans_two_owners_is_a_join() -> None:
    accesses = (
        touch("orders", "clients", joined=("orders",)),
        touch("orders", "orders", joined=("clients",)),
    )
    assert kinds(accesses=accesses) == [("join", "sales", "crm", "clients")]


def test_a_join_of_two_tables_of_the_same_foreign_owner_is_only_a_read() -> None:
    accesses = (touch("orders", "clients", joined=("client_notes",)),)
    assert kinds(accesses=accesses) == [("read", "sales", "crm", "clients")]


def test_a_join_with_a_reference_table_is_only_a_read() -> None:
    assert kinds(accesses=(touch("orders", "clients", joined=("stores",)),)) == [
        ("read", "sales", "crm", "clients")
    ]


def test_all_may_read_a_reference_table_and_only_its_writer_may_write_it() -> None:
    accesses = (
        touch("clients", "stores"),
        touch("orders", "stores", "write"),
        touch("clients", "stores", "write"),
    )
    assert kinds(accesses=accesses) == [("write", "crm", "sales", "stores")]


def test_only_the_writer_of_a_reference_table_may_lock_its_rows() -> None:
    accesses = (replace(touch("clients", "stores"), lock=True), replace(touch("orders", "stores"), lock=True))
    (crossing,) = found(accesses=accesses)
    assert (crossing.kind, crossing.from_service, crossing.what, crossing.sites[0].lock) == (
        "read", "crm", "stores", True,
    )  # fmt: skip


def test_a_table_in_no_service_belongs_to_the_monolith() -> None:
    assert kinds(accesses=(touch("orders", "audit"),)) == [("read", "sales", "monolith", "audit")]


def test_several_places_of_one_thing_are_one_crossing_with_its_places_in_order() -> None:
    (crossing,) = found(accesses=(touch("orders", "clients", line=9), touch("orders", "clients", line=3)))
    assert [site.line for site in crossing.sites] == [3, 9]
    assert crossing.id == crossing_id("read", "sales", "crm", "clients")


def test_a_transaction_crosses_to_each_other_owner_that_it_writes_to() -> None:
    transaction = Transaction(
        "t1", "orders", "Orders.place", "src/orders.ts", 4, (), ("orders", "clients", "audit")
    )
    assert kinds(transactions=(transaction,)) == [
        ("transaction", "sales", "crm", "Orders.place"),
        ("transaction", "sales", "monolith", "Orders.place"),
    ]


def test_a_relation_and_its_foreign_key_are_one_crossing_with_two_places() -> None:
    relation = Relation("orders", "clients", "many-to-one", None, "src/order.entity.ts", 7)
    table = Table("orders", foreign_keys=(ForeignKey(("client_id",), "clients"),), file="db.sql", line=12)
    (crossing,) = found(relations=(relation,), tables=(table,))
    assert (crossing.kind, crossing.what) == ("relation", "orders->clients")
    assert [(site.file, site.via) for site in crossing.sites] == [
        ("db.sql", "foreign-key"),
        ("src/order.entity.ts", "entity"),
    ]


@pytest.mark.parametrize("library", ["mail", "~shared"])
def test_calls_into_libraries_and_code_of_no_module_cross_nothing(library: str) -> None:
    assert found(calls=(Call("orders", library, "Mailer", "send", "Orders.place", "src/orders.ts", 2),)) == ()


def test_a_call_is_named_by_provider_and_method() -> None:
    calls = (Call("orders", "clients", "ClientsService", "find", "Orders.place", "src/orders.ts", 2),)
    assert kinds(calls=calls) == [("call", "sales", "crm", "ClientsService.find")]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({}, "provider"),
        ({"bound_by": "generic"}, "generic"),
        ({"bound_by": "generic", "hands_connection": True}, CONNECTION),
    ],
)
def test_a_call_says_what_keeps_it_from_the_wire_the_connection_first(
    declared: dict[str, object], told: str
) -> None:
    call = Call("orders", "clients", "ClientsService", "find", "Orders.place", "src/orders.ts", 2)
    (crossing,) = found(calls=(replace(call, **declared),))
    assert [site.via for site in crossing.sites] == [told]


def test_who_handles_an_event_sends_none_to_whoever_else_handles_it() -> None:
    events = tuple(
        Event(name, "order.placed", "handles", f"{name}.on", f"src/{name}.ts", 8)
        for name in ("orders", "clients")
    )
    assert found(events=events) == ()


def test_a_key_of_a_table_that_an_entity_alone_declares_stands_at_the_entity() -> None:
    key = ForeignKey(("client_id",), "clients")
    table = Table("orders", foreign_keys=(key,), entity_file="src/order.entity.ts")
    (crossing,) = found(tables=(table,))
    assert [(site.file, site.line) for site in crossing.sites] == [("src/order.entity.ts", 0)]


def test_imports_of_libraries_by_libraries_and_by_files_of_no_module_cross_nothing() -> None:
    modules = tuple(
        Module(name, f"{name}Module", f"src/{name}.module.ts", 1, files=(f"src/{name}.ts",))
        for name in ("orders", "clients", "mail")
    )
    across = (("orders", "mail"), ("mail", "clients"), ("unclaimed", "clients"), ("clients", "unclaimed"))
    imports = tuple(Import(f"src/{one}.ts", f"src/{two}.ts", ("x",), False, 1) for one, two in across)
    assert found(modules=modules, imports=imports) == ()


def test_an_event_crosses_to_each_service_that_handles_it() -> None:
    events = (
        Event("orders", "order.placed", "emits", "Orders.place", "src/orders.ts", 5),
        Event("clients", "order.placed", "handles", "Clients.onOrder", "src/clients.ts", 8),
    )
    assert kinds(events=events) == [("event", "sales", "crm", "order.placed")]


@pytest.mark.parametrize("channel", ["queue", "broker", "socket"])
def test_a_message_that_is_carried_outside_of_the_process_crosses_nothing(channel: str) -> None:
    events = (
        Event("orders", "placed", "emits", "Orders.place", "src/orders.ts", 5, channel),
        Event("clients", "placed", "handles", "Clients.onOrder", "src/clients.ts", 8, channel),
    )
    assert kinds(events=events) == []


def test_an_import_crosses_between_files_of_modules_and_says_whether_it_is_of_types_only() -> None:
    modules = (
        Module("orders", "OrdersModule", "src/orders.module.ts", 1, files=("src/orders.ts",)),
        Module("clients", "ClientsModule", "src/clients.module.ts", 1, files=("src/clients.ts",)),
    )
    imports = (
        Import("src/orders.ts", "src/clients.ts", ("Client",), True, 1),
        Import("src/orders.ts", "src/unclaimed.ts", ("x",), False, 2),
    )
    (crossing,) = found(modules=modules, imports=imports)
    assert (crossing.kind, crossing.what, crossing.sites[0].via) == ("import", "src/clients.ts", "type")


@given(
    st.lists(st.text(max_size=4), min_size=4, max_size=4),
    st.lists(st.text(max_size=4), min_size=4, max_size=4),
)
def test_different_crossings_never_spell_the_same_text(first: list[str], second: list[str]) -> None:
    assert (crossing_id(*first) == crossing_id(*second)) == (first == second)


def test_a_reference_table_kept_in_a_service_is_owned_by_its_writer() -> None:
    split = SplitFile(
        services=(Service("crm", ("clients",), ("clients",)),),
        reference=(Reference("stores", "crm", "catalog"), Reference("countries")),
    )
    placement = placement_of(split)
    assert placement.owner_of_table("stores") == "crm"
    assert placement.owner_of_table("countries") == "monolith"
    assert placement.services == ("catalog", "crm")


def test_a_global_enhancer_writes_in_every_service_that_answers_requests() -> None:
    """Nest runs it for every route, so its code comes along wherever routes go; what else its module does stays."""
    access = replace(touch("clients", "client_notes", "write"), function="Audit.intercept")
    other = replace(touch("clients", "clients", "write"), function="Clients.save")
    routes = tuple(
        Route("GET", f"/{name}", name, "X.y", "src/x.ts", 1) for name in ("orders", "clients", "odd")
    )
    audit = Module(
        "clients", "ClientsModule", "src/clients.ts", 1, providers=("Audit", "Clients"), enhancers=("Audit",)
    )
    assert kinds(accesses=(access, other), routes=routes, modules=(audit,)) == [
        ("write", "monolith", "crm", "client_notes"),
        ("write", "sales", "crm", "client_notes"),
    ]


def around(function: str, file: str, module: str = "clients", bound: str = "sync") -> Call:
    return Call(module, "clients", "Revoked", "has", function, file, 7, bound_by=bound)


GUARD = "src/clients/token.guard.ts"
SOLD = Route(
    "GET", "/orders", "orders", "Orders.all", "src/orders/orders.controller.ts", 3, guards=("TokenGuard",)
)


def guarded(*, provides: bool = True, enhancer: bool = False, imports: str = SOLD.file) -> dict[str, object]:
    """Return the parts of facts in which a guard of the clients asks one of their providers."""
    names = ("TokenGuard",) if provides else ()
    app = Module("app", "AppModule", "src/app.module.ts", 1, enhancers=("TokenGuard",) if enhancer else ())
    clients = Module(
        "clients", "ClientsModule", "src/clients/clients.module.ts", 1, providers=names, files=(GUARD,)
    )
    orders = Module("orders", "OrdersModule", "src/orders/orders.module.ts", 1, files=(SOLD.file,))
    return {
        "modules": (app, clients, orders),
        "imports": (Import(imports, GUARD, ("TokenGuard",), False, 1),),
        "frame_calls": (around("TokenGuard.canActivate", GUARD),),
    }  # fmt: skip


def test_what_a_guard_asks_of_its_own_module_crosses_where_its_routes_are_of_another_service() -> None:
    assert kinds(**guarded(), routes=(SOLD,)) == [
        ("call", "sales", "crm", "Revoked.has"),
        ("import", "sales", "crm", GUARD),
    ]


def test_what_a_global_guard_asks_crosses_from_the_monolith_whichever_module_registers_it() -> None:
    """A call from the monolith that is borrowed counts for every service: it is listed once."""
    found = kinds(**guarded(enhancer=True, imports="src/app.module.ts"))

    assert [each for each in found if each[0] == "call"] == [("call", "monolith", "crm", "Revoked.has")]


def test_what_is_provided_and_found_by_a_name_alone_may_be_in_every_service() -> None:
    found = kinds(**guarded(imports="src/clients/clients.module.ts"))

    assert [each for each in found if each[0] == "call"] == [("call", "monolith", "crm", "Revoked.has")]


def test_a_strategy_of_the_log_in_is_not_taken_to_be_everywhere_for_a_call_that_may_go_over_the_wire() -> (
    None
):
    parts = guarded(imports="src/clients/clients.module.ts")
    parts["frame_calls"] = (around("TokenGuard.canActivate", GUARD, bound=""),)

    assert [each for each in kinds(**parts) if each[0] == "call"] == []


MAIN = Import("src/main.ts", "src/app.module.ts", ("AppModule",), False, 1)

FILTER = "src/clients/log.filter.ts"


def written_around(by: str, *imports: Import, function: str = "LogFilter.keep") -> set[str]:
    """Return the services that write the notes, by a class of the clients' folder that no module provides."""
    modules = (
        Module("app", "AppModule", "src/app.module.ts", 1, imports=("clients", "orders")),
        Module("clients", "ClientsModule", "src/clients/clients.module.ts", 1, files=(FILTER,)),
        Module("orders", "OrdersModule", "src/orders/orders.module.ts", 1, files=(SOLD.file,)),
    )
    access = replace(touch("clients", "client_notes", "write"), function=function, file=FILTER)
    own = replace(SOLD, module="clients", file="src/clients/clients.controller.ts")
    found = kinds(
        modules=modules,
        accesses=(access,),
        routes=(SOLD, own),
        imports=(MAIN, Import(by, FILTER, ("LogFilter",), False, 2), *imports),
    )
    return {source for kind, source, _, _ in found if kind == "write"}


@pytest.mark.parametrize("by", ["src/main.ts", "src/app.module.ts"])
def test_what_the_main_file_or_the_root_sets_writes_in_every_service(by: str) -> None:
    """Found in an exam: a filter and a middleware in the folder of a module wrote in no service but its own, says the split file."""
    assert written_around(by) == {"sales"}


@pytest.mark.parametrize("by", [SOLD.file, "src/orders/orders.module.ts"])
def test_what_controllers_and_modules_name_writes_where_they_are_and_a_helper_of_a_service_does_not(
    by: str,
) -> None:
    """An interceptor or a pipe of one controller, a middleware of one module: Nest makes them there."""
    files = Import("src/main.ts", "src/orders/orders.module.ts", ("OrdersModule",), False, 1)
    assert written_around(by, files) == {"sales"}
    assert written_around("src/orders/orders.service.ts", files) == set()


def test_a_strategy_reads_and_writes_wherever_it_may_stand() -> None:
    file = "src/clients/jwt.strategy.ts"
    strategy = Module("clients", "ClientsModule", "src/clients.ts", 1, providers=("Jwt",), files=(file,))
    judge = Hazard("session-table", "Jwt.validate", "a token counts only while client_notes says so", file, 3)
    accesses = tuple(
        replace(touch("clients", "client_notes", mode), function="Jwt.validate", file=file)
        for mode in ("read", "write")
    )
    found = kinds(modules=(strategy,), accesses=accesses, hazards=(judge,), routes=(SOLD,))
    assert found == [("write", "sales", "crm", "client_notes"), ("read", "sales", "crm", "client_notes")]


def calls_where(*imports: Import, routes: tuple[Route, ...] = (SOLD,)) -> list[tuple[str, ...]]:
    """Return the calls that cross where a guard that is provided, and bound by nothing, is imported by files of no module."""
    parts = guarded(imports="src/main.ts") | {
        "frame_calls": (around("TokenGuard.canActivate", GUARD, bound=""),)
    }
    parts["imports"] = imports
    return [each for each in kinds(**parts, routes=routes) if each[0] == "call"]


def test_what_the_main_file_uses_for_all_routes_asks_from_the_monolith() -> None:
    """`app.useGlobalGuards(app.get(TokenGuard))`: the main file comes along to every service."""
    used = Import("src/main.ts", GUARD, ("TokenGuard",), False, 2)

    assert calls_where(MAIN, used) == [("call", "monolith", "crm", "Revoked.has")]


def test_what_a_file_of_the_main_file_uses_for_all_routes_asks_from_the_monolith() -> None:
    setup = Import("src/main.ts", "src/setup.ts", ("setup",), False, 2)
    used = Import("src/setup.ts", GUARD, ("TokenGuard",), False, 1)

    assert calls_where(MAIN, setup, used, routes=()) == [("call", "monolith", "crm", "Revoked.has")]


def test_what_a_global_guard_asks_of_the_monolith_crosses_from_each_service_that_answers() -> None:
    """From the monolith to itself it would cross nothing, and no policy could be given for it."""
    parts = guarded(enhancer=True, imports="src/app.module.ts")
    parts["frame_calls"] = (replace(around("TokenGuard.canActivate", GUARD), to_module="app"),)

    assert [each for each in kinds(**parts, routes=(SOLD,)) if each[0] == "call"] == [
        ("call", "crm", "monolith", "Revoked.has"),
        ("call", "sales", "monolith", "Revoked.has"),
    ]


def test_what_the_main_file_asks_of_the_monolith_crosses_from_each_service_that_answers() -> None:
    """`await app.get(OldAccounts).bringOver(app)` comes along to each of them."""
    asked = Call(SHARED, "app", "OldAccounts", "bringOver", "bootstrap", "src/main.ts", 9)
    parts = guarded() | {"frame_calls": (), "calls": (asked,), "imports": (MAIN,)}

    assert kinds(**parts, routes=(SOLD,)) == [("call", "sales", "monolith", "OldAccounts.bringOver")]
    assert kinds(**parts | {"imports": ()}, routes=(SOLD,)) == []


def test_a_guard_in_a_decorator_of_shared_code_asks_where_the_routes_are_that_it_decorates() -> None:
    """The routes name the guard, and their file imports the decorator only."""
    decorated = Import(SOLD.file, "src/common/auth.decorator.ts", ("Auth",), False, 1)
    used = Import("src/common/auth.decorator.ts", GUARD, ("TokenGuard",), False, 1)

    assert calls_where(MAIN, decorated, used) == [("call", "sales", "crm", "Revoked.has")]


def test_a_middleware_that_another_module_imports_asks_from_there() -> None:
    found = kinds(**guarded(provides=False, imports="src/orders/orders.controller.ts"))

    assert [each for each in found if each[0] == "call"] == [("call", "sales", "crm", "Revoked.has")]


def test_what_a_module_s_own_class_asks_is_asked_by_nobody_who_imports_the_module() -> None:
    call = Call("mail", "clients", "Clients", "warm", "MailModule.onModuleInit", "src/mail/mail.module.ts", 4)
    mail = Module("mail", "MailModule", "src/mail/mail.module.ts", 1, files=("src/mail/mail.module.ts",))
    parts = guarded() | {"frame_calls": (), "calls": (call,)}
    parts["modules"] = (*parts["modules"], mail)  # type: ignore[misc]
    parts["imports"] = (Import(SOLD.file, "src/mail/mail.module.ts", ("MailModule",), False, 1),)

    assert [each for each in kinds(**parts) if each[0] == "call" and each[1] == "sales"] == []


def test_a_guard_of_shared_code_asks_where_its_routes_are() -> None:
    shared = Call(
        SHARED,
        "clients",
        "Revoked",
        "has",
        "TokenGuard.canActivate",
        "src/common/token.guard.ts",
        7,
        bound_by="sync",
    )
    imports = (Import(SOLD.file, "src/common/token.guard.ts", ("TokenGuard",), False, 1),)

    assert kinds(calls=(shared,), routes=(SOLD,), imports=imports) == [
        ("call", "sales", "crm", "Revoked.has")
    ]


def test_what_a_guard_reads_it_reads_where_its_routes_are() -> None:
    access = Access("clients", "clients", "read", "repository", "TokenGuard.canActivate", GUARD, 8)
    parts = guarded() | {"frame_calls": ()}

    assert ("read", "sales", "crm", "clients") in kinds(**parts, routes=(SOLD,), accesses=(access,))
