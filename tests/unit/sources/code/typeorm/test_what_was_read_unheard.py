"""Functions that are first read while a field's value is looked for: what they do is recorded all the same."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

HEAD = """
import { Module, Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource, QueryRunner } from 'typeorm';
"""


def test_what_a_method_calls_that_sets_a_field_is_recorded(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Ledger {
  constructor(private readonly source: DataSource) {}
  write(text: string) { return this.source.query('INSERT INTO ledger (text) VALUES (?)', [text]); }
}
@Injectable() export class Feed implements OnModuleInit {
  private socket: any;
  constructor(private readonly source: DataSource, private readonly ledger: Ledger) {}
  send(text: string) { this.socket.write(text); }
  async onModuleInit() {
    this.socket = await this.connect();
    await this.open(1);
    await this.ledger.write('connected');
  }
  private connect() { return globalThis['connect'](); }
  private async open(id: number) { await this.source.query('UPDATE feeds SET open = 1 WHERE id = ?', [id]); }
}
@Module({ providers: [Feed, Ledger] }) export class AppModule {}
""",
        },
    )

    assert found.of("Feed.open") == {"write feeds"}
    assert found.of("Ledger.write") == {"write ledger"}
    assert {(each.provider, each.method) for each in found.facts.calls} == set()


def test_a_transaction_that_was_first_seen_unheard_is_one(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Store {
  private last: any;
  constructor(private readonly source: DataSource) {}
  latest() { return this.last.id; }
  async refresh() { this.last = await this.swap(); }
  private async swap() {
    const runner: QueryRunner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('DELETE FROM parts');
    await runner.query('INSERT INTO parts SELECT * FROM new_parts');
    await runner.commitTransaction();
    return {};
  }
}
@Module({ providers: [Store] }) export class AppModule {}
""",
        },
    )

    assert found.of("Store.swap") == {"write parts", "read new_parts"}
    assert found.transactions() == {"Store.swap": (("new_parts",), ("parts",))}


def test_what_a_constructor_does_is_recorded_although_another_one_needed_its_fields_first(
    tmp_path: Path,
) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Audit {
  private socket: any;
  constructor(private readonly warm: Warm) {}
  go() { return this.socket.go(); }
  start() { this.socket = this.warm.names.length; }
}
@Injectable() export class Warm {
  names: string[] = [];
  constructor(private readonly source: DataSource) {
    source.query('SELECT name FROM colours').then((rows) => { this.names = rows; });
  }
}
@Module({ providers: [Audit, Warm] }) export class AppModule {}
""",
        },
    )

    assert found.of("Warm.constructor") == {"read colours"}


def test_methods_that_nobody_is_seen_to_call_are_read_like_functions(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/source.ts": """
import { DataSource } from 'typeorm';
export const source = new DataSource({ type: 'mysql' });
""",
            "src/parts/part.ts": """
import { source } from '../source';
export class Part {
  constructor(private readonly id: number) {}
  load() { return source.query('SELECT * FROM parts WHERE id = ?', [this.id]); }
  static all() { return source.query('SELECT * FROM parts_of_all'); }
  used() { return source.query('DELETE FROM used_parts'); }
}
""",
            "src/parts/17270000-add-parts.ts": """
import { MigrationInterface, QueryRunner, Repository } from 'typeorm';
export class AddParts17270000 implements MigrationInterface {
  async up(runner: QueryRunner) { await runner.query('INSERT INTO parts (id) VALUES (1)'); }
  async down(runner: QueryRunner) { await runner.query('DELETE FROM parts'); }
}
export class Listing<T> {
  constructor(private readonly repository: Repository<T>) {}
  all() { return this.repository.find(); }
}
""",
            "src/parts/parts.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { Part } from './part';
@Injectable() export class Parts {
  static drop() { return new Part(1).used(); }
  drop() { return new Part(1).used(); }
}
@Module({ providers: [Parts] }) export class PartsModule {}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { PartsModule } from './parts/parts.module';
@Module({ imports: [PartsModule] }) export class AppModule {}
""",
        },
    )

    assert {(each.module, each.function, each.table) for each in found.facts.accesses} == {
        ("parts", "Part.load", "parts"),
        ("parts", "Part.all", "parts_of_all"),
        ("parts", "Part.used", "used_parts"),
    }
    assert found.unresolved() == []
