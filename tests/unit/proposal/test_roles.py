"""What is settled before anything is clustered: root, libraries, hubs, seeders; and what nothing ties at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_facts import access, module

from woosh_split.graph.joint import Item
from woosh_split.model.code import SHARED, Call, Event, Hazard, Import, Job, Module, Route, SharedCall
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Table
from woosh_split.model.split import Pins
from woosh_split.proposal.likeness import beginnings, likenesses
from woosh_split.proposal.propose import Options, propose
from woosh_split.proposal.roles import participation, roles
from woosh_split.proposal.subjects import subject_of

QUICK = Options(seeds=3)
NAMES = ("alpha", "beta", "gamma", "delta", "omega")


def facts(*names: str, **more: object) -> Facts:
    """Return a monolith whose root imports these modules; each inserts into a table of its own, and updates it."""
    return replace(
        Facts(
            Monolith("m", ".", "nestjs", 1, 1),
            modules=(module("app", *names), *(module(name) for name in names)),
            tables=tuple(Table(f"{name}_rows") for name in names),
            accesses=tuple(
                access(name, f"{name}_rows", "write", line, operation="insert", function=f"{name}.f{line}")
                for name in names
                for line in (1, 2)
            ),
        ),
        **more,
    )


def test_a_module_without_tables_that_others_call_is_a_library() -> None:
    made = facts("alpha", "beta")
    mail = module("mail")
    call = Call("alpha", "mail", "MailService", "send", "Alpha.run", "src/alpha/alpha.service.ts", 3)
    made = replace(made, modules=(*made.modules, mail), calls=(call,))
    assert roles(made).libraries == {"mail"}
    route = Route("GET", "/api/mail", "mail", "MailController.list", "src/mail/mail.controller.ts", 4)
    assert roles(replace(made, routes=(route,))).libraries == frozenset()
    job = Job("mail", "MailService.flush", "* * * * *", "src/mail/mail.service.ts", 9)
    assert roles(replace(made, jobs=(job,))).libraries == frozenset()
    everywhere = replace(job, function="(top level)")  # a timer of a file, which goes wherever the file goes
    assert roles(replace(made, jobs=(everywhere,))).libraries == {"mail"}


def test_a_module_that_touches_tables_around_the_handlers_alone_is_a_library_where_many_call_it() -> None:
    """Found in an exam: the module of everybody's SQL, with the guard of all routes, was one with the orders."""
    made = facts("alpha", "beta", "gamma")
    guard = access("kit", "trail", "write", 9, operation="insert", function="TrailInterceptor.intercept")
    kit = replace(module("kit"), enhancers=("TrailInterceptor",))
    calls = tuple(
        Call(name, "kit", "Sql", "run", f"{name}.f1", f"src/{name}/{name}.service.ts", 3)
        for name in NAMES[:3]
    )
    made = replace(made, modules=(*made.modules, kit), accesses=(*made.accesses, guard), calls=calls)
    assert roles(made).libraries == {"kit"}
    assert roles(replace(made, calls=calls[:2])).libraries == frozenset()
    own = replace(guard, function="Trail.last")
    assert roles(replace(made, accesses=(*made.accesses, own))).libraries == frozenset()


def test_a_global_module_that_works_around_everybody_s_requests_and_saves_is_a_library() -> None:
    """It was in one service: what the others saved was saved without its subscriber."""
    made = facts("alpha", "beta")
    core = replace(module("core"), is_global=True)
    heard = access("core", "changes", "write", 9, function="Changes.afterInsert")
    guard = access("core", "alpha_rows", "read", 5, function="AccessGuard.canActivate")
    saved = SharedCall(
        "alpha", "Alpha.f1", "Changes.afterInsert", heard.file, "src/alpha/alpha.service.ts", 3
    )
    route = Route("GET", "/api/beta", "beta", "Beta.list", guard.file, 4, guards=("AccessGuard",))
    made = replace(
        made, modules=(*made.modules, core), accesses=(*made.accesses, heard, guard), shared_calls=(saved,), routes=(route,)
    )  # fmt: skip
    assert roles(made).libraries == {"core"}
    assert roles(replace(made, shared_calls=())).libraries == frozenset()
    assert roles(replace(made, routes=())).libraries == frozenset()
    local = replace(core, is_global=False)
    assert roles(replace(made, modules=(*made.modules[:-1], local))).libraries == frozenset()


def test_a_filter_of_the_main_file_and_a_strategy_are_around_the_handlers_too() -> None:
    """Found in an exam: the folder of what all use, a clock in it, was one with attendance, and owned the log of errors."""
    made = facts("alpha", "beta", "gamma")
    file = "src/kit/log.filter.ts"
    kit = replace(module("kit"), providers=("Clock", "JwtStrategy"))
    kit = replace(kit, files=(*kit.files, file, "src/kit/kit.service.ts"))
    wrote = replace(access("kit", "errors", "write", 9, function="LogFilter.keep"), file=file)
    read = access("kit", "alpha_rows", "read", 9, function="JwtStrategy.validate")
    calls = tuple(
        Call(name, "kit", "Clock", "now", f"{name}.f1", f"src/{name}/{name}.service.ts", 3) for name in NAMES[:3]
    )  # fmt: skip
    app = next(each for each in made.modules if each.name == "app")
    imports = (
        Import("src/main.ts", app.file, (app.class_name,), False, 1),
        Import("src/main.ts", file, ("LogFilter",), False, 2),
    )
    made = replace(
        made,
        modules=(*made.modules, kit),
        accesses=(*made.accesses, wrote, read),
        calls=calls,
        imports=imports,
        hazards=(Hazard("session-table", "JwtStrategy.validate", "says so: alpha_rows", read.file, 3),),
    )
    assert roles(made).libraries == {"kit"}
    assert roles(replace(made, imports=imports[:1])).libraries == frozenset()
    alpha = Import("src/alpha/alpha.module.ts", file, ("LogFilter",), False, 2)
    assert roles(replace(made, imports=(imports[0], alpha))).libraries == {"kit"}
    own = replace(alpha, from_file=kit.file)
    assert roles(replace(made, imports=(imports[0], own))).libraries == frozenset()
    assert roles(replace(made, hazards=())).libraries == frozenset()


def test_the_root_module_is_no_service() -> None:
    made = facts("alpha", "beta")
    assert roles(made).root == "app"
    assert propose(made, QUICK).placement.home_of_module("app") == "monolith"


@pytest.mark.parametrize("importer", ["app", "alpha"])
def test_a_root_module_that_itself_or_a_module_of_its_own_imports_again_is_the_root(importer: str) -> None:
    made = facts("alpha", "beta")
    modules = tuple(
        replace(each, imports=(*each.imports, "app")) if each.name == importer else each
        for each in made.modules
    )
    assert roles(replace(made, modules=modules)).root == "app"


def test_a_module_named_app_that_is_a_part_of_another_application_is_no_root() -> None:
    made = facts("alpha", "beta")
    app = next(each for each in made.modules if each.name == "app")
    shell = replace(app, name="shell", class_name="ShellModule", imports=("app", "alpha"))
    assert roles(replace(made, modules=(*made.modules, shell))).root == "shell"


def test_a_hub_is_touched_by_many_and_evenly() -> None:
    made = facts(*NAMES)
    evenly = tuple(access(name, "alpha_rows", line=9, function=f"{name}.read") for name in NAMES[1:])
    assert roles(replace(made, accesses=(*made.accesses, *evenly))).hubs == {"alpha_rows"}
    assert roles(replace(made, accesses=(*made.accesses, *evenly[:2]))).hubs == frozenset()


@pytest.mark.parametrize(
    ("weights", "expected"), [({}, 0.0), ({"a": 4}, 0.0), ({"a": 1, "b": 1}, 0.5), ({"a": 3, "b": 1}, 0.375)]
)
def test_participation(weights: dict[str, int], expected: float) -> None:
    assert participation(weights) == expected


def test_who_fills_everybodys_tables_owns_none_and_stays() -> None:
    """Found in a public backend: its seeding module wrote fourteen tables, and was to own them."""
    made = facts("alpha", "beta", "seeding")
    filled = tuple(
        access("seeding", f"{name}_rows", "write", line, operation="insert", function=f"seed.f{line}")
        for name in ("alpha", "beta")
        for line in range(20, 30)
    )
    proposal = propose(replace(made, accesses=(*made.accesses, *filled)), QUICK)
    owners = {each.table: each.owner for each in proposal.ownership}
    assert owners["alpha_rows"] == proposal.placement.modules["alpha"]
    assert owners["beta_rows"] == proposal.placement.modules["beta"]
    assert "seeding" not in proposal.placement.modules
    assert any("fills tables of others" in each.reason for each in proposal.placed)


def test_a_module_that_is_only_called_so_is_none() -> None:
    """A nursery sells seeds: it writes tables of its own, and nobody else knows them."""
    assert roles(facts("alpha", "seeds")).seeders == frozenset()


def test_lone_light_modules_share_a_service_and_are_asked_about() -> None:
    proposal = propose(facts("alpha", "beta", "gamma"), QUICK)
    assert len(set(proposal.placement.modules.values())) == 1
    assert any("Nothing ties alpha, beta, gamma to anything" in note for note in proposal.notes)


def test_one_lone_light_module_is_no_service_and_is_asked_about() -> None:
    """Found in a public backend: one table that nothing ties came out as a service beside three of several modules."""
    made = facts("alpha", "beta", "gamma")
    call = Call("alpha", "beta", "BetaService", "run", "Alpha.run", "src/alpha/alpha.service.ts", 3)
    found = propose(replace(made, calls=(call, replace(call, line=4, function="Alpha.go"))), QUICK)
    assert found.placement.modules["alpha"] == found.placement.modules["beta"]
    assert found.placement.home_of_module("gamma") == "monolith"
    assert any("Nothing ties gamma to any service: left with the monolith" in each for each in found.notes)


def test_a_lone_light_module_is_a_service_where_nothing_else_is() -> None:
    assert propose(facts("alpha"), QUICK).placement.modules["alpha"] == "alpha"


def test_a_lone_module_of_several_tables_is_a_service() -> None:
    made = facts("alpha", "beta", "gamma")
    more = tuple(
        access("gamma", f"gamma_{n}", "write", 30 + n, operation="insert", function=f"gamma.g{n}")
        for n in range(3)
    )
    placement = propose(replace(made, accesses=(*made.accesses, *more)), QUICK).placement
    assert placement.modules["gamma"] != placement.modules["alpha"] == placement.modules["beta"]


def test_what_nothing_ties_and_keeps_no_data_stays_with_the_monolith() -> None:
    names = ("health", "static")
    routes = tuple(Route("GET", f"/api/{name}", name, f"{name}.get", f"src/{name}.ts", 4) for name in names)
    made = facts("alpha", "beta")
    made = replace(made, modules=(*made.modules, *(module(name) for name in names)), routes=routes)
    found = propose(made, QUICK)
    assert {found.placement.home_of_module(name) for name in names} == {"monolith"}
    assert any("health, static to any service: left with the monolith" in each for each in found.notes)
    reason = next(each.reason for each in found.placed if each.item == "health")
    assert reason == "nothing ties it to anything, and it keeps no data: it stays with the monolith"


def test_so_many_services_as_were_asked_for_need_every_module() -> None:
    made = facts("alpha", "beta")
    made = replace(made, modules=(*made.modules, module("health")))
    assert len(propose(made, replace(QUICK, services=2)).placement.services) == 2
    assert propose(made, replace(QUICK, services=2)).placement.home_of_module("health") == "monolith"
    assert len(propose(made, replace(QUICK, services=3)).placement.services) == 3


def test_a_pin_places_what_nothing_ties() -> None:
    made = facts("alpha", "beta")
    made = replace(made, modules=(*made.modules, module("health")))
    pins = Pins(service=(("module:health", "watch"),))
    assert propose(made, QUICK, pins).placement.home_of_module("health") == "watch"
    apart = propose(made, QUICK, Pins(apart=(("module:health", "module:app"),)))
    assert apart.placement.home_of_module("health") != "monolith"


def test_what_a_module_does_to_tables_of_its_own_is_told_apart() -> None:
    made = facts("alpha", "beta")
    call = Call("alpha", "beta", "BetaService", "run", "Alpha.run", "src/alpha/alpha.service.ts", 3)
    made = replace(made, calls=(call, replace(call, line=4, function="Alpha.go")))
    reason = next(each.reason for each in propose(made, QUICK).placed if each.item == "alpha")
    assert reason == "2 calls inside; own tables: 2 writes"


def test_what_a_pin_keeps_apart_from_a_module_of_the_monolith_does_not_stay_there() -> None:
    made = facts("alpha", "beta")
    made = replace(made, modules=(*made.modules, module("health")))
    pins = Pins(apart=(("module:alpha", "module:health"),), service=(("module:alpha", "monolith"),))
    assert propose(made, QUICK, pins).placement.home_of_module("health") != "monolith"


LONE = (
    "acorn", "basalt", "cobalt", "dynamo", "ember", "flint", "granite", "helium", "indigo", "jasper",
    "kelvin", "lumen",
)  # fmt: skip


def test_many_lone_modules_are_put_together_by_what_they_are_called_and_the_rest_is_asked_about() -> None:
    """Found in a public backend: 75 modules that nothing ties came out as one service, named after one of them."""
    admin, tax = ("console-keys", "plugin-list", "themes"), ("tax-zones", "tax-codes")
    names = (*LONE, *admin, *tax)
    routes = tuple(
        Route(
            "GET", f"/api/v1/{'admin/' * (name in admin)}{name}/:id", name, f"{name}.get", f"src/{name}.ts", 4
        )
        for name in names
    )
    found = propose(facts(*names, routes=routes), QUICK)
    home = found.placement.home_of_module

    assert len({home(name) for name in admin} - {"monolith"}) == 1
    assert len({home(name) for name in tax} - {"monolith"}) == 1
    assert home("themes") != home("tax-zones")
    assert {home(name) for name in LONE} == {"monolith"}
    assert {each.owner for each in found.ownership if each.table == "acorn_rows"} == {"monolith"}
    assert any(
        "Nothing ties console-keys, plugin-list, themes to anything: put together in admin" in n
        for n in found.notes
    )
    (note,) = (each for each in found.notes if "to any service: left with the monolith" in each)
    assert all(name in note for name in LONE)
    reason = next(each.reason for each in found.placed if each.item == "acorn")
    assert "keeps no data" not in reason
    assert (
        reason
        == "nothing ties it or its table to anything: it stays with the monolith until a person places it"
    )


def test_a_few_lone_modules_still_share_a_service() -> None:
    beside = ("tax-zones", "tax-codes")
    modules = propose(facts(*LONE[:8], *beside), QUICK).placement.modules
    assert len({modules[name] for name in LONE[:8]}) == 1
    assert len(set(modules.values())) == 2
    more = propose(facts(*LONE[:9], *beside), QUICK).placement.modules
    assert set(more) == set(beside)


def test_where_nothing_ties_anything_one_service_is_better_than_none() -> None:
    assert len(set(propose(facts(*LONE), QUICK).placement.modules.values())) == 1


def test_modules_whose_routes_begin_differently_have_no_beginning_in_common() -> None:
    two = tuple(
        Route("GET", f"/api/{path}/:id", name, "C.m", "src/c.ts", 1)
        for name, path in (
            ("acorn", "admin/a"),
            ("acorn", "shop/a"),
            ("basalt", "admin/b"),
            ("cobalt", "admins/c"),
        )
    )
    assert beginnings(facts("acorn", "basalt", "cobalt", routes=two)) == {
        "basalt": "admin",
        "cobalt": "admin",
    }


def test_a_path_of_web_sockets_is_no_beginning() -> None:
    """It is that of the library, whatever the module is about."""
    routes = (
        Route("GET", "/orders", "acorn", "C.m", "src/c.ts", 1),
        Route("ALL", "/socket.io/*", "acorn", "Live", "src/l.ts", 1, kind="websocket"),
    )
    assert beginnings(facts("acorn", routes=routes)) == {"acorn": "order"}


def test_a_likeness_is_a_beginning_of_routes_a_subject_or_a_first_word() -> None:
    units = [
        [Item("module", "payments"), Item("table", "t")],
        [Item("module", "ab-cdef")],
        [Item("table", "x")],
    ]
    assert likenesses(facts("payments", "ab-cdef"), units) == {
        0: ("", subject_of("payments"), "payment"),
        1: ("", "", "cdef"),
    }
    assert subject_of("payments")


def test_a_module_is_a_library_only_where_others_want_it_it_is_idle_and_gives_something() -> None:
    base = facts("alpha", "beta")
    call = Call("alpha", "mail", "MailService", "send", "Alpha.run", "src/alpha/alpha.service.ts", 3)

    def libraries(mail: Module, **more: object) -> frozenset[str]:
        return roles(replace(base, modules=(*base.modules, mail), **more)).libraries  # type: ignore[arg-type]

    plain = module("mail")
    assert libraries(plain) == frozenset()
    assert libraries(plain, calls=(replace(call, from_module="mail"),)) == frozenset()
    assert libraries(replace(plain, is_global=True)) == {"mail"}
    for direction, expected in (("handles", frozenset()), ("emits", {"mail"})):
        event = Event("mail", "paid", direction, "MailService.on", "src/mail/mail.service.ts", 5)
        assert libraries(plain, calls=(call,), events=(event,)) == expected
    empty = replace(plain, providers=(), exports=())
    assert libraries(empty, calls=(call,)) == {"mail"}
    assert libraries(replace(empty, imports=("beta",)), calls=(call,)) == frozenset()
    assert libraries(replace(empty, imports=("beta",), exports=("X",)), calls=(call,)) == {"mail"}
    assert libraries(replace(empty, imports=("beta",), providers=("X",)), calls=(call,)) == {"mail"}


def test_the_root_is_no_library_though_somebody_calls_it_and_a_lone_module_is_no_root() -> None:
    base = facts("alpha", "beta")
    call = Call("alpha", "app", "AppService", "now", "Alpha.run", "src/alpha/alpha.service.ts", 3)
    assert roles(replace(base, calls=(call,))).libraries == frozenset()
    assert roles(base).root == "app"
    assert roles(replace(base, modules=(module("app", "gone"),))).root is None


def test_a_table_is_private_to_the_one_that_writes_it_else_to_the_one_that_reads_it() -> None:
    rows = (
        access("alpha", "one", "write"), access("beta", "one"),
        access("alpha", "two"), access(SHARED, "two", "write"),
        access("alpha", "three"), access("beta", "three"),
        access("alpha", "four", "write"), access("beta", "four", "write"),
    )  # fmt: skip
    found = roles(replace(facts("alpha", "beta"), accesses=rows))
    assert found.private == {"one": "alpha", "two": "alpha"}
    assert found.users["two"] == {"alpha"}
    assert found.writers == {"one": {"alpha"}, "four": {"alpha", "beta"}}


@pytest.mark.parametrize(("many", "even", "hub"), [(3, True, False), (4, True, True), (4, False, False)])
def test_a_hub_has_four_modules_at_least_of_which_none_does_most(many: int, even: bool, hub: bool) -> None:
    names = NAMES[:many]
    rows = [access(name, "shared", line=line) for name in names for line in (1, 2)]
    rows += [] if even else [access("alpha", "shared", line=line) for line in range(3, 23)]
    made = facts(*names)
    assert roles(replace(made, accesses=(*made.accesses, *rows))).hubs == ({"shared"} if hub else frozenset())


@pytest.mark.parametrize(
    "name", ["seed", "db-seeder", "seeding", "fixtures", "faker", "migrations", "migrator", "demo-data"]
)
def test_who_by_its_name_only_fills_tables_is_one_where_it_writes_what_others_use(name: str) -> None:
    rows = (access("alpha", "one"), access(name, "one", "write"), access("beta", "two", "write"))
    made = replace(facts("alpha", "beta"), accesses=rows)
    made = replace(made, modules=(*made.modules, module(name)))
    assert roles(made).seeders == {name}
    reads = tuple(replace(each, mode="read") if each.module == name else each for each in rows)
    assert roles(replace(made, accesses=reads)).seeders == frozenset()
    own = tuple(replace(each, table="own") if each.module == name else each for each in rows)
    assert roles(replace(made, accesses=own)).seeders == frozenset()
