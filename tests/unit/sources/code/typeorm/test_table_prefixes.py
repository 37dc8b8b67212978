"""Tables that are named with the prefix of the data source, and joins of tables whose name is computed."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; }
"""
SERVICE = """
@Injectable() export class League {
  constructor(@InjectRepository(Team) private readonly teams: Repository<Team>, private readonly source: DataSource) {}
  joined() {
    return this.teams.createQueryBuilder('t')
      .select('t.id')
      .innerJoin(`${this.teams.manager.connection.options.entityPrefix}games`, 'g', 'g.home = t.id')
      .where('t.id > 1')
      .getRawMany();
  }
  selected() {
    const prefix = this.source.options.entityPrefix;
    return this.source.query(`SELECT * FROM ${prefix}games`);
  }
  foreign(name: string) {
    return this.teams.createQueryBuilder('t')
      .select('t.id')
      .leftJoin(`${name}_log`, 'l', 'l.team = t.id')
      .where('t.id > 1')
      .getRawMany();
  }
  several(name: string) {
    return this.teams.createQueryBuilder('t').leftJoin(`${name}_log`, 'l', 'l.team = t.id').leftJoin(Game, 'g').getMany();
  }
}
@Module({ imports: [TypeOrmModule.forRoot({ OPTIONS })], providers: [League] }) export class AppModule {}
NestFactory.create(AppModule);
"""


@pytest.mark.parametrize(
    "options", ["entityPrefix: 'lg_'", "entityPrefix: process.env.TABLE_PREFIX || 'lg_'"]
)
def test_the_prefix_of_the_data_source_stands_in_what_the_code_makes_of_it(
    tmp_path: Path, options: str
) -> None:
    found = small(tmp_path, {"src/app.module.ts": HEAD + SERVICE.replace("OPTIONS", options)})

    assert found.of("League.joined") == {"read lg_teams", "read lg_games"}
    assert found.of("League.selected") == {"read lg_games"}


def test_a_join_of_a_table_whose_name_is_computed_is_said_although_the_query_is_known(tmp_path: Path) -> None:
    """Nothing that follows in the chain makes it good."""
    found = small(tmp_path, {"src/app.module.ts": HEAD + SERVICE.replace("OPTIONS", "")})

    assert found.of("League.foreign") == {"read teams"}
    texts = [each.text for each in found.facts.unresolved if "leftJoin" in each.text]
    assert len(texts) == 2, texts
