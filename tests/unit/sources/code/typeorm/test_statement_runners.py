"""A method that runs the statements of its callers does what they say: each statement is its writer's."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

DATABASE = """
import { Global, Injectable, Module } from '@nestjs/common';
import { DataSource, QueryRunner } from 'typeorm';
@Injectable() export class Db {
  constructor(private readonly source: DataSource) {}
  async query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.source.query(sql, values);
  }
  page(sql: string, size: number) { return this.query(`${sql} LIMIT ${size}`); }
  total(sql: string) { return this.query('SELECT COUNT(*) FROM (' + sql + ') AS rows'); }
  named(options: { sql: string }) { return this.query(options.sql); }
  where(condition: string) { return this.query('SELECT * FROM settings WHERE ' + condition); }
  async inside(sql: string) {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query(sql);
    await runner.commitTransaction();
  }
}
@Global() @Module({ providers: [Db], exports: [Db] }) export class DbModule {}
"""
BOATS = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Db } from '../db/db.module';
@Injectable() export class Boats {
  constructor(private readonly db: Db, private readonly source: DataSource) {}
  all() { return this.db.query('SELECT * FROM boats'); }
  same() { return this.db.query('SELECT * FROM boats'); }
  rename() {
    return this.db.query('UPDATE boats SET name = ?', ['x']);
  }
  page() { return this.db.page('SELECT * FROM docks', 3); }
  total() { return this.db.total('SELECT id FROM crews'); }
  named() { return this.db.named({ sql: 'DELETE FROM logs' }); }
  where() { return this.db.where('select_me_not = 1'); }
  inside() { return this.db.inside('INSERT INTO boats VALUES (1)'); }
  private run(sql: string) { return this.source.query(sql); }
  own() { return this.run('SELECT * FROM ports'); }
  other() { return this.run('DELETE FROM ports'); }
}
@Module({ providers: [Boats] }) export class BoatsModule {}
"""
APP = """
import { Module } from '@nestjs/common';
import { DbModule } from './db/db.module';
import { BoatsModule } from './boats/boats.module';
@Module({ imports: [DbModule, BoatsModule] }) export class AppModule {}
"""


@pytest.fixture
def found(tmp_path: Path) -> Small:
    texts = {
        "src/app.module.ts": APP,
        "src/db/db.module.ts": DATABASE,
        "src/boats/boats.module.ts": BOATS,
    }
    return small(tmp_path, texts)


def test_a_statement_is_told_where_it_is_handed_in(found: Small) -> None:
    places = {
        (each.module, each.function, each.table, each.mode)
        for each in found.facts.accesses
        if each.module == "boats" and BOATS.splitlines()[each.line - 1].count("this.")
    }
    assert places == {
        ("boats", "Boats.all", "boats", "read"),
        ("boats", "Boats.same", "boats", "read"),
        ("boats", "Boats.rename", "boats", "write"),
        ("boats", "Boats.page", "docks", "read"),
        ("boats", "Boats.total", "crews", "read"),
        ("boats", "Boats.named", "logs", "write"),
        ("boats", "Boats.inside", "boats", "write"),
        ("boats", "Boats.own", "ports", "read"),
        ("boats", "Boats.other", "ports", "write"),
    }


def test_a_statement_that_only_gets_a_condition_stays_with_who_wrote_it(found: Small) -> None:
    assert {each.function for each in found.facts.accesses if each.module == "db"} == {"Db.where"}


def test_the_transaction_is_that_of_whoever_begins_it(found: Small) -> None:
    assert found.transactions() == {"Db.inside": ((), ("boats",))}


def test_everything_counts_as_understood(found: Small) -> None:
    assert found.unresolved() == []
    assert found.facts.coverage.resolved == found.facts.coverage.sites


def test_hundreds_of_callers_are_all_read(tmp_path: Path) -> None:
    callers = "\n".join(f"  m{n}() {{ return this.db.query('SELECT * FROM t{n}'); }}" for n in range(300))
    boats = BOATS.replace("  all() {", f"{callers}\n  all() {{", 1)
    texts = {"src/app.module.ts": APP, "src/db/db.module.ts": DATABASE, "src/boats/boats.module.ts": boats}
    tables = {each.table for each in small(tmp_path, texts).facts.accesses}
    assert tables >= {f"t{n}" for n in range(300)}


def test_a_template_with_the_tag_of_typeorm_is_run(tmp_path: Path) -> None:
    app = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
@Injectable() export class Boats {
  constructor(private readonly source: DataSource) {}
  one(id: number) { return this.source.sql`SELECT * FROM boats WHERE id = ${id}`; }
  rename(name: string) {
    return this.source.transaction((manager) => manager.sql`UPDATE boats SET name = ${name}`);
  }
}
@Module({ providers: [Boats] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": app})
    assert found.uses() == {("Boats.one", "read", "boats"), ("Boats.rename", "write", "boats")}
    assert found.transactions() == {"Boats.rename": ((), ("boats",))}


ROUTINES = """
import { Global, Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
@Injectable() export class Routines {
  constructor(private readonly source: DataSource) {}
  async call(name: string, ...args: unknown[]) {
    const [rows] = await this.source.query(`CALL ${name}(${new Array(args.length).fill('?').join(', ')})`, args);
    return rows;
  }
  value(name: string, ...args: unknown[]) {
    return this.source.query(`SELECT ${name}(${args.map(() => '?').join(',')}) AS v`, args);
  }
}
@Injectable() export class Audited {
  constructor(private readonly source: DataSource) {}
  note(name: string) { return this.source.query(`INSERT INTO logs SELECT ${name}(1)`); }
}
@Global() @Module({ providers: [Routines, Audited], exports: [Routines, Audited] }) export class RoutinesModule {}
"""
CALLERS = """
import { Injectable, Module } from '@nestjs/common';
import { Audited, Routines } from '../routines/routines.module';
@Injectable() export class Boats {
  constructor(private readonly routines: Routines, private readonly audited: Audited) {}
  close(id: number) { return this.routines.call('sp_close', id); }
  async fee(id: number) { return this.routines.value('fn_fee', id); }
  note() { return this.audited.note('fn_fee'); }
}
@Module({ providers: [Boats] }) export class BoatsModule {}
"""
BODIES = """
CREATE TABLE boats (id int PRIMARY KEY, state int);
CREATE TABLE fees (id int PRIMARY KEY, fee int);
CREATE TABLE logs (fee int);
DELIMITER ;;
CREATE PROCEDURE sp_close(b INT) BEGIN UPDATE boats SET state = 2 WHERE id = b; END ;;
CREATE FUNCTION fn_fee(b INT) RETURNS int READS SQL DATA BEGIN RETURN (SELECT fee FROM fees WHERE id = b); END ;;
DELIMITER ;
"""


def test_a_routine_is_run_by_whoever_names_it(tmp_path: Path) -> None:
    """Where the helper's statement names a table besides, the access is the helper's own, as with tables.

    That makes nothing of the class beside it.
    """
    app = APP.replace("db/db.module", "routines/routines.module").replace("DbModule", "RoutinesModule")
    texts = {
        "src/app.module.ts": app,
        "src/routines/routines.module.ts": ROUTINES,
        "src/boats/boats.module.ts": CALLERS,
        "schema.sql": BODIES,
    }
    found = small(tmp_path, texts)
    assert {(each.module, each.function, each.table, each.mode) for each in found.facts.accesses} == {
        ("boats", "Boats.close", "boats", "write"),
        ("boats", "Boats.fee", "fees", "read"),
        ("routines", "Audited.note", "logs", "write"),
        ("routines", "Audited.note", "fees", "read"),
    }
    assert found.unresolved() == []
