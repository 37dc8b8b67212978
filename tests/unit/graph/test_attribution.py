"""A module of repositories: what it touches counts as its callers', in the proposal and in what crosses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_monolith import small

from woosh_split.graph.attribution import attributed, data_access_layers, shared_callers
from woosh_split.graph.crossings import crossings
from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import Call, Module, Route, SharedCall
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.placement import Placement
from woosh_split.proposal.propose import Options, propose

TABLES = ("clients", "orders", "items", "prices", "visits", "routes")
USERS = {
    "crm": ("clients", "visits"),
    "sales": ("orders", "items"),
    "catalog": ("prices",),
    "tours": ("routes", "visits"),
}


def repository(table: str) -> str:
    return f"{table.title()}Repository"


def access(table: str, method: str, mode: str, module: str = "data") -> Access:
    return Access(module, table, mode, "repository", f"{repository(table)}.{method}", "src/data/base.ts", 9)


def call(module: str, table: str, method: str, to: str = "data", function: str = "") -> Call:
    return Call(
        module,
        to,
        repository(table),
        method,
        function or f"{module.title()}Service.run",
        f"src/{module}.ts",
        3,
    )


def layered(**parts: object) -> Facts:
    modules = tuple(
        Module(name, f"{name.title()}Module", f"src/{name}.ts", 1, imports=("data",) if name != "data" else (),
               providers=tuple(map(repository, TABLES)) if name == "data" else (f"{name.title()}Service",))
        for name in ("data", *USERS)
    )  # fmt: skip
    whole: dict[str, object] = {
        "modules": modules,
        "routes": tuple(Route("GET", f"/{m}", m, f"{m.title()}Controller.get", f"src/{m}.ts", 1) for m in USERS),
        "accesses": tuple(
            access(table, method, mode)
            for table in TABLES
            for method, mode in (("find", "read"), ("save", "write"), ("insertMany", "write"))
        ),
        "calls": tuple(
            call(module, table, method) for module, tables in USERS.items() for table in tables
            for method in (("find", "save") if table == tables[0] else ("find",))
        ),
    }  # fmt: skip
    return Facts(monolith=Monolith("m", ".", "nestjs", 1, 1), **(whole | parts))  # type: ignore[arg-type]


def uses(facts: Facts) -> set[tuple[str, str, str]]:
    return {(each.module, each.mode, each.table) for each in facts.accesses}


def test_a_module_of_repositories_is_known_by_what_it_touches_and_who_calls_it() -> None:
    assert data_access_layers(layered()) == {"data"}


@pytest.mark.parametrize(
    "parts",
    [
        {"routes": (Route("GET", "/data", "data", "DataController.get", "src/data.ts", 1),)},
        {"accesses": tuple(access(table, "find", "read") for table in TABLES[:4])},
        {
            "accesses": tuple(
                replace(access(table, "find", "read"), function="Reports.run") for table in TABLES
            )
        },
        {"calls": (call("crm", "clients", "find"), call("sales", "orders", "find"))},
    ],
    ids=["it has routes", "few tables", "one class", "two callers"],
)
def test_what_answers_or_is_small_is_no_layer(parts: dict[str, object]) -> None:
    assert data_access_layers(layered(**parts)) == frozenset()


def test_an_access_counts_for_each_module_that_calls_its_function() -> None:
    accesses = tuple(
        access(table, *each) for table in TABLES for each in (("find", "read"), ("save", "write"))
    )
    found = uses(attributed(layered(accesses=accesses), {"data"}))

    assert ("crm", "read", "visits") in found and ("tours", "read", "visits") in found
    assert ("crm", "write", "clients") in found and ("crm", "write", "visits") not in found


def test_generic_methods_that_nobody_calls_say_nothing_beside_one_that_is_called() -> None:
    found = attributed(layered(), {"data"})

    assert "ClientsRepository.insertMany" not in {each.function for each in found.accesses}


def test_a_generic_method_that_is_called_for_another_table_is_not_called_for_this_one() -> None:
    assert "VisitsRepository.save" not in {each.function for each in attributed(layered(), {"data"}).accesses}


def test_a_method_behind_the_ones_that_are_called_counts_for_the_callers_of_the_class() -> None:
    hidden = (access("orders", "find", "read"), access("orders", "persist", "write"))

    assert ("sales", "write", "orders") in uses(attributed(layered(accesses=hidden), {"data"}))


def test_what_nobody_is_seen_to_call_stays_with_the_library() -> None:
    alone = (access("orders", "find", "read"), replace(access("logs", "save", "write"), function="Logs.save"))

    assert ("data", "write", "logs") in uses(attributed(layered(accesses=alone), {"data"}))


def test_calls_from_one_library_into_another_are_followed() -> None:
    calls = (
        call("facade", "orders", "save", function="Facade.place"),
        Call("sales", "facade", "Facade", "place", "SalesService.run", "src/sales.ts", 3),
    )
    facts = layered(
        calls=calls, accesses=(access("orders", "save", "write"), access("clients", "find", "read", "facade"))
    )

    assert ("sales", "write", "orders") in uses(attributed(facts, {"data", "facade"}))


def test_a_transaction_in_a_repository_is_its_callers() -> None:
    inside = Transaction(
        "t1", "data", "OrdersRepository.save", "src/data/base.ts", 9, (), ("orders", "clients")
    )
    placement = Placement(
        {"sales": "sales", "crm": "crm"}, {"orders": "sales", "clients": "crm"}, {}, frozenset({"data"})
    )

    found = {
        (each.kind, each.from_service, each.to_service)
        for each in crossings(layered(transactions=(inside,)), placement)
    }

    assert ("transaction", "sales", "crm") in found


@given(st.permutations(TABLES), st.sets(st.sampled_from(sorted(USERS))))
def test_without_libraries_nothing_changes_and_twice_is_once(order: list[str], libraries: set[str]) -> None:
    facts = layered(accesses=tuple(access(table, "find", "read") for table in order))
    once = attributed(facts, {"data", *libraries})

    assert attributed(facts, ()) is facts
    assert attributed(once, {"data", *libraries}) == once


def test_a_proposal_makes_shared_code_of_it_and_gives_each_table_to_a_caller() -> None:
    found = propose(layered(), Options(quick=True))

    assert found.placement.libraries == {"data"}
    assert "data" not in found.placement.modules
    assert not any(each.kind == "call" for each in found.crossings)
    (placed,) = (each for each in found.placed if each.item == "data")
    assert "counts as theirs" in placed.reason


def test_providers_that_are_all_exports_of_a_barrel_of_barrels_are_known(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/data/a.repository.ts": "import { Injectable } from '@nestjs/common';\n"
            "@Injectable() export class ARepository { all() { return []; } }\nexport interface AOptions { a: number }\n",
            "src/data/repositories/index.ts": "export * from '../a.repository';\nexport default class Nothing {}\n",
            "src/data/index.ts": "export * from './repositories';\nexport * from '@nestjs/common';\n",
            "src/data.module.ts": "import { Global, Module } from '@nestjs/common';\nimport * as All from './data';\n"
            "@Global() @Module({ providers: [...Object.values(All)], exports: Object.values(All) }) export class DataModule {}\n",
            "src/app.module.ts": "import { Injectable, Module } from '@nestjs/common';\n"
            "import { ARepository } from './data';\nimport { DataModule } from './data.module';\n"
            "@Injectable() export class App { constructor(private readonly a: ARepository) {}\n  run() { return this.a.all(); } }\n"
            "@Module({ imports: [DataModule], providers: [App] }) export class AppModule {}\n",
        },
    )

    (data,) = (each for each in found.facts.modules if each.name == "data")
    assert data.providers == data.exports == ("ARepository",)
    assert [(each.from_module, each.to_module, each.method) for each in found.facts.calls] == [
        ("app", "data", "all")
    ]


def test_what_a_library_does_by_shared_code_counts_for_the_modules_that_call_the_library() -> None:
    """Both are copied to whoever uses them: a module that calls a mailer which keeps a log writes the log."""
    facts = replace(
        layered(
            accesses=(), calls=(Call("crm", "mail", "Mailer", "send", "CrmService.run", "src/crm.ts", 3),)
        ),
        accesses=(Access("~shared", "log", "write", "sql", "Log.add", "src/common/log.ts", 2),),
        shared_calls=(SharedCall("mail", "Mailer.send", "Log.add", "src/common/log.ts", "src/mail.ts", 9),),
    )
    (found,) = attributed(facts, ["mail"]).accesses
    assert (found.module, found.function, found.file) == ("crm", "Log.add", "src/common/log.ts")


def test_shared_code_that_calls_itself_ends_and_stays_where_it_is() -> None:
    facts = layered(
        accesses=(Access("~shared", "log", "write", "sql", "add", "src/log.ts", 2),),
        shared_calls=(
            SharedCall("~shared", "add", "again", "src/log.ts", "src/log.ts", 3),
            SharedCall("~shared", "again", "add", "src/log.ts", "src/log.ts", 7),
        ),
    )
    assert attributed(facts, []) == facts


@given(
    st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=12),
    st.sets(st.tuples(st.sampled_from(("crm", "sales")), st.sampled_from("abcde")), max_size=4),
)
def test_who_calls_shared_code_is_whoever_can_reach_it(
    within: set[tuple[str, str]], outside: set[tuple[str, str]]
) -> None:
    """Of all ways through functions of no module, circles among them, each is followed to the modules at its end."""
    calls = [SharedCall("~shared", one, other, "s.ts", "s.ts", 1) for one, other in sorted(within)]
    calls += [SharedCall(module, "run", name, "s.ts", f"{module}.ts", 1) for module, name in sorted(outside)]
    known = {each.to_function for each in calls}
    reaches = {(one, one) for one in known} | {(one, other) for one, other in within if one in known}
    for _ in known:
        reaches |= {(a, d) for a, b in reaches for c, d in reaches if b == c}

    found = shared_callers(layered(shared_calls=tuple(calls)))

    assert {name: set(users) for (_, name), users in found.items()} == {
        name: {(module, "run") for module, first in outside if (first, name) in reaches} for name in known
    }
