"""Query builders: what is their target, and what is left open."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Entity, ManyToOne, PrimaryGeneratedColumn, Raw, Repository } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Team) home: Team; }
"""


def test_what_a_builder_writes_is_what_it_names_last(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class League {
  constructor(@InjectRepository(Team) private readonly teams: Repository<Team>) {}
  wipe() { return this.teams.createQueryBuilder().delete().from(Game).where('id > 1').execute(); }
  add() { return this.teams.createQueryBuilder().insert().into(Game).values([{}]).execute(); }
  both() { return this.teams.createQueryBuilder('t').addFrom(Game, 'g').getMany(); }
  own() { return this.teams.createQueryBuilder().delete().where('id = 1').execute(); }
}
@Module({ providers: [League] }) export class AppModule {}
"""
        },
    )

    assert found.of("League.wipe") == {"write games"}
    assert found.of("League.add") == {"write games"}
    assert found.of("League.both") == {"read teams", "read games"}
    assert found.of("League.own") == {"write teams"}


def test_sql_inside_of_values_and_conditions_reads_its_tables(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class League {
  constructor(@InjectRepository(Team) private readonly teams: Repository<Team>, private readonly source: DataSource) {}
  count() { return this.source.createQueryBuilder().update(Team).set({ id: () => '(SELECT COUNT(*) FROM games)' }).execute(); }
  playing() { return this.teams.find({ where: { id: Raw((alias) => `${alias} IN (SELECT home_id FROM games)`) } }); }
}
@Module({ providers: [League] }) export class AppModule {}
"""
        },
    )

    assert found.of("League.count") == {"write teams", "read games"}
    assert found.of("League.playing") == {"read teams", "read games"}


def test_a_builder_of_an_unknown_repository_is_said_to_be_unresolved(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class League {
  some(repository: Repository<any>) { return repository.createQueryBuilder('x').where('x.id = 1').getMany(); }
}
@Module({ providers: [League] }) export class AppModule {}
"""
        },
    )

    assert found.uses() == set()
    assert found.unresolved() == ["entity: repository.createQueryBuilder('x')"]
    assert found.facts.coverage.resolved == 0
