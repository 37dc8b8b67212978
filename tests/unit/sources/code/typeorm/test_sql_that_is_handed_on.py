"""SQL that a method is handed to run: whoever hands it in reads and writes the tables, at that place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from small_monolith import Small, small

from woosh_split.sources.code.typescript.running import Running
from woosh_split.sources.code.typescript.summary import Function

POOL = """
import { Injectable, Module } from '@nestjs/common';
import * as mysql from 'mysql2/promise';
@Injectable() export class Database {
  private pool: mysql.Pool;
  constructor() { this.pool = mysql.createPool({ host: 'localhost' }); }
  async query(sql: string, params?: any[]) {
    const connection = await this.pool.getConnection();
    try {
      const [rows] = await connection.query(sql, params);
      return rows;
    } finally { connection.release(); }
  }
  // further methods
}
@Module({ providers: [Database], exports: [Database] }) export class DatabaseModule {}
"""
PAGES = """  async page(sql: string, page: number) {
    const count = await this.query(`SELECT COUNT(*) FROM (${sql}) counted`);
    return { count, rows: await this.query(`${sql} LIMIT ${page * 10}, 10`) };
  }
"""
APP = """
import { Module } from '@nestjs/common';
import { DatabaseModule } from './database/database.module';
import { OrdersModule } from './orders/orders.module';
@Module({ imports: [DatabaseModule, OrdersModule] }) export class AppModule {}
"""


def orders(folder: Path, body: str, database: str = POOL, outside: str = "") -> Small:
    """Read a monolith whose orders go through a provider of another module that runs SQL."""
    return small(
        folder,
        {
            "src/app.module.ts": APP,
            "src/database/database.module.ts": database,
            "src/orders/orders.module.ts": f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ Database, DatabaseModule }} from '../database/database.module';
{outside}
@Injectable() export class Orders {{
  constructor(private readonly db: Database) {{}}
{body}
}}
@Module({{ imports: [DatabaseModule], providers: [Orders] }}) export class OrdersModule {{}}
""",
        },
    )


def places(found: Small) -> set[tuple[str, str, str, str, int]]:
    """Return where each access stands, and whose it is."""
    return {
        (each.module, each.function, f"{each.mode} {each.table}", each.file, each.line)
        for each in found.facts.accesses
    }


def test_the_one_who_hands_sql_to_a_provider_that_runs_it_is_charged_where_he_does(tmp_path: Path) -> None:
    found = orders(
        tmp_path,
        """  all() { return this.db.query('SELECT * FROM orders'); }
  add() { return this.db.query('INSERT INTO orders (id) VALUES (?)', [1]); }
  same() { return this.db.query('SELECT * FROM orders'); }""",
    )

    file = "src/orders/orders.module.ts"
    assert places(found) == {
        ("orders", "Orders.all", "read orders", file, 7),
        ("orders", "Orders.add", "write orders", file, 8),
        ("orders", "Orders.same", "read orders", file, 9),
    }
    assert found.unresolved() == []


def test_sql_that_goes_through_several_hands_is_charged_to_the_first(tmp_path: Path) -> None:
    found = orders(
        tmp_path,
        """  list() { return this.db.page('SELECT o.id FROM orders o JOIN shops s ON s.id = o.shop', 2); }
  one() { return this.first('SELECT * FROM orders WHERE id = 1'); }
  private async first(sql: string) { return (await this.db.query(sql.trim()))[0]; }""",
        POOL.replace("  // further methods\n", PAGES),
    )

    file = "src/orders/orders.module.ts"
    assert places(found) == {
        ("orders", "Orders.list", "read orders", file, 7),
        ("orders", "Orders.list", "read shops", file, 7),
        ("orders", "Orders.one", "read orders", file, 8),
    }
    assert found.unresolved() == []


def test_a_base_class_that_runs_sql_is_not_the_place_of_it(tmp_path: Path) -> None:
    found = orders(
        tmp_path,
        """  all() { return this.items.all(); }
  private readonly items = new Items();""",
        outside="""import { DataSource } from 'typeorm';
class Dao {
  constructor(protected readonly source: DataSource = new DataSource({} as any)) {}
  protected run(sql: string) { return this.source.query(sql); }
}
class Items extends Dao { all() { return this.run(`SELECT * FROM items`); } }""",
    )

    assert {(module, function, use) for module, function, use, _, _ in places(found)} == {
        ("orders", "Items.all", "read items")
    }


def test_sql_of_the_methods_own_stays_its_own_whatever_it_is_handed(tmp_path: Path) -> None:
    database = POOL.replace(
        "  // further methods\n",
        "  recent(part: string) { return this.query('SELECT * FROM logs WHERE ' + part); }\n"
        "  among(ids: string) { return this.query(`SELECT * FROM logs WHERE id IN (${ids})`); }\n",
    )
    found = orders(
        tmp_path,
        """  last() { return this.db.recent('day = CURDATE()'); }
  ours() { return this.db.among('SELECT id FROM orders'); }""",
        database,
    )

    assert {(module, function, use) for module, function, use, _, _ in places(found)} == {
        ("database", "Database.recent", "read logs"),
        ("database", "Database.among", "read logs"),
        ("database", "Database.among", "read orders"),
    }


def test_sql_that_nobody_knows_is_unresolved_where_it_is_handed_in(tmp_path: Path) -> None:
    found = orders(
        tmp_path,
        """  all() { return this.db.query('SELECT * FROM orders'); }
  told(name: string) { return this.db.query(globalThis['reports'][name]); }""",
    )

    assert found.of("Orders.all") == {"read orders"}
    assert [(each.file, each.line, each.reason) for each in found.facts.unresolved] == [
        ("src/orders/orders.module.ts", 8, "the text of the SQL is not known")
    ]


def test_hundreds_of_statements_through_one_method_are_all_read(tmp_path: Path) -> None:
    body = "\n".join(f"  m{n}() {{ return this.db.query('SELECT * FROM t{n}'); }}" for n in range(260))

    found = orders(tmp_path, body)

    assert {each.table for each in found.facts.accesses} == {f"t{n}" for n in range(260)}


def test_a_transaction_stays_that_of_the_runner_that_runs_the_sql(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { DataSource, QueryRunner } from 'typeorm';
@Injectable() export class Stock {
  constructor(private readonly source: DataSource) {}
  async move() {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await this.run(runner, 'UPDATE bins SET n = n - 1');
    await runner.commitTransaction();
  }
  private run(runner: QueryRunner, sql: string) { return runner.query(sql); }
}
@Module({ providers: [Stock] }) export class AppModule {}
"""
        },
    )

    assert found.of("Stock.move") == {"write bins"}
    assert found.transactions() == {"Stock.move": ((), ("bins",))}


def test_of_many_texts_that_cannot_be_read_one_is_shown(tmp_path: Path) -> None:
    found = orders(
        tmp_path,
        """  find(a: any) {
    let text = 'SELECT * FROM orders WHERE ((';
    if (a.b) text += ' b = 1';
    if (a.c) text += ' c = 1';
    if (a.d) text += ' d = 1';
    return this.db.query(text);
  }""",
    )

    assert [(each.line, each.reason) for each in found.facts.unresolved] == [
        (12, "this is no SQL that we can parse")
    ]


TABLES = """  async insert(table: string, row: any) {
    const keys = Object.keys(row);
    const sql = 'INSERT INTO ' + table + ' (' + keys.join(',') + ') VALUES (' + keys.map(() => '?').join(',') + ')';
    return this.query(sql, keys.map((key) => row[key]));
  }
  all(table: string, where: any = {}) {
    let sql = `SELECT * FROM ${table}`;
    const keys = Object.keys(where);
    if (keys.length) sql += ' WHERE ' + keys.map((key) => `${key} = ?`).join(' AND ');
    return this.query(sql);
  }
  one(table: string, id: number) { return this.all(table, { id }); }
"""


LOGGED = """  logged(table: string) { return this.query(`SELECT * FROM ${table} JOIN logs ON logs.about = ${table}.id`); }
"""
NAMES = """  add(row: any) { return this.db.insert(T.orders, row); }
  all() { return this.db.all('orders'); }
  one(id: number) { return this.db.one('shops', id); }"""
CONSTANT = "const T = { orders: 'orders' } as const;"


def test_the_one_who_names_the_table_is_charged_where_the_rest_names_none(tmp_path: Path) -> None:
    """A provider that writes statements around a table's name touches no table by itself."""
    found = orders(tmp_path, NAMES, POOL.replace("  // further methods\n", TABLES), CONSTANT)

    assert {(module, function, use) for module, function, use, _, _ in places(found)} == {
        ("orders", "Orders.add", "write orders"),
        ("orders", "Orders.all", "read orders"),
        ("orders", "Orders.one", "read shops"),
    }
    assert found.unresolved() == []


def test_a_module_with_tables_of_its_own_does_what_it_is_asked_for_by_a_name_itself(tmp_path: Path) -> None:
    """As a service it would run the statement in its own process, with its own rights."""
    more = "  seen() { return this.db.logged('orders'); }"
    found = orders(
        tmp_path, f"{NAMES}\n{more}", POOL.replace("  // further methods\n", TABLES + LOGGED), CONSTANT
    )

    assert {(module, function, use) for module, function, use, _, _ in places(found)} == {
        ("database", "Database.insert", "write orders"),
        ("database", "Database.all", "read orders"),
        ("database", "Database.all", "read shops"),
        ("database", "Database.logged", "read orders"),
        ("database", "Database.logged", "read logs"),
    }
    assert found.unresolved() == []


def test_words_that_name_no_table_do_not_have_a_function_read_for_each_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each place that hands in a table's name is charged by itself; what says how to sort tells no two calls apart."""
    reads: Counter[str] = Counter()
    read = Running.read

    def counted(self: Running, function: Function, *rest: Any) -> Any:
        reads[function.name] += 1
        return read(self, function, *rest)

    monkeypatch.setattr(Running, "read", counted)
    database = "  sorted(repository: any, sort: any) { this.query(`SELECT 1 ORDER BY ${sort.by}`); return repository.find(); }"
    calls = "\n".join(
        f"  call{each}() {{ return this.db.sorted(this.held, {{ by: 'id', way: 'ASC' }}); }}"
        for each in range(50)
    )
    shop = (
        "import { Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';\n"
        "@Entity('shops') export class Shop { @PrimaryGeneratedColumn() id: number; }"
    )
    database = POOL.replace("  // further methods", database)
    found = orders(tmp_path, f"  held: Repository<Shop>;\n{calls}", database, shop)

    assert {table for _, _, table in found.uses()} == {"shops"}
    assert reads["call7"] == 1
    assert reads["sorted"] < 10
