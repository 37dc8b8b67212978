"""Calls of functions of no module that touch tables on a connection of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement

COMMON = """
import { DataSource, EntityManager } from 'typeorm';
export const source = new DataSource({ type: 'mysql' });
export class Audit {
  static async write(what: string) { await source.query('INSERT INTO audit (what) VALUES (?)', [what]); }
  static label(what: string) { return `shop ${what}`; }
}
export class Ledger { async book() { await source.query('UPDATE ledger SET booked = 1'); } }
export async function note(what: string) { await Audit.write(what); }
export async function handed(manager: EntityManager) { await manager.query('DELETE FROM handed'); }
export async function both() {
  await source.transaction(async (manager) => {
    await manager.query('UPDATE stock SET n = 0'); await manager.query('UPDATE price SET n = 0');
  });
}
"""


def reading(tmp_path: Path, work: str, more: str = "", common: str = COMMON) -> Facts:
    """Return the facts of a monolith in which ``OrdersService.run`` does some work."""
    service = """
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit, Ledger, both, handed, note } from '../common/audit';
"""
    return small(
        tmp_path,
        {
            "src/common/audit.ts": common,
            "src/orders/orders.module.ts": f"""{service}
@Injectable() export class OrdersService {{
  constructor(private readonly own: DataSource) {{}}
  async run() {{ {work} }}
}}
@Controller('orders') export class OrdersController {{
  constructor(private readonly orders: OrdersService) {{}}
  @Get() run() {{ return this.orders.run(); }}
}}
@Module({{ providers: [OrdersService], controllers: [OrdersController] }}) export class OrdersModule {{}}
""",
            "src/app.module.ts": f"""{service}
import {{ OrdersModule }} from './orders/orders.module';
{more}
@Module({{ imports: [OrdersModule] }}) export class AppModule {{}}
""",
        },
    ).facts


@pytest.mark.parametrize(
    ("work", "table", "called"),
    [
        ("await Audit.write('x');", "audit", ["Audit.write"]),
        ("await note('x');", "audit", ["note"]),
        ("await new Ledger().book();", "ledger", ["Ledger.book"]),
    ],
)
def test_what_shared_code_does_on_its_own_connection_crosses_from_the_module_that_calls_it(
    tmp_path: Path, work: str, table: str, called: list[str]
) -> None:
    """The access stays where it is, and so does the line; only whose boundary it crosses is its caller's."""
    facts = reading(tmp_path, work)
    assert {(each.module, each.table) for each in facts.accesses if each.table == table} == {
        ("~shared", table)
    }
    assert [each.to_function for each in facts.shared_calls if each.from_module == "orders"] == called

    found = crossings(facts, Placement({"orders": "ordering"}, {table: "records"}))
    assert [(each.kind, each.from_service, each.to_service) for each in found if each.what == table] == [
        ("write", "ordering", "records")
    ]
    (site,) = next(each for each in found if each.what == table).sites
    assert (site.file, site.module) == ("src/common/audit.ts", "orders")


def test_a_transaction_of_shared_code_spans_the_services_of_its_caller(tmp_path: Path) -> None:
    facts = reading(tmp_path, "await both();")
    found = crossings(facts, Placement({"orders": "ordering"}, {"stock": "goods", "price": "money"}))
    assert {
        (each.from_service, each.to_service, each.what) for each in found if each.kind == "transaction"
    } == {("ordering", "goods", "both"), ("ordering", "money", "both")}


def test_a_function_that_touches_no_table_or_works_on_what_it_is_handed_is_no_such_call(
    tmp_path: Path,
) -> None:
    facts = reading(tmp_path, "Audit.label('x'); await handed(this.own.manager);")
    assert {each.from_module for each in facts.shared_calls} == {"~shared"}  # `note` calls `Audit.write`
    assert {each.module for each in facts.accesses if each.table == "handed"} == {"orders"}


def test_what_nobody_is_seen_to_call_crosses_from_the_monolith(tmp_path: Path) -> None:
    facts = reading(tmp_path, "return 1;")
    found = crossings(facts, Placement({"orders": "ordering"}, {"audit": "records"}))
    assert [(each.from_service, each.what) for each in found if each.kind == "write"] == [
        ("monolith", "audit")
    ]


def test_what_a_script_calls_beside_a_module_crosses_from_both(tmp_path: Path) -> None:
    facts = small(
        tmp_path,
        {
            "src/common/audit.ts": COMMON,
            "src/common/tidy.ts": "import { note } from './audit';\nexport async function tidy() { await note('tidied'); }\ntidy();\n",
            "src/app.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { note } from './common/audit';
import './common/tidy';
@Injectable() export class AppService { async run() { await note('x'); } }
@Module({ providers: [AppService] }) export class AppModule {}
""",
        },
    ).facts
    found = crossings(facts, Placement({"app": "shop"}, {"audit": "records"}))
    writes = {(each.from_service, each.what) for each in found if each.kind == "write"}
    assert writes == {("monolith", "audit"), ("shop", "audit")}
