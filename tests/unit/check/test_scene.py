"""Which contracts make a crossing legal, and what is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from woosh_split.check.registry import RULES
from woosh_split.check.rule import Finding
from woosh_split.check.scene import ALLOWS, look
from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import Call, Event, Import, Module, Unresolved
from woosh_split.model.crossing import KINDS, crossing_id
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Relation, Table
from woosh_split.model.split import POLICIES, Contract, Reference, Service, SplitFile

TODAY = date(2026, 11, 28)
FILES = {name: f"src/{name}.service.ts" for name in ("orders", "users", "mail")}
SERVICES = (Service("orders", ("orders",), ("orders",)), Service("users", ("users",), ("users", "roles")))
OWN = (
    Access("orders", "orders", "write", "raw-sql", "O.own", FILES["orders"], 90),
    Access("users", "users", "write", "raw-sql", "U.own", FILES["users"], 90),
)


def facts(**parts: object) -> Facts:
    modules = tuple(
        Module(
            name,
            f"{name.title()}Module",
            f"src/{name}.module.ts",
            1,
            exports=("UsersService",),
            files=(file,),
        )
        for name, file in FILES.items()
    )
    return Facts(
        Monolith("m", ".", "nestjs", 3, 1),
        modules,
        **{"accesses": OWN, "tables": (Table("orders"), Table("users"), Table("roles"))} | parts,  # type: ignore[arg-type]
    )


def touch(table: str = "users", mode: str = "read", module: str = "orders", **more: object) -> Access:
    return Access(module, table, mode, "raw-sql", "O.run", FILES[module], 5, **more)  # type: ignore[arg-type]


def found(given: Facts, *contracts: Contract, **more: object) -> list[tuple[str, Finding]]:
    split = SplitFile(services=SERVICES, crossings=contracts, **more)  # type: ignore[arg-type]
    scene = look(given, split, TODAY)
    return [(rule.text.code, finding) for rule in RULES for finding in rule.find(scene)]


def codes(given: Facts, *contracts: Contract, **more: object) -> list[str]:
    return [code for code, _ in found(given, *contracts, **more)]


ONE_OF_EACH = {
    "read": (facts(accesses=(*OWN, touch())), "users", "WS301"),
    "join": (facts(accesses=(*OWN, touch(joined_with=("orders",)))), "users", "WS302"),
    "write": (facts(accesses=(*OWN, touch(mode="write"))), "users", "WS303"),
    "transaction": (
        facts(transactions=(Transaction("t", "orders", "O.run", FILES["orders"], 4, (), ("users",)),)),
        "O.run",
        "WS501",
    ),
    "call": (
        facts(calls=(Call("orders", "users", "UsersService", "find", "O.run", FILES["orders"], 5),)),
        "UsersService.find",
        "WS202",
    ),
    "event": (
        facts(
            events=(
                Event("orders", "closed", "emits", "O.run", FILES["orders"], 5),
                Event("users", "closed", "handles", "U.on", FILES["users"], 5),
            )
        ),
        "closed",
        "WS204",
    ),
    "import": (
        facts(imports=(Import(FILES["orders"], FILES["users"], ("x",), False, 1),)),
        FILES["users"],
        "WS101",
    ),
    "relation": (
        facts(relations=(Relation("orders", "users", "many-to-one", None, "src/order.entity.ts", 3),)),
        "orders->users",
        "WS401",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("policy", [None, *POLICIES])
def test_a_crossing_is_legal_where_the_policy_of_its_contract_allows_its_kind(
    kind: str, policy: str | None
) -> None:
    given, what, code = ONE_OF_EACH[kind]
    contracts = []
    if policy is not None:
        key = crossing_id(kind, "orders", "users", what)
        contracts.append(Contract(key, "orders", "users", kind, what, policy, issue="x", until=TODAY))
    assert codes(given, *contracts) == ([] if policy in ALLOWS[kind] else [code])


@pytest.mark.parametrize(
    ("issue", "until", "told"),
    [
        (None, date(2027, 1, 1), "is not filed"),
        ("x", None, "is not filed"),
        ("x", date(2026, 11, 27), "ended on 2026-11-27 (x)"),
    ],
)
def test_a_debt_that_is_not_filed_or_over_allows_nothing_and_says_so(
    issue: str | None, until: date | None, told: str
) -> None:
    given, what, code = ONE_OF_EACH["write"]
    key = crossing_id("write", "orders", "users", what)
    ((broken, finding),) = found(
        given, Contract(key, "orders", "users", "write", what, "debt", issue=issue, until=until)
    )
    assert broken == code
    assert told in finding.message
    assert finding.crossing == key


def test_one_statement_is_one_violation_of_the_gravest_rule() -> None:
    both = facts(accesses=(*OWN, touch(), touch(mode="write"), touch(joined_with=("orders",))))
    assert codes(both) == ["WS303"]
    locked = facts(accesses=(*OWN, touch(lock=True, joined_with=("orders",))))
    assert codes(locked) == ["WS304"]


def test_two_tables_of_one_statement_are_two_violations() -> None:
    both = facts(
        accesses=(
            *OWN,
            touch(joined_with=("orders", "roles")),
            touch("roles", joined_with=("orders", "users")),
        )
    )
    assert codes(both) == ["WS302", "WS302"]


def test_a_root_module_that_only_touches_tables_of_services_is_asked_for_no_service() -> None:
    """Its guard reads users; that module itself belongs to nobody."""
    given = facts(accesses=(*OWN, touch(module="mail")))
    modules = tuple(
        replace(each, imports=("orders", "users", "mail")) if each.name == "mail" else each
        for each in given.modules
    )
    assert codes(replace(given, modules=modules)) == ["WS301"]


def test_the_monolith_is_a_side_both_ways() -> None:
    assert codes(facts(accesses=(*OWN, touch(module="mail")))) == ["WS301", "WS702"]
    letters = Access("mail", "letters", "write", "raw-sql", "M.own", FILES["mail"], 9)
    assert codes(facts(accesses=(*OWN, letters, touch("letters")))) == ["WS301"]


def test_reading_a_reference_table_crosses_nothing_and_writing_it_does() -> None:
    countries = (Reference("countries", "users"),)
    assert codes(facts(accesses=(*OWN, touch("countries"))), reference=countries) == []
    assert codes(facts(accesses=(*OWN, touch("countries", "write"))), reference=countries) == [
        "WS303",
        "WS703",
    ]


def test_libraries_and_code_of_no_module_travel_with_whoever_uses_them() -> None:
    calls = (Call("orders", "mail", "MailService", "send", "O.run", FILES["orders"], 5),)
    imports = (
        Import(FILES["orders"], FILES["mail"], ("x",), False, 1),
        Import(FILES["orders"], "src/shared.ts", ("x",), False, 2),
        Import("src/shared.ts", FILES["users"], ("x",), False, 2),
    )
    assert codes(facts(calls=calls, imports=imports), libraries=("mail",)) == []
    assert codes(facts(calls=calls, imports=imports)) == ["WS101", "WS203"]


def test_once_every_call_into_a_class_is_remote_its_import_is_allowed() -> None:
    given = facts(
        calls=tuple(
            Call("orders", "users", "UsersService", name, "O.run", FILES["orders"], 5)
            for name in ("find", "drop")
        ),
        imports=(Import(FILES["orders"], FILES["users"], ("UsersService",), False, 1),),
    )
    contracts = [
        Contract(crossing_id("call", "orders", "users", what), "orders", "users", "call", what, "remote")
        for what in ("UsersService.find", "UsersService.drop")
    ]
    assert codes(given) == ["WS201", "WS202", "WS202"]
    assert codes(given, contracts[0]) == ["WS201", "WS202"]
    assert codes(given, *contracts) == []


def test_a_contract_that_nothing_needs_is_told_at_its_line() -> None:
    contract = Contract("0badc0de", "orders", "users", "read", "roles", "view")
    split = SplitFile(services=SERVICES, crossings=(contract,))
    scene = look(facts(), split, TODAY, split_text='version: 1\ncrossings:\n  - {id: "0badc0de", from: a}\n')
    (finding,) = (each for rule in RULES if rule.text.code == "WS704" for each in rule.find(scene))
    assert (finding.file, finding.line) == ("woosh-split.yaml", 3)


def test_the_owner_is_shown_at_its_entity_also_where_a_dump_declares_the_table() -> None:
    both = Table(
        "users", entity="User", entity_file="src/user.entity.ts", file="db.sql", line=7, entity_line=12
    )
    given = facts(tables=(Table("orders"), both), accesses=(*OWN, touch()))
    (related,) = dict(found(given))["WS301"].related
    assert (related.path, related.line) == ("src/user.entity.ts", 12)


def test_a_finding_names_the_relations_that_lead_to_its_table() -> None:
    relations = (
        Relation("orders", "users", "many-to-one", None, "src/order.entity.ts", 3, "buyer"),
        Relation("orders", "users", "many-to-one", None, "src/order.entity.ts", 4, "billing.payer"),
    )
    read = Access("orders", "users", "read", "relation", "O.run", FILES["orders"], 5)
    given = facts(relations=relations, accesses=(*OWN, read))
    assert dict(found(given))["WS301"].paths == ("buyer", "payer")


def test_a_provider_that_a_module_provides_itself_is_said_to_be_a_copy_and_not_to_be_injected() -> None:
    imports = (Import(FILES["orders"], FILES["users"], ("UsersService",), False, 1),)
    plain = dict(found(facts(imports=imports)))["WS201"]
    assert plain.message == "orders takes in the provider UsersService of users."
    modules = tuple(
        replace(each, providers=("UsersService",)) if each.name == "orders" else each
        for each in facts().modules
    )
    own = dict(found(replace(facts(imports=imports), modules=modules)))["WS201"]
    assert own.message == "orders of orders provides UsersService itself, and its code is that of users."
    assert own.fix == f"Give crossing {own.crossing} the policy borrow: each service then has its own copy."


@pytest.mark.parametrize(
    ("kind", "text", "reason", "word", "fix"),
    [
        ("import", "./users/user.entity", "no file of the tree is there; ...", "entity", "Bring the file"),
        ("import", "@lib/users", "no file of the tree is there; ...", "users", "Bring the file"),
        ("sql", "sql", "more than 256 texts are possible; ...", "sql", "Choose between fewer"),
        (
            "relation",
            "owner",
            "Order has no relation of this name; the query fails at run time",
            "owner",
            "Name a relation",
        ),
        ("route", "this.path()", "the path is computed", "path", "Make it readable"),
    ],
)
def test_what_could_not_be_told_says_its_own_way_out(
    kind: str, text: str, reason: str, word: str, fix: str
) -> None:
    given = facts(unresolved=(Unresolved(kind, FILES["orders"], 3, text, reason),))

    (finding,) = [each for code, each in found(given) if code.startswith("WS8")]

    assert finding.words[0] == word
    assert finding.fix.startswith(fix)


def test_what_a_guard_asks_of_its_own_module_needs_no_export_and_is_told_where_it_stands() -> None:
    guard = Call("users", "users", "Tokens", "read", "TokenGuard.canActivate", FILES["users"], 7)
    given = facts(frame_calls=(guard,))
    modules = tuple(
        replace(each, enhancers=("TokenGuard",), exports=()) if each.name == "users" else each
        for each in given.modules
    )
    given = replace(given, modules=tuple(replace(each, file=FILES["users"]) for each in modules))

    (code, finding), *others = [each for each in found(given) if each[0].startswith("WS2")]

    assert (code, finding.from_service, finding.to_service, finding.file, finding.line) == (
        "WS202",
        "monolith",
        "users",
        FILES["users"],
        7,
    )
    assert others == []
    allowed = Contract(
        crossing_id("call", "monolith", "users", "Tokens.read"),
        "monolith",
        "users",
        "call",
        "Tokens.read",
        "borrow",
    )
    assert codes(given, allowed) == []


def test_how_the_frame_reaches_what_a_strategy_asks_may_be_written_down_by_hand() -> None:
    strategy = Call("users", "users", "Tokens", "read", "TokenStrategy.validate", FILES["users"], 7)
    written = Contract("0a1b2c3d", "monolith", "users", "call", "Tokens.read", "borrow")

    assert codes(facts(frame_calls=(strategy,)), written) == []
    assert codes(facts(), written) == ["WS704"]
