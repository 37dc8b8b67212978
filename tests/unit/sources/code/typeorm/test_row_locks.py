"""Rows that a query of TypeORM locks: on MySQL those of every table that the statement reads."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SERVICE = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, EntityManager, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
@Entity('clubs') export class Club { @PrimaryGeneratedColumn() id: number; }
@Entity('towns') export class Town { @PrimaryGeneratedColumn() id: number; }
@Entity('teams') export class Team {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Club, { eager: true }) club: Club;
  @ManyToOne(() => Town) town: Town;
}
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  eager(em: EntityManager) { return em.findOne(Team, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } }); }
  related(em: EntityManager) { return em.findOne(Team, { relations: ['town'], lock: { mode: 'pessimistic_read' }, where: { id: 1 } }); }
  apart(em: EntityManager) {
    return em.findOne(Team, { where: { id: 1 }, relations: { town: true }, relationLoadStrategy: 'query', lock: { mode: 'pessimistic_write' } });
  }
  optimistic(em: EntityManager) { return em.findOne(Team, { where: { id: 1 }, lock: { mode: 'optimistic', version: 1 } }); }
  joined(em: EntityManager) {
    return em.createQueryBuilder(Team, 't').innerJoin('t.town', 'w').where('t.id = 1').setLock('pessimistic_write').getOne();
  }
  versioned(em: EntityManager) { return em.createQueryBuilder(Team, 't').innerJoin('t.town', 'w').setLock('optimistic', 1).getOne(); }
  nested(em: EntityManager) {
    return em.createQueryBuilder(Team, 't').where((q) => 't.id IN ' + q.subQuery().select('w.id').from(Town, 'w').getQuery())
      .setLock('pessimistic_write').getMany();
  }
  private base(em: EntityManager) { return em.createQueryBuilder(Team, 't').innerJoin('t.town', 'w').where('t.id = 1'); }
  ofAHelper(em: EntityManager) { return this.base(em).setLock('pessimistic_write').getOne(); }
  ofAHelperLater(em: EntityManager) {
    const query = this.base(em);
    query.setLock('pessimistic_read');
    return query.getOne();
  }
  versionOfAHelper(em: EntityManager) { return this.base(em).setLock('optimistic', 1).getOne(); }
}
@Module({ providers: [League] }) export class AppModule {}
"""


def locked(tmp_path: Path) -> dict[str, set[str]]:
    """Return the tables of which each method locks rows."""
    found: dict[str, set[str]] = {}
    for each in small(tmp_path, {"src/app.module.ts": SERVICE}).facts.accesses:
        found.setdefault(each.function.removeprefix("League."), set()).update(
            [each.table] if each.lock else []
        )
    return found


def test_a_lock_is_on_the_rows_of_every_table_that_the_statement_joins(tmp_path: Path) -> None:
    """What a second query loads, and what a sub-query reads, is not locked; a version is compared, not locked."""
    assert locked(tmp_path) == {
        "eager": {"teams", "clubs"},
        "related": {"teams", "clubs", "towns"},
        "apart": {"teams"},
        "optimistic": set(),
        "joined": {"teams", "towns"},
        "versioned": set(),
        "nested": {"teams"},
        "base": set(),
        "ofAHelper": {"teams", "towns"},
        "ofAHelperLater": {"teams", "towns"},
    }
