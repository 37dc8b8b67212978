"""A statement that a key chooses is run by whoever tells the key: ``this.sql.run('ORDERS', [id])``."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

STATEMENTS = """
export const ALL: Record<string, string> = {
  ORDERS: 'SELECT * FROM orders WHERE id = ?',
  CLIENTS: 'SELECT * FROM clients',
  PAY: `UPDATE payments SET paid = 1 WHERE id = ?`,
};
export enum Name { Orders = 'ORDERS', Clients = 'CLIENTS' }
export enum Number { A, B }
export const NUMBERED = { [Number.A]: 'SELECT * FROM first', [Number.B]: 'SELECT * FROM second' };
export const GROUPS = { sales: { list: 'SELECT * FROM sales' }, staff: { list: 'SELECT * FROM staff' } };
export const MAP = new Map<string, string>([['in', 'SELECT * FROM arrivals'], ['out', 'DELETE FROM arrivals']]);
export function named(key: string) { const found = ALL[key]; if (!found) throw new Error(key); return found; }
"""
SERVICE = """
import { Global, Injectable, Module } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { ALL, GROUPS, MAP, NUMBERED, Name, Number, named } from './statements';
@Injectable() export class Sql {
  private readonly own: Record<string, string> = { TASKS: 'SELECT * FROM tasks', DONE: 'DELETE FROM tasks' };
  constructor(private readonly source: DataSource) {}
  run(key: string, values: unknown[] = []) { return this.source.query(ALL[key], values); }
  typed(key: keyof typeof ALL) { const sql = ALL[key]; return this.source.query(sql); }
  member(key: Name) { return this.source.query(ALL[key]); }
  number(key: Number) { return this.source.query(NUMBERED[key]); }
  group(group: string, key: string) { return this.source.query(GROUPS[group][key]); }
  mapped(key: string) { return this.source.query(MAP.get(key)!); }
  kept(key: string) { return this.source.query(this.own[key]); }
  helped(key: string) { return this.source.query(named(key)); }
  page(key: string) { return this.source.query(`${ALL[key]} LIMIT 10`); }
  options(of: { name: string; values: unknown[] }) { return this.source.query(ALL[of.name], of.values); }
  async one(key: string) { return (await this.many(key))[0]; }
  many(key: string) { return this.source.query(ALL[key]); }
  within(key: string, manager: EntityManager) { return manager.query(ALL[key]); }
  switched(key: string) {
    let sql: string;
    switch (key) {
      case 'stock': sql = 'SELECT * FROM stock'; break;
      case 'moves': sql = 'DELETE FROM moves'; break;
      default: throw new Error(`no ${key}`);
    }
    return this.source.query(sql);
  }
  returned(key: string) { return this.source.query(this.text(key)); }
  private text(key: string) {
    switch (key) {
      case 'stock': return 'SELECT * FROM stock';
      case 'moves': return 'DELETE FROM moves';
      default: throw new Error('no such statement');
    }
  }
}
@Global() @Module({ providers: [Sql], exports: [Sql] }) export class SqlModule {}
"""


def reading(tmp_path: Path, work: str, more: str = "") -> Small:
    """Return the facts of a monolith in which ``Boats.work`` calls the service of the statements."""
    return small(
        tmp_path,
        {
            "src/sql/statements.ts": STATEMENTS,
            "src/sql/sql.module.ts": SERVICE,
            "src/boats/boats.module.ts": f"""
import {{ Controller, Get, Injectable, Module, Param }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
import {{ Sql }} from '../sql/sql.module';
import {{ Name, Number }} from '../sql/statements';
const KEY = 'CLIENTS';
@Injectable() export class Boats {{
  constructor(private readonly sql: Sql, private readonly source: DataSource) {{}}
  work(given?: string) {{ {work} }}
  {more}
}}
@Controller('boats') export class BoatsController {{
  constructor(private readonly boats: Boats) {{}}
  @Get(':key') work(@Param('key') key: string) {{ return this.boats.work(key); }}
}}
@Module({{ providers: [Boats], controllers: [BoatsController] }}) export class BoatsModule {{}}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { SqlModule } from './sql/sql.module';
import { BoatsModule } from './boats/boats.module';
@Module({ imports: [SqlModule, BoatsModule] }) export class AppModule {}
""",
        },
    )


@pytest.mark.parametrize(
    ("call", "uses"),
    [
        ("run('ORDERS', [1])", {"read orders"}),
        ("run(KEY)", {"read clients"}),
        ("typed('PAY')", {"write payments"}),
        ("member(Name.Clients)", {"read clients"}),
        ("number(Number.B)", {"read second"}),
        ("group('sales', 'list')", {"read sales"}),
        ("mapped('in')", {"read arrivals"}),
        ("kept('DONE')", {"write tasks"}),
        ("helped('ORDERS')", {"read orders"}),
        ("page('ORDERS')", {"read orders"}),
        ("options({ name: 'PAY', values: [] })", {"write payments"}),
        ("one('ORDERS')", {"read orders"}),
        ("run(given ? 'ORDERS' : 'PAY')", {"read orders", "write payments"}),
        ("switched('moves')", {"write moves"}),
        ("returned('stock')", {"read stock"}),
    ],
)
def test_who_tells_the_key_runs_the_one_statement(tmp_path: Path, call: str, uses: set[str]) -> None:
    facts = reading(tmp_path, f"return this.sql.{call};")
    method = f"Sql.{'many' if call.startswith('one') else call.partition('(')[0]}"
    assert facts.of("Boats.work") == uses
    assert facts.of(method) == set()
    assert {each.module for each in facts.facts.accesses if each.function == "Boats.work"} == {"boats"}
    assert not facts.unresolved()


def test_a_statement_that_a_key_chose_is_part_of_the_callers_transaction(tmp_path: Path) -> None:
    work = "return this.source.transaction(async (m) => { await this.sql.within('PAY', m); await this.sql.within('CLIENTS', m); });"
    assert reading(tmp_path, work).transactions() == {"Boats.work": (("clients",), ("payments",))}


@pytest.mark.parametrize("key", ["given", "given ?? 'ORDERS'", "String(given)"])
def test_of_a_key_that_nobody_knows_any_statement_may_be_run(tmp_path: Path, key: str) -> None:
    facts = reading(tmp_path, f"this.sql.run('CLIENTS'); return this.sql.run({key});")
    assert facts.of("Sql.run") == {"read orders", "read clients", "write payments"}
    assert "read clients" in facts.of("Boats.work")


def test_a_key_that_is_passed_on_is_known_to_whoever_tells_it(tmp_path: Path) -> None:
    more = "private passed(key: string) { return this.sql.run(key); }"
    facts = reading(tmp_path, "await this.passed('ORDERS'); return this.passed('PAY');", more)
    assert facts.uses() == {("Boats.work", "read", "orders"), ("Boats.work", "write", "payments")} | {
        each for each in facts.uses() if each[0].startswith("Sql.") and each[0] != "Sql.run"
    }


def test_a_switch_that_throws_or_falls_through_keeps_all_its_statements(tmp_path: Path) -> None:
    work = """
    let sql = 'SELECT * FROM berths';
    switch (given) {
      case 'a': sql = 'SELECT * FROM a';
      case 'b': sql = 'SELECT * FROM b'; break;
      case 'c': throw new Error('c');
    }
    return this.source.query(sql);"""
    assert reading(tmp_path, work).of("Boats.work") == {"read berths", "read a", "read b"}
