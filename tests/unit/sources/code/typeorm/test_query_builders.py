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


WRAPPED = (
    HEAD
    + """
export abstract class Base<T> {
  protected constructor(private repository: Repository<T>) {}
  builder(alias?: string) { return this.repository.createQueryBuilder(alias); }
}
export class Games extends Base<Game> {
  constructor(@InjectRepository(Game) games: Repository<Game>) { super(games); }
}
@Injectable() export class League {
  constructor(private readonly games: Games, @InjectRepository(Game) private readonly own: Repository<Game>) {}
  wrapped() { return this.games.builder('game').leftJoinAndSelect('game.home', 'home').getMany(); }
  other(name: string) { return this.own.createQueryBuilder(name).leftJoin('game.guest', 'guest').getMany(); }
  counted() { return this.own.createQueryBuilder('g').loadRelationCountAndMap('g.n', 'game.home').getMany(); }
  wrong() { return this.own.createQueryBuilder('g').leftJoin('league.teams', 'teams').getMany(); }
}
@Module({ providers: [League, Games] }) export class AppModule {}
"""
)


def test_a_path_of_an_alias_that_a_caller_chose_is_one_of_the_main_entity(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": WRAPPED})

    assert found.of("League.wrapped") == {"read teams"}
    assert found.of("Games.builder") == {"read games"}


def test_a_path_of_an_unknown_alias_is_unresolved_and_never_a_table(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": WRAPPED})

    assert {each.table for each in found.facts.accesses} == {"teams", "games"}
    assert found.unresolved() == ["relation: game.guest", "relation: game.home", "relation: league.teams"]


def test_sub_queries_inside_of_brackets_read_their_tables(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD.replace("Raw,", "Raw, Brackets, NotBrackets,")
            + """
@Injectable() export class League {
  constructor(@InjectRepository(Team) private readonly teams: Repository<Team>) {}
  idle() {
    return this.teams.createQueryBuilder('t').where('t.id > 1').andWhere(new Brackets((some) => {
      some.where('t.id = 2').orWhere((qb) => 't.id NOT IN ' + qb.subQuery().select('g.id').from(Game, 'g').getQuery());
    })).getMany();
  }
  busy() {
    return this.teams.createQueryBuilder('t').where([new NotBrackets((some) =>
      some.where((qb) => 't.id IN ' + qb.subQuery().select('g.id').from(Game, 'g').getQuery()))]).getMany();
  }
}
@Module({ providers: [League] }) export class AppModule {}
"""
        },
    )

    assert found.of("League.idle") == {"read teams", "read games"}
    assert found.of("League.busy") == {"read teams", "read games"}


def test_a_count_of_related_rows_reads_them_and_ids_read_the_joining_table_alone(tmp_path: Path) -> None:
    head = HEAD.replace("ManyToOne,", "JoinTable, ManyToMany, ManyToOne,").replace(
        "home: Team;", "home: Team; @ManyToMany(() => Team) @JoinTable({ name: 'guests' }) guests: Team[];"
    )
    found = small(
        tmp_path,
        {
            "src/app.module.ts": head
            + """
@Injectable() export class League {
  constructor(@InjectRepository(Game) private readonly games: Repository<Game>) {}
  count() { return this.games.createQueryBuilder('g').loadRelationCountAndMap('g.n', 'g.guests').getMany(); }
  ids() { return this.games.createQueryBuilder('g').loadRelationIdAndMap('g.ids', 'g.guests').getMany(); }
}
@Module({ providers: [League] }) export class AppModule {}
"""
        },
    )

    assert found.of("League.count") == {"read games", "read guests", "read teams"}
    assert found.of("League.ids") == {"read games", "read guests"}


SUB_BUILDER = HEAD + (
    """
@Injectable() export class League {
  constructor(@InjectRepository(Team) private readonly teams: Repository<Team>, private readonly source: DataSource) {}
  private best() { return this.source.createQueryBuilder().select('g.teamId').from(Game, 'g').groupBy('g.teamId'); }
  joined() {
    const best = this.best();
    return this.teams.createQueryBuilder('t').innerJoin(`(${best.getQuery()})`, 'b', 'b.teamId = t.id').getMany();
  }
  wrapped() {
    const base = this.teams.createQueryBuilder('t');
    return this.source.createQueryBuilder().select('*').from('(' + base.getQuery() + ')', 'sub').getRawMany();
  }
  counted() {
    const base = this.teams.createQueryBuilder('t');
    return this.source.query(`SELECT COUNT(*) FROM (${base.getSql()}) AS x JOIN games g ON g.id = x.id`);
  }
  asked() { return this.teams.createQueryBuilder('t').innerJoin(`${tableOf('b')}`, 'b', 'b.id = t.id').getMany(); }
}
@Module({ providers: [League] }) export class AppModule {}
"""
)


def test_the_text_of_another_builder_in_brackets_is_that_builders_query(tmp_path: Path) -> None:
    """The builder's tables are its own; nothing of the join is unknown."""
    found = small(tmp_path, {"src/app.module.ts": SUB_BUILDER})

    assert found.of("League.joined") == {"read teams"}
    assert found.of("League.best") == {"read games"}
    assert found.of("League.wrapped") == {"read teams"}
    assert found.of("League.counted") == {"read teams", "read games"}
    assert [each.text for each in found.facts.unresolved if "tableOf" not in each.text] == []


def test_a_name_that_a_template_holds_alone_is_told(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": SUB_BUILDER})

    assert [each.reason for each in found.facts.unresolved if "tableOf" in each.text] == [
        "which entity or table is meant is not known"
    ]


def test_a_join_of_whatever_builder_is_handed_in_is_not_told_where_every_caller_hands_in_a_known_one(
    tmp_path: Path,
) -> None:
    code = """
import { Injectable, Module } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Entity, ManyToOne, ObjectLiteral, PrimaryGeneratedColumn, Repository, SelectQueryBuilder } from 'typeorm';
@Entity('halls') export class Hall { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Hall) hall: Hall; }
@Injectable() export class Games {
  constructor(@InjectRepository(Game) private readonly games: Repository<Game>) {}
  all() { return this.withHall(this.games.createQueryBuilder('g')).getMany(); }
  private withHall<E extends ObjectLiteral>(query: SelectQueryBuilder<E>) {
    return query.leftJoinAndSelect(`${query.alias}.hall`, 'h');
  }
}
@Module({ providers: [Games] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": code})

    assert {table for _, _, table in found.uses()} == {"games", "halls"}
    assert found.unresolved() == []


def test_a_target_that_is_chosen_among_several_is_any_of_them(tmp_path: Path) -> None:
    """`from(old ? A : B)` was told as unknown, and of `update(old ? A : B)` the first was taken for the only one."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  read(old: boolean) { return this.source.createQueryBuilder().select('x').from(old ? Team : Game, 'x').getRawMany(); }
  name(old: boolean) { return this.source.createQueryBuilder().from(old ? 'teams' : 'old_games', 'x').getRawMany(); }
  both(old: boolean) { return this.source.createQueryBuilder().from(Game, 'g').addFrom(old ? Team : 'cups', 'x').getMany(); }
  wipe(old: boolean) { return this.source.createQueryBuilder().delete().from(old ? Team : Game).execute(); }
  edit(old: boolean) { return this.source.createQueryBuilder().update(old ? Team : Game).set({ id: 1 }).execute(); }
}
@Module({ providers: [League] }) export class AppModule {}
"""
        },
    )

    assert found.of("League.read") == {"read teams", "read games"}
    assert found.of("League.name") == {"read teams", "read old_games"}
    assert found.of("League.both") == {"read teams", "read games", "read cups"}
    assert found.of("League.wipe") == {"write teams", "write games"}
    assert found.of("League.edit") == {"write teams", "write games"}
    assert not found.facts.unresolved
