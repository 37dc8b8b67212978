"""What one call of a line makes good is its own, not another's."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SERVICE = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, EntityManager, PrimaryGeneratedColumn } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  tree() { return this.source.getRepository(Team).query('SELEKT id FROM teams'); }
  named(table: string) { return this.source.manager.getRepository(Team).query(`SELECT id FROM ${table}`); }
  unread(sql: string) { return this.source.getRepository(Team).query(sql); }
}
@Module({ providers: [League] }) export class AppModule {}
"""


def test_a_repository_that_is_known_makes_no_statement_good_that_is_not(tmp_path: Path) -> None:
    """`getRepository(Team).query(sql)`: the entity is known, what the statement touches is not."""
    found = small(tmp_path, {"src/app.module.ts": SERVICE})

    told = {each.line: each.reason for each in found.facts.unresolved}
    assert told[7] == "this is no SQL that we can parse"
    assert told[8] == "table name is computed"
    assert told[9] == "the text of the SQL is not known"
