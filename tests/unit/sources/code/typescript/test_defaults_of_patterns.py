"""What stands for a thing that is not given, where an object or a list is taken apart."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

DECORATED = """
import { Module, Controller, applyDecorators, Get, HttpCode } from '@nestjs/common';
export const Api = (options: { endpoint?: string; code?: number }) => {
  const { endpoint = '', code = 200 } = options;
  const request = (route: string) => Get(route);
  return applyDecorators(request(endpoint), HttpCode(code));
};
export const Named = ({ path: where = 'named' }: { path?: string } = {}) => Get(where);
export const Listed = ([first = 'first', second = 'second']: string[]) => Get(`${first}/${second}`);
const { PREFIX = 'teams' }: { PREFIX?: string } = {};
@Controller(PREFIX) export class TeamController {
  @Api({}) all() {}
  @Api({ endpoint: 'best' }) best() {}
  @Named() named() {}
  @Named({ path: 'other' }) other() {}
  @Listed([]) listed() {}
}
@Module({ controllers: [TeamController] }) export class AppModule {}
"""


def test_a_path_that_is_left_out_has_its_default(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": DECORATED})

    assert found.unresolved() == []
    assert {each.handler.rpartition(".")[2]: each.path for each in found.facts.routes} == {
        "all": "/teams",
        "best": "/teams/best",
        "named": "/teams/named",
        "other": "/teams/other",
        "listed": "/teams/first/second",
    }


HELPED = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, EntityManager, PrimaryGeneratedColumn } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; }
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  add(row: any, { manager = this.source.manager }: { manager?: EntityManager } = {}) { return manager.save(Team, row); }
  alone() { return this.add({}); }
  together() { return this.source.transaction(async (manager) => { await this.add({}, { manager }); }); }
  count({ table = 'teams' }: { table?: string }) { return this.source.query(`SELECT COUNT(*) FROM ${table}`); }
  both() { return [this.count({}), this.count({ table: 'games' })]; }
}
@Module({ providers: [League] }) export class AppModule {}
"""


def test_a_manager_and_a_name_that_are_left_out_have_their_defaults(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": HELPED})

    assert found.unresolved() == []
    assert found.of("League.add") == {"write teams"}
    assert found.of("League.count") == {"read teams", "read games"}
    assert found.transactions() == {"League.together": ((), ("teams",))}
