"""Statements that are handed to an object's functions (``t.query(sql)``): whoever hands them in is charged, not who made the object."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

HELPER = """
import { DataSource, QueryRunner } from 'typeorm';
let source: DataSource;
export interface Tx { runner: QueryRunner; query(sql: string, values?: any[]): Promise<any[]>; one(sql: string): Promise<any>; }
export async function tx<T>(work: (t: Tx) => Promise<T>) {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  const t: Tx = {
    runner,
    query: (sql, values = []) => runner.query(sql, values),
    one: async (sql) => (await runner.query(sql))[0],
  };
  const out = await work(t);
  await runner.commitTransaction();
  return out;
}
export async function insert(table: string, t: Tx) { await t.query(`INSERT INTO ${table} (id) VALUES (?)`, [1]); }
"""
APP = """
import { Controller, Module, Post } from '@nestjs/common';
import { OrdersModule } from './orders/orders.module';
@Module({ imports: [OrdersModule] }) export class AppModule {}
"""
DUMP = "CREATE TABLE orders (id INT); CREATE TABLE parts (id INT); CREATE TABLE sums (id INT);"


def read(folder: Path, body: str, helper: str = HELPER) -> Small:
    """Read a monolith whose orders run ``body`` with an object that a file of everybody's makes."""
    orders = f"""
import {{ Controller, Module, Post }} from '@nestjs/common';
import {{ insert, tx, Tx }} from '../db/tx';
async function touch(t: Tx) {{ await t.query('UPDATE parts SET id = 2'); }}
@Controller('orders') export class Orders {{
  @Post() place() {{ {body} }}
}}
@Module({{ controllers: [Orders] }}) export class OrdersModule {{}}
"""
    files = {"src/app.module.ts": APP, "src/db/tx.ts": helper, "src/orders/orders.module.ts": orders}
    return small(folder, {**files, "schema.sql": DUMP})


def charged(found: Small) -> list[str]:
    """Return module, function, place and use of each access that a transaction holds."""
    return sorted(
        f"{each.module} {each.function} {each.file.rpartition('/')[2]}:{each.line} {each.mode} {each.table}"
        for each in found.facts.accesses
        if each.transaction == "orders:Orders.place"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return tx(async (t) => { await t.query('INSERT INTO orders (id) VALUES (1)'); });",
         ["orders Orders.place orders.module.ts:6 write orders"]),
        ("return tx(({ query }) => query('INSERT INTO orders (id) VALUES (1)'));",
         ["orders Orders.place orders.module.ts:6 write orders"]),
        ("return tx((t) => t.one('SELECT * FROM orders'));", ["orders Orders.place orders.module.ts:6 read orders"]),
        ("return tx((t) => touch(t));", ["orders touch orders.module.ts:4 write parts"]),
        ("return tx((t) => insert('parts', t));", ["orders Orders.place orders.module.ts:6 write parts"]),
        ("return tx((t) => t.query('CREATE TEMPORARY TABLE kept AS SELECT id FROM parts'));",
         ["orders Orders.place orders.module.ts:6 read parts"]),
    ],
)  # fmt: skip
def test_who_hands_a_statement_to_an_object_that_a_helper_made_is_charged(
    tmp_path: Path, body: str, expected: list[str]
) -> None:
    found = read(tmp_path, body)
    assert charged(found) == expected
    assert [each for each in found.facts.unresolved if each.file.startswith("src/orders")] == []


def test_what_the_helper_writes_itself_stays_its_own(tmp_path: Path) -> None:
    helper = HELPER.replace("const out =", "await t.query('INSERT INTO sums (id) VALUES (1)'); const out =")
    found = read(tmp_path, "return tx((t) => t.query('DELETE FROM orders'));", helper)
    assert charged(found) == [
        "orders Orders.place orders.module.ts:6 write orders",
        "~shared tx tx.ts:10 write sums",
    ]


def test_a_row_that_a_helper_hands_to_a_callback_is_written_by_who_wrote_the_callback(tmp_path: Path) -> None:
    """Only texts are handed on: what is done with a row is the callback's own."""
    files = {
        "src/app.module.ts": APP,
        "src/rows.ts": "export async function each<T>(rows: T[], work: (row: T) => Promise<any>) { for (const row of rows) await work(row); }",
        "src/orders/orders.module.ts": """
import { Controller, Module, Post } from '@nestjs/common';
import { Entity, PrimaryColumn, Repository } from 'typeorm';
import { InjectRepository } from '@nestjs/typeorm';
import { each } from '../rows';
@Entity('orders') export class Order { @PrimaryColumn() id: number; }
@Controller('orders') export class Orders {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}
  @Post() async place() { await each(await this.orders.find(), (row) => this.orders.save(row)); }
}
@Module({ controllers: [Orders] }) export class OrdersModule {}
""",
    }
    found = small(tmp_path, files)
    assert {(use.module, use.function, use.mode) for use in found.facts.accesses} == {
        ("orders", "Orders.place", "read"),
        ("orders", "Orders.place", "write"),
    }
