"""Pools and connections of the driver, beside TypeORM or alone: what they run, and their transactions."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

HEAD = """
import { Inject, Injectable, Module, OnModuleInit } from '@nestjs/common';
import { createPool, Pool, PoolConnection } from 'mysql2/promise';
import * as mysql from 'mysql2';
"""


def shop(folder: Path, body: str, providers: str = "Shop") -> Small:
    """Read a monolith of one module."""
    text = HEAD + body + f"\n@Module({{ providers: [{providers}] }}) export class AppModule {{}}\n"
    return small(folder, {"src/app.module.ts": text})


def test_a_transaction_on_a_connection_of_a_pool_is_one(tmp_path: Path) -> None:
    found = shop(
        tmp_path,
        """
@Injectable() export class Shop {
  private readonly pool = createPool({ host: 'localhost' });
  async buy() {
    const connection = await this.pool.getConnection();
    try {
      await connection.beginTransaction();
      const [[row]] = await connection.query<any>('SELECT n FROM stock WHERE id = ? FOR UPDATE', [1]);
      await this.take(connection, row.n);
      await connection.execute('INSERT INTO sales (item) VALUES (?)', [1]);
      await connection.commit();
    } catch (error) {
      await connection.rollback();
    } finally { connection.release(); }
    await this.pool.query('DELETE FROM carts');
  }
  private take(connection: PoolConnection, n: number) {
    return connection.query('UPDATE stock SET n = ?', [n - 1]);
  }
}""",
    )

    assert found.of("Shop.buy") == {"read stock", "write sales", "write carts"}
    assert found.of("Shop.take") == {"write stock"}
    assert found.transactions() == {"Shop.buy": (("stock",), ("sales", "stock"))}
    assert {each.table for each in found.facts.accesses if each.lock} == {"stock"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "pool",
    [
        "@Inject('POOL') private readonly pool: Pool",
        "@Inject('POOL') private readonly pool: mysql.Pool",
        "@Inject('POOL') private readonly pool",
    ],
)
def test_a_pool_is_known_by_its_type_or_by_the_factory_that_makes_it(tmp_path: Path, pool: str) -> None:
    found = shop(
        tmp_path,
        f"""
@Injectable() export class Shop {{
  constructor({pool}) {{}}
  run(sql: string) {{ return this.pool.query(sql); }}
  all() {{ return this.run('SELECT * FROM goods'); }}
  any(name: string) {{ return this.run(globalThis['texts'][name]); }}
}}""",
        "Shop, { provide: 'POOL', useFactory: () => createPool({ host: 'localhost' }) }",
    )

    assert found.uses() == {("Shop.all", "read", "goods")}
    assert [each.line for each in found.facts.unresolved] == [10]


def test_connections_are_followed_into_callbacks(tmp_path: Path) -> None:
    found = shop(
        tmp_path,
        """
@Injectable() export class Shop {
  private readonly pool = mysql.createPool({ host: 'localhost' });
  sell() {
    this.pool.getConnection((error, connection) => {
      connection.query('SELECT * FROM goods', (failed, rows) => {
        connection.query('UPDATE goods SET sold = 1', () => connection.release());
      });
    });
  }
}""",
    )

    assert found.of("Shop.sell") == {"read goods", "write goods"}


def test_a_pool_that_a_hook_makes_is_known_to_others(tmp_path: Path) -> None:
    found = shop(
        tmp_path,
        """
@Injectable() export class Base implements OnModuleInit {
  public pool: mysql.Pool;
  async onModuleInit() { this.pool = mysql.createPool({ host: 'localhost' }); }
}
@Injectable() export class Shop {
  constructor(private readonly base: Base) {}
  list() { return this.base.pool.query('SELECT * FROM goods'); }
  async move() {
    const connection = await this.base.pool.promise().getConnection();
    await connection.query('START TRANSACTION');
    await connection.query('UPDATE goods SET place = 2');
    await connection.query('COMMIT');
  }
}""",
        "Base, Shop",
    )

    assert found.uses() == {("Shop.list", "read", "goods"), ("Shop.move", "write", "goods")}
    assert found.transactions() == {"Shop.move": ((), ("goods",))}


def test_what_is_streamed_or_sent_in_a_batch_is_run(tmp_path: Path) -> None:
    """``stream`` of TypeORM's query runner, and ``batch`` and ``queryStream`` of the package mariadb."""
    found = shop(
        tmp_path,
        """
import { DataSource } from 'typeorm';
import * as mariadb from 'mariadb';
@Injectable() export class Shop {
  private readonly pool = mariadb.createPool({ host: 'localhost' });
  constructor(private readonly source: DataSource) {}
  async rows() {
    const runner = this.source.createQueryRunner();
    return runner.stream('SELECT * FROM goods', [], () => void this.source.query('DELETE FROM carts'));
  }
  async fill(rows: number[][]) {
    const connection = await this.pool.getConnection();
    connection.queryStream('SELECT * FROM stock');
    await this.pool.batch('INSERT INTO sales (item) VALUES (?)', rows);
  }
}""",
    )
    assert found.of("Shop.rows") == {"read goods", "write carts"}
    assert found.of("Shop.fill") == {"read stock", "write sales"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    ("made", "run"),
    [
        ("const run = promisify(pool.query).bind(pool);", "run('DELETE FROM boats')"),
        ("const run = promisify(pool.query.bind(pool));", "run('DELETE FROM boats')"),
        (
            "const conn = mysql.createConnection({}); const run: any = promisify(conn.execute).bind(conn);",
            "run('DELETE FROM boats')",
        ),
        ("const { query } = pool;", "query.call(pool, 'DELETE FROM boats')"),
        ("const hand = { query: pool.query.bind(pool) };", "hand.query('DELETE FROM boats')"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_a_method_of_the_driver_that_is_handed_around_runs(
    made: str, run: str, inside: bool, tmp_path: Path
) -> None:
    """Found in an exam: `util.promisify(pool.query).bind(pool)`, and every statement that it ran was missing in silence."""
    outside, within = ("", made) if inside else (made, "")
    app = f"""
import {{ Injectable, Module }} from '@nestjs/common';
import * as mysql from 'mysql2';
import {{ promisify }} from 'util';
const pool = mysql.createPool('mysql://x');
{outside}
@Injectable() export class Boats {{ drop() {{ {within} return {run}; }} }}
@Module({{ providers: [Boats] }}) export class AppModule {{}}
"""
    found = small(tmp_path, {"src/app.module.ts": app})
    assert found.uses() == {("Boats.drop", "write", "boats")}


def test_a_method_of_the_driver_in_a_field_runs(tmp_path: Path) -> None:
    app = """
import { Injectable, Module } from '@nestjs/common';
import * as mysql from 'mysql2';
import { promisify } from 'util';
@Injectable() export class Boats {
  private readonly pool = mysql.createPool('mysql://x');
  private readonly run = promisify(this.pool.query).bind(this.pool) as (sql: string) => Promise<any>;
  drop() { return this.run('DELETE FROM boats'); }
}
@Module({ providers: [Boats] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": app})
    assert found.uses() == {("Boats.drop", "write", "boats")}
