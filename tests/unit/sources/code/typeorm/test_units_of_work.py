"""Query runners that a field keeps: the transaction is that of the function that has it begun."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('parcels') export class Parcel { @PrimaryGeneratedColumn() id: number; }
@Entity('labels') export class Label { @PrimaryGeneratedColumn() id: number; }
"""

MADE_ON_BEGIN = """
import { Injectable } from '@nestjs/common';
import { DataSource, EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
@Injectable() export class Unit {
  private runner: QueryRunner | undefined;
  constructor(private readonly source: DataSource) {}
  async begin() { this.runner = this.source.createQueryRunner(); await this.runner.startTransaction(); }
  async commit() { await this.held().commitTransaction(); }
  async undo() { await this.held().rollbackTransaction(); }
  get manager() { return this.held().manager; }
  of<T extends ObjectLiteral>(target: EntityTarget<T>): Repository<T> { return this.manager.getRepository(target); }
  private held(): QueryRunner { if (!this.runner) { throw new Error('begin'); } return this.runner; }
}
"""

MADE_BY_CONSTRUCTOR = """
import { Injectable } from '@nestjs/common';
import { DataSource, EntityTarget, ObjectLiteral, QueryRunner } from 'typeorm';
@Injectable() export class Unit {
  private readonly runner: QueryRunner;
  constructor(source: DataSource) { this.runner = source.createQueryRunner(); }
  async begin() { await this.runner.connect(); await this.runner.startTransaction(); }
  async commit() { await this.runner.commitTransaction(); await this.runner.release(); }
  async undo() { await this.runner.rollbackTransaction(); }
  get manager() { return this.runner.manager; }
  of<T extends ObjectLiteral>(target: EntityTarget<T>) { return this.runner.manager.getRepository(target); }
  async complete(work: () => Promise<void>) { await this.begin(); await work(); await this.commit(); }
}
"""

MODULE = """
import { Module, Injectable } from '@nestjs/common';
import { Parcel, Label } from './entities';
import { Unit } from './unit';
@Injectable() export class LabelStore {
  add(unit: Unit) { return unit.manager.insert(Label, {}); }
}
@Injectable() export class Shipping {
  constructor(private readonly unit: Unit, private readonly labels: LabelStore) {}
  async ship() {
    await this.unit.begin();
    try {
      await this.unit.of(Parcel).findOneBy({ id: 1 });
      await this.unit.manager.save(Parcel, {});
      await this.labels.add(this.unit);
      await this.unit.commit();
    } catch (problem) {
      await this.unit.undo();
    }
  }
  async route() { await this.ship(); }
}
@Module({ providers: [Unit, LabelStore, Shipping] }) export class AppModule {}
"""


def test_a_unit_that_makes_its_runner_on_begin_gives_its_user_the_transaction(tmp_path: Path) -> None:
    found = small(
        tmp_path, {"src/entities.ts": ENTITIES, "src/unit.ts": MADE_ON_BEGIN, "src/app.module.ts": MODULE}
    )

    assert found.transactions() == {"Shipping.ship": (("parcels",), ("labels", "parcels"))}
    assert found.of("LabelStore.add") == {"write labels"}
    assert found.unresolved() == []


def test_a_unit_that_holds_its_runner_from_the_start_gives_its_user_the_transaction(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {"src/entities.ts": ENTITIES, "src/unit.ts": MADE_BY_CONSTRUCTOR, "src/app.module.ts": MODULE},
    )

    assert found.transactions() == {"Shipping.ship": (("parcels",), ("labels", "parcels"))}


def test_work_that_a_unit_runs_between_begin_and_commit_is_a_transaction_of_who_wrote_it(
    tmp_path: Path,
) -> None:
    module = MODULE.replace(
        "async route() { await this.ship(); }",
        "async route() { await this.unit.complete(async () => { await this.labels.add(this.unit); }); }",
    )
    found = small(
        tmp_path,
        {"src/entities.ts": ENTITIES, "src/unit.ts": MADE_BY_CONSTRUCTOR, "src/app.module.ts": module},
    )

    assert found.transactions()["Shipping.route"] == ((), ("labels",))
    assert set(found.transactions()) == {"Shipping.route", "Shipping.ship"}


def test_a_service_that_keeps_its_own_runner_has_one_transaction_with_its_private_steps(
    tmp_path: Path,
) -> None:
    service = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, QueryRunner } from 'typeorm';
import { Parcel, Label } from './entities';
@Injectable() export class Import {
  private runner: QueryRunner;
  constructor(private readonly source: DataSource) {}
  async run() {
    this.runner = this.source.createQueryRunner();
    await this.runner.startTransaction();
    await this.step();
    await this.runner.commitTransaction();
  }
  private async step() { await this.runner.manager.save(Parcel, {}); await this.runner.query('DELETE FROM labels'); }
}
@Module({ providers: [Import] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": service})

    assert found.transactions() == {"Import.run": ((), ("labels", "parcels"))}


@pytest.mark.parametrize("begin", ["START TRANSACTION", "begin", "START TRANSACTION READ WRITE"])
def test_a_transaction_that_a_runner_begins_and_ends_in_sql_is_one(begin: str, tmp_path: Path) -> None:
    service = f"""
import {{ Module, Injectable }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
@Injectable() export class Shipping {{
  constructor(private readonly source: DataSource) {{}}
  async ship() {{
    const runner = this.source.createQueryRunner();
    await runner.query('UPDATE labels SET id = 3');
    await runner.query('{begin}');
    try {{
      await runner.query('UPDATE parcels SET id = 4');
      await runner.query('ROLLBACK TO SAVEPOINT half');
      await runner.query('DELETE FROM labels');
      await runner.query('COMMIT');
    }} catch (problem) {{
      await runner.query('ROLLBACK');
    }}
  }}
  async plain() {{
    const runner = this.source.createQueryRunner();
    await runner.query('DELETE FROM labels');
  }}
}}
@Module({{ providers: [Shipping] }}) export class AppModule {{}}
"""
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": service})

    assert found.transactions() == {"Shipping.ship": ((), ("labels", "parcels"))}
    assert found.unresolved() == []


def test_a_runner_that_another_service_keeps_for_a_while_goes_on_with_its_transaction(tmp_path: Path) -> None:
    """It was begun by a function that goes on using it, whoever keeps it in a field meanwhile."""
    service = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Parcel, Label } from './entities';
@Injectable() export class Ledger {
  private current: any;
  use(runner: any) { this.current = runner; return this; }
  done() { this.current = undefined; }
}
@Injectable() export class Shipping {
  constructor(private readonly source: DataSource, private readonly ledger: Ledger) {}
  async ship() {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.manager.save(Parcel, {});
      this.ledger.use(runner);
      await runner.query('DELETE FROM labels');
      this.ledger.done();
      await runner.commitTransaction();
    } catch (problem) { await runner.rollbackTransaction(); }
  }
  async within() {
    await this.source.transaction(async (manager) => {
      this.ledger.use(manager);
      await manager.delete(Label, 1);
    });
  }
}
@Module({ providers: [Ledger, Shipping] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": service})

    assert found.transactions() == {
        "Shipping.ship": ((), ("labels", "parcels")),
        "Shipping.within": ((), ("labels",)),
    }
