"""Which rule an import breaks, and which relations and keys between tables of two owners are told, and where."""

from __future__ import annotations

from datetime import date

import pytest

from woosh_split.check.registry import RULES
from woosh_split.check.rule import Finding
from woosh_split.check.scene import look
from woosh_split.model.access import Access
from woosh_split.model.code import Call, Import, Module
from woosh_split.model.crossing import crossing_id
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Drift, ForeignKey, Relation, Table
from woosh_split.model.split import Contract, Reference, Service, SplitFile

SERVICES = (Service("orders", ("orders",), ("orders",)), Service("users", ("users",), ("users",)))


def module(name: str, *imports: str, providers: tuple[str, ...] = ()) -> Module:
    return Module(
        name, f"{name.title()}Module", f"src/{name}/{name}.module.ts", 1, imports=imports, providers=providers,
        exports=providers, files=tuple(f"src/{name}/{name}.{kind}.ts" for kind in ("module", "service", "helper")),
    )  # fmt: skip


MODULES = (
    module("app", "orders", "users", "admin"),
    module("admin"),
    module("orders"),
    module("users", providers=("UsersService", "UsersMailer")),
)


def found(
    *contracts: Contract, reference: tuple[Reference, ...] = (), **parts: object
) -> list[tuple[str, Finding]]:
    own = tuple(
        Access(name, name, "write", "raw-sql", "X.own", f"src/{name}/x.ts", 9) for name in ("orders", "users")
    )
    facts = Facts(
        Monolith("m", ".", "nestjs", 3, 1),
        **{"modules": MODULES, "accesses": own, "tables": (Table("orders"), Table("users"))} | parts,  # type: ignore[arg-type]
    )
    split = SplitFile(services=SERVICES, crossings=contracts, reference=reference)
    scene = look(facts, split, date(2026, 11, 28), split_path="woosh-split.yaml")
    return [
        (rule.text.code, finding)
        for rule in RULES
        if rule.text.code[:3] in ("WS1", "WS2", "WS4")
        for finding in rule.find(scene)
    ]


def imported(*names: str, to: str = "module", by: str = "orders", types: bool = False) -> Import:
    return Import(f"src/{by}/{by}.service.ts", f"src/users/users.{to}.ts", names, types, 4)


def call(provider: str) -> Call:
    return Call("orders", "users", provider, "find", "OrdersService.run", "src/orders/orders.service.ts", 5)


def remote(provider: str) -> Contract:
    id_ = crossing_id("call", "orders", "users", f"{provider}.find")
    return Contract(id_, "orders", "users", "call", f"{provider}.find", "remote")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (imported("UsersModule"), "WS103"),
        (imported("UsersModule", by="admin"), "WS103"),
        (imported("UsersModule", by="app"), None),
        (imported("UsersModule", "SETTINGS"), "WS101"),
        (imported("UsersModule", to="helper"), "WS101"),
        (imported("SETTINGS"), "WS101"),
        (imported(to="helper"), "WS101"),
        (imported("UsersService", to="service"), "WS201"),
        (imported("UsersService", "UsersMailer", to="service"), "WS201"),
        (imported("UsersService", "SETTINGS", to="service"), "WS101"),
        (imported("UsersService", to="service", types=True), "WS102"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_an_import_breaks_the_rule_on_what_it_takes_in(given: Import, code: str | None) -> None:
    assert [each for each, _ in found(imports=(given,))] == ([] if code is None else [code])


def test_a_module_of_a_service_that_no_module_imports_is_no_frame_of_the_monolith() -> None:
    alone = (module("app", "users"), *MODULES[1:])
    assert [code for code, _ in found(imports=(imported("UsersModule"),), modules=alone)] == ["WS103"]


def test_an_import_is_allowed_by_the_calls_only_where_each_class_that_it_names_is_called_by_contract() -> (
    None
):
    both = imported("UsersService", "UsersMailer", to="service")
    calls = (call("UsersService"),)
    one = found(remote("UsersService"), imports=(both,), calls=calls)
    assert [code for code, _ in one] == ["WS201"]
    calls = (*calls, call("UsersMailer"))
    assert found(remote("UsersService"), remote("UsersMailer"), imports=(both,), calls=calls) == []
    assert (
        found(remote("UsersService"), imports=(imported("UsersModule"),), calls=(call("UsersService"),)) == []
    )


def test_a_finding_about_an_import_is_looked_for_by_its_names_and_by_its_file() -> None:
    ((_, names),) = found(imports=(imported("UsersService", "UsersMailer", to="service"),))
    assert names.words == ("UsersService", "UsersMailer", "users.service")
    ((_, nothing),) = found(imports=(imported(to="helper"),))
    assert nothing.words == ("users.helper",)


def test_a_call_of_a_class_of_a_module_that_is_not_known_is_one_of_what_nobody_exports() -> None:
    told = found(calls=(call("Hidden"),))
    assert [(code, finding.words) for code, finding in told] == [("WS203", ("find",))]


def keyed(*declared_by: str, columns: tuple[str, ...] = ("user_id",), **more: object) -> tuple[Table, ...]:
    key = ForeignKey(columns, "users", ("id",) * len(columns))
    return (Table("orders", foreign_keys=(key,), declared_by=declared_by, **more), Table("users"))  # type: ignore[arg-type]


RELATION = Relation("orders", "users", "many-to-one", None, "src/orders/order.entity.ts", 12, "user")
ID = crossing_id("relation", "orders", "users", "orders->users")


@pytest.mark.parametrize(
    ("policy", "reference", "expected"),
    [
        (None, False, ["WS401", "WS403"]),
        ("view", False, ["WS403"]),
        ("debt", False, []),
        (None, True, ["WS403"]),
    ],
)
def test_a_relation_is_read_by_a_view_and_what_the_database_holds_is_a_debt(
    policy: str | None, reference: bool, expected: list[str]
) -> None:
    contracts = ()
    if policy is not None:
        contracts = (
            Contract(ID, "orders", "users", "relation", "orders->users", policy, issue="X-1", until=date(2099, 1, 1)),
        )  # fmt: skip
    told = found(
        *contracts, relations=(RELATION,), tables=keyed("ddl", "entity", file="database/schema.sql", line=3),
        reference=(Reference("users", "users", "users"),) if reference else (),
    )  # fmt: skip
    assert [code for code, _ in told] == expected


def wished(kind: str = "foreign-key-differs", by: str = "entity", column: str = "user_id") -> Drift:
    return Drift(kind, "orders", column, by, "ddl", "")


@pytest.mark.parametrize(
    ("tables", "drift", "told"),
    [
        (keyed("ddl"), (), True),
        (keyed("database"), (), True),
        (keyed("entity"), (), False),
        (keyed("ddl", "entity"), (wished(),), False),
        (keyed("ddl", "entity"), (wished("missing-column"),), False),
        (keyed("ddl", "entity"), (wished("type-differs"),), True),
        (keyed("ddl", "entity"), (wished(by="ddl"),), True),
        (keyed("ddl", "entity"), (wished(column="other"),), True),
        (keyed("ddl", "entity", columns=("shop_id", "user_id")), (wished(),), False),
    ],
)
def test_a_key_is_told_where_the_database_holds_it_and_not_where_only_an_entity_wishes_for_it(
    tables: tuple[Table, ...], drift: tuple[Drift, ...], told: bool
) -> None:
    assert [code for code, _ in found(tables=tables, drift=drift)] == (["WS403"] if told else [])


@pytest.mark.parametrize(
    ("more", "place", "statement"),
    [
        ({"file": "database/schema.sql", "line": 3}, ("database/schema.sql", 3), "users"),
        ({"file": "database/schema.SQL", "line": None}, ("database/schema.SQL", 1), "users"),
        ({"file": "src/m/1.ts", "line": 7}, ("src/m/1.ts", 7), None),
        ({"entity_file": "src/orders/order.entity.ts", "line": 8}, ("src/orders/order.entity.ts", 8), None),
        ({"entity_file": "src/orders/order.entity.ts"}, ("src/orders/order.entity.ts", 1), None),
        ({}, ("woosh-split.yaml", 1), None),
    ],
)
def test_a_key_is_shown_where_its_table_is_declared_and_where_nothing_declares_it_in_the_split_file(
    more: dict[str, object], place: tuple[str, int], statement: str | None
) -> None:
    ((code, finding),) = found(tables=keyed("database", **more))
    assert (code, (finding.file, finding.line), finding.sql) == ("WS403", place, statement)
    assert finding.words[-1] == "orders"


def test_a_relation_is_shown_at_its_property() -> None:
    ((_, finding),) = found(relations=(RELATION,))
    assert (finding.file, finding.line, finding.sql) == ("src/orders/order.entity.ts", 12, None)
