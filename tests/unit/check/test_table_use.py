"""What is said of a foreign table: the gravest of one place, what a published view does not show, and why a contract does not help."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from woosh_split.check.registry import RULES
from woosh_split.check.rule import Finding
from woosh_split.check.scene import look
from woosh_split.model.access import Access
from woosh_split.model.code import Module
from woosh_split.model.crossing import crossing_id
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Column, Table
from woosh_split.model.split import Contract, Service, SplitFile

TODAY = date(2026, 11, 28)
COLUMNS = tuple(Column(name, "int") for name in ("id", "phone"))
TABLES = (Table("orders"), Table("users", columns=COLUMNS), Table("roles"))


def use(table: str = "users", mode: str = "read", **more: object) -> Access:
    values = {"module": "orders", "via": "raw-sql", "function": "O.run", "file": "src/o.ts", "line": 5} | more
    return Access(table=table, mode=mode, **values)  # type: ignore[arg-type]


def contract(kind: str, policy: str, **more: object) -> Contract:
    return Contract(
        crossing_id(kind, "orders", "users", "users"), "orders", "users", kind, "users", policy, **more
    )  # type: ignore[arg-type]


def told(
    *accesses: Access, contracts: tuple[Contract, ...] = (), tables: tuple[Table, ...] = TABLES
) -> list[tuple[str, Finding]]:
    own = (use("orders", "write", line=90), use("users", "write", module="users", line=90))
    facts = Facts(
        Monolith("m", ".", "nestjs", 2, 1),
        tuple(Module(name, name, f"src/{name}.module.ts", 1) for name in ("orders", "users")),
        tables=tables,
        accesses=(*own, *accesses),
    )
    services = (Service("orders", ("orders",), ("orders",)), Service("users", ("users",), ("users", "roles")))
    scene = look(facts, SplitFile(services=services, crossings=contracts), TODAY)
    rules = [rule for rule in RULES if rule.text.code.startswith(("WS3", "WS701"))]
    return [(rule.text.code, finding) for rule in rules for finding in rule.find(scene)]


def codes(*accesses: Access, contracts: tuple[Contract, ...] = ()) -> list[str]:
    return [code for code, _ in told(*accesses, contracts=contracts)]


VIEW = contract("read", "view", columns=("ID", "name"))


@pytest.mark.parametrize(
    ("given", "allowed", "expected"),
    [
        (use(columns=("id", "phone")), VIEW, ["WS306"]),
        (use(columns=("id",)), VIEW, []),
        (use(columns=None, via="repository"), VIEW, ["WS306"]),
        (use(columns=None, via="manager"), VIEW, ["WS306"]),
        (use(columns=None, via="relation"), VIEW, ["WS306"]),
        (use(columns=None), VIEW, []),
        (use(columns=("phone",)), contract("read", "view"), []),
        (use(columns=("phone",)), contract("read", "grant", columns=("id",)), []),
        (use(columns=("phone",)), None, ["WS301"]),
    ],
)
def test_a_column_that_the_published_view_does_not_show_is_told_where_the_contract_names_columns(
    given: Access, allowed: Contract | None, expected: list[str]
) -> None:
    assert codes(given, contracts=() if allowed is None else (allowed,)) == expected


DEBT = {"issue": "X-1", "until": TODAY}


def test_rows_that_are_locked_are_a_debt_and_no_view() -> None:
    locked = use(lock=True)
    assert codes(locked) == ["WS304"]
    assert codes(locked, contracts=(VIEW,)) == ["WS304"]
    assert codes(locked, contracts=(contract("read", "debt", **DEBT),)) == []
    assert " Its " not in told(locked, contracts=(VIEW,))[0][1].message
    assert codes(use(mode="write", lock=True)) == ["WS303"]


def test_of_a_join_and_a_lock_at_one_place_the_lock_is_told() -> None:
    assert codes(use(joined_with=("orders",)), use(lock=True)) == ["WS304"]


def test_what_stands_behind_a_view_is_told_only_where_the_view_itself_is_not() -> None:
    behind = use("roles", via="view")
    assert codes(behind) == ["WS301"]
    assert [finding.target for _, finding in told(behind, use())] == ["users"]
    assert sorted(finding.target for _, finding in told(behind, use(line=6))) == ["roles", "users"]


@pytest.mark.parametrize(
    ("policy", "more", "remark"),
    [
        ("view", {}, " Its policy view does not allow a write."),
        ("debt", {}, " Its debt is not filed: it has no issue or no end."),
        ("debt", {"issue": "X-1"}, " Its debt is not filed: it has no issue or no end."),
        ("debt", {"until": TODAY}, " Its debt is not filed: it has no issue or no end."),
        ("debt", {"issue": "X-1", "until": TODAY - timedelta(1)}, " Its debt ended on 2026-11-27 (X-1)."),
        ("debt", {"issue": "X-1", "until": TODAY}, None),
    ],
)
def test_a_contract_that_does_not_help_is_told_with_the_reason(
    policy: str, more: dict[str, object], remark: str | None
) -> None:
    found = told(use(mode="write"), contracts=(contract("write", policy, **more),))
    assert [finding.message.endswith(str(remark)) for _, finding in found] == (
        [] if remark is None else [True]
    )
    (plain,) = told(use(mode="write"))
    assert " Its " not in plain[1].message


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (Table("users", file="db.sql", line=4), ("db.sql", 4)),
        (Table("users", file="db.sql"), None),
        (Table("users", entity_file="src/u.ts", line=7), ("src/u.ts", 7)),
        (Table("users", entity_file="src/u.ts", file="src/u.ts", line=7), ("src/u.ts", 7)),
        (Table("users", entity_file="src/u.ts", file="db.sql", line=7), ("src/u.ts", None)),
        (Table("users", entity_file="src/u.ts", entity_line=9, file="db.sql", line=7), ("src/u.ts", 9)),
        (Table("users"), None),
    ],
)
def test_the_owner_is_shown_where_the_table_is_declared(
    table: Table, place: tuple[str, int | None] | None
) -> None:
    ((_, finding),) = told(use(), tables=(Table("orders"), table))
    assert [(each.path, each.line) for each in finding.related] == ([] if place is None else [place])


def test_a_table_that_nobody_owns_is_told_once_unless_a_contract_shows_that_the_monolith_keeps_it() -> None:
    used = (use("logs"), use("logs", module="users", line=7))
    assert codes(*used) == ["WS701"]
    kept = Contract(
        crossing_id("read", "orders", "monolith", "logs"), "orders", "monolith", "read", "logs", "view"
    )
    assert codes(*used, contracts=(kept,)) == ["WS301"]
