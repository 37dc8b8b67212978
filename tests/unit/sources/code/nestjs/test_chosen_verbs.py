"""The verb of a route that a function of the project's own chooses by what it is handed."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

CHOSEN = """
import { Module, Controller, applyDecorators, Delete, Get, HttpCode, Post, Put, RequestMethod } from '@nestjs/common';
export enum Verb { GET = RequestMethod.GET, POST = RequestMethod.POST, DELETE = RequestMethod.DELETE }
export const Api = ({ path = '', method }: { path?: string; method: Verb }) => {
  const request = (route: string) => {
    switch (method) {
      case Verb.GET:
        return Get(route);
      case Verb.POST: {
        return Post(route);
      }
      case Verb.DELETE:
      default: // the rest
        return Delete(route);
    }
  };
  return applyDecorators(request(path), HttpCode(200));
};
export function Named(verb: 'get' | 'put' | 'post', path: string) {
  switch (verb) {
    case 'get': return Get(path);
    case 'put': return Put(path);
  }
  return Post(path);
}
@Controller('teams') export class TeamController {
  @Api({ method: Verb.GET }) all() {}
  @Api({ method: Verb.POST }) add() {}
  @Api({ method: Verb.DELETE, path: ':id' }) drop() {}
  @Named('get', 'one') one() {}
  @Named('put', 'two') two() {}
  @Named('post', 'three') three() {}
}
@Module({ controllers: [TeamController] }) export class AppModule {}
"""


def test_a_switch_over_what_a_decorator_is_handed_chooses_the_verb(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": CHOSEN})

    assert found.unresolved() == []
    assert [
        f"{each.method} {each.path}" for each in sorted(found.facts.routes, key=lambda each: each.line)
    ] == [
        "GET /teams",
        "POST /teams",
        "DELETE /teams/:id",
        "GET /teams/one",
        "PUT /teams/two",
        "POST /teams/three",
    ]


RUN = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; }
@Injectable() export class League {
  private readonly kind = process.env.KIND ?? 'teams';
  constructor(private readonly source: DataSource) {}
  rows() {
    switch (this.kind) {
      case 'teams': return this.source.manager.find(Team);
      case 'games': return this.source.manager.find(Game);
    }
  }
}
@Module({ providers: [League] }) export class AppModule {}
"""


def test_elsewhere_every_case_may_run(tmp_path: Path) -> None:
    """What stands for a setting that nobody knows is not the setting."""
    assert small(tmp_path, {"src/app.module.ts": RUN}).of("League.rows") == {"read teams", "read games"}
