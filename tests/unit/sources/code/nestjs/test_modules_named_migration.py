"""A folder named ``migration`` that the application itself imports holds more than TypeORM's migrations."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

APP = """
import { Module } from '@nestjs/common';
import { MigrationModule } from './migration/migration.module';
@Module({ imports: [MigrationModule] }) export class AppModule {}
"""
MODULE = """
import { Module } from '@nestjs/common';
import { OldAccountService } from './old-account.service';
@Module({ providers: [OldAccountService] }) export class MigrationModule {}
"""
ENTITY = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('old_accounts') export class OldAccount { @PrimaryGeneratedColumn() id: number; }
"""
SERVICE = """
import { DataSource, Repository } from 'typeorm';
import { InjectRepository } from '@nestjs/typeorm';
import { OldAccount } from './old-account.entity';
export class OldAccountService {
  constructor(
    private readonly source: DataSource,
    @InjectRepository(OldAccount) private readonly accounts: Repository<OldAccount>,
  ) {}
  find(id: number) { return this.accounts.findOneBy({ id }); }
  async move(account: OldAccount) {
    await this.source.transaction(async manager => { await manager.save(account); });
  }
}
"""
HISTORY = """
import { MigrationInterface, QueryRunner } from 'typeorm';
export class Fill implements MigrationInterface {
  async up(runner: QueryRunner) { await runner.query('INSERT INTO old_accounts (id) VALUES (1)'); }
  async down(runner: QueryRunner) { await runner.query('DELETE FROM old_accounts'); }
}
"""


def test_what_the_application_imports_from_a_migration_folder_is_read(tmp_path: Path) -> None:
    """A module that brings over the users of an older system: its entity is a table, its transactions are some."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": APP,
            "src/migration/migration.module.ts": MODULE,
            "src/migration/old-account.entity.ts": ENTITY,
            "src/migration/old-account.service.ts": SERVICE,
        },
    )

    assert [each.name for each in found.facts.tables] == ["old_accounts"]
    assert found.of("OldAccountService.find") == {"read old_accounts"}
    assert found.of("OldAccountService.move") == {"write old_accounts"}
    assert [each.writes for each in found.facts.transactions] == [("old_accounts",)]
    assert not found.facts.unresolved


def test_migrations_that_the_application_imports_are_no_accesses(tmp_path: Path) -> None:
    """``migrations: [Fill]`` among the options: they are history, whatever says so, the interface or the name."""
    app = """
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Fill } from './migrations/fill';
import { Init1700000000000 } from './migrations/1700000000000-init';
import { steps } from './migrations';
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', migrations: [Fill, Init1700000000000, ...steps] })] })
export class AppModule {}
"""
    plain = """
exports.Init1700000000000 = class Init1700000000000 {
  async up(runner) { await helper(runner.manager); }
};
const helper = manager => manager.query('DELETE FROM old_accounts');
"""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": app,
            "src/migrations/index.ts": "import { Fill } from './fill'; export const steps = [Fill];",
            "src/migrations/fill.ts": HISTORY,
            "src/migrations/1700000000000-init.js": plain,
        },
    )

    assert found.uses() == set()
