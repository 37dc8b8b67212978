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


LINES = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Injectable() export class Runner {
  constructor(private readonly source: DataSource) {}
  none(text: string) { return this.source.query(text); }
}
@Injectable() export class League {
  constructor(private readonly source: DataSource, private readonly runner: Runner) {}
  both(sql: string) { return [this.source.query('SELECT id FROM teams'), this.source.query(sql)]; }
  handed(sql: string) { return [this.runner.none('DELETE FROM teams'), this.runner.none(sql)]; }
  found(name: string) { return [this.source.getRepository(Team).find(), this.source.getRepository(name).find()]; }
  chain() { return this.source.getRepository(Team).createQueryBuilder('t').where('t.id > 1').getMany(); }
  builder() { return this.source.createQueryBuilder().select('t.id').from(Team, 't').getMany(); }
}
@Module({ providers: [League, Runner] }) export class AppModule {}
"""


def test_a_call_that_cannot_be_read_is_told_beside_one_of_the_same_line_that_can(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": LINES})

    assert {(each.line, each.text) for each in found.facts.unresolved} == {
        (11, "sql"),
        (12, "sql"),
        (13, "this.source.getRepository(name)"),
        (13, "this.source.getRepository(name).find()"),
    }
    assert found.of("League.both") == {"read teams"}
    assert found.of("League.handed") == {"write teams"}
    assert found.of("League.found") == {"read teams"}


def test_the_links_of_a_chain_on_one_line_are_one_place(tmp_path: Path) -> None:
    """Lines 11 to 15 talk to the database, line 7 runs what it is handed."""
    found = small(tmp_path, {"src/app.module.ts": LINES})

    assert (found.facts.coverage.sites, found.facts.coverage.resolved) == (6, 3)


ALTERNATIVES = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
import { plugins } from 'league-plugins';
@Injectable() export class League {
  constructor(private readonly source: DataSource, private readonly settings: any) {}
  run(text: string) { return this.source.query(text); }
  handed(all: boolean, other: string) { return this.source.query(all ? 'SELECT id FROM teams' : other); }
  named(all: boolean, table: string) { return this.source.query(`SELECT id FROM ${all ? 'teams' : table}`); }
  foreign(all: boolean) { return this.source.query(all ? 'SELECT id FROM teams' : plugins.statement()); }
  later(all: boolean) {
    let sql = 'SELECT id FROM teams';
    if (all) sql = plugins.statement();
    return this.source.query(sql);
  }
  broken(all: boolean) { return this.source.query(all ? 'SELECT id FROM teams' : 'SELEKT id FROM teams'); }
  known(all: boolean) { return this.source.query(all ? 'SELECT id FROM teams' : 'DELETE FROM teams'); }
  private either(all: boolean, other: string) { return this.source.query(all ? 'SELECT id FROM teams' : other); }
  private order(down: boolean, column: string) {
    return this.source.query('SELECT id FROM teams ORDER BY ' + (down ? 'id' : column));
  }
  told() { return [this.either(true, 'DELETE FROM teams'), this.order(true, 'name')]; }
  passed(all: boolean, other: string) { return this.run(all ? 'SELECT id FROM teams' : other); }
  private fail(): never { throw new Error('no'); }
  private chosen(kind: string): string { if (kind === 'a') return 'SELECT id FROM teams'; return this.fail(); }
  thrown(kind: string) { return this.source.query(this.chosen(kind)); }
  set(): unknown {
    const sql = this.settings.statement ?? 'SELECT id FROM teams';
    return this.source.query(sql);
  }
}
@Module({ providers: [League] }) export class AppModule {}
"""


def test_a_text_that_can_be_read_hides_no_other_one_of_the_same_call(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": ALTERNATIVES})

    told = {each.line: each.reason for each in found.facts.unresolved}
    assert told == {
        9: "one of the texts that the SQL may be is not known",
        10: "table name is computed",
        11: "one of the texts that the SQL may be is not known",
        15: "one of the texts that the SQL may be is not known",
        17: "this is no SQL that we can parse",
        24: "one of the texts that the SQL may be is not known",
        30: "one of the texts that the SQL may be is not known",
    }
    for method in ("handed", "named", "foreign", "later", "broken", "passed"):
        assert found.of(f"League.{method}") == {"read teams"}


def test_a_text_that_a_caller_tells_is_known(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": ALTERNATIVES})

    assert found.of("League.either") | found.of("League.told") == {"read teams", "write teams"}
    assert not [each for each in found.facts.unresolved if each.line in (8, 18, 19, 21, 23)]


ENTITIES = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, EntityTarget, PrimaryGeneratedColumn } from 'typeorm';
import { plugins } from 'league-plugins';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; }
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  foreign(a: boolean) { return this.source.getRepository(a ? Team : plugins.entity()).find(); }
  handed(a: boolean, target: EntityTarget<any>) { return this.source.manager.find(a ? Team : target); }
  either(a: boolean) { return this.source.manager.count(a ? Team : Game); }
  built(a: boolean) { return this.source.createQueryBuilder(a ? Team : Game, 'x').where('x.id = 1').getMany(); }
  private told(a: boolean, target: EntityTarget<Game>) { return this.source.manager.delete(a ? Team : target, {}); }
  tells() { return this.told(true, Game); }
}
@Module({ providers: [League] }) export class AppModule {}
"""


def test_an_entity_that_is_known_hides_no_other_one_that_may_be_meant(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": ENTITIES})

    assert {each.line: each.reason for each in found.facts.unresolved} == dict.fromkeys(
        (9, 10), "one of the entities that may be meant is not known"
    )
    assert found.of("League.either") == found.of("League.built") == {"read teams", "read games"}
    assert found.of("League.told") | found.of("League.tells") == {"write teams", "write games"}


def test_an_entity_of_which_one_alternative_is_known_is_told_with_the_call_that_means_it(
    tmp_path: Path,
) -> None:
    other = "return this.source.getRepository(given ?? Team).find(); }"
    code = ENTITIES.replace("  tells()", f"  other(given?: EntityTarget<any>) {{ {other}\n  tells()")
    found = small(tmp_path, {"src/app.module.ts": code})

    texts = [each.text for each in found.facts.unresolved]
    assert "this.source.getRepository(given or Team)" in texts
    assert not any(each == "…" for each in texts)
