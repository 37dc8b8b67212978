"""What a script asks of the application that it makes: repositories, data sources and providers."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

APP = """
import { Module, Injectable } from '@nestjs/common';
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; }
@Module({}) export class AppModule {}
"""
HEAD = """
import { NestFactory } from '@nestjs/core';
import { INestApplicationContext } from '@nestjs/common';
import { getRepositoryToken, getDataSourceToken } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { AppModule, Game, Team } from './app.module';
"""


@pytest.mark.parametrize("made", ["create", "createApplicationContext", "createMicroservice"])
def test_what_a_script_asks_of_the_application_is_what_the_application_holds(
    tmp_path: Path, made: str
) -> None:
    script = f"""
async function seed() {{
  const app = await NestFactory.{made}(AppModule);
  const teams = app.get<Repository<Team>>(getRepositoryToken(Team));
  await teams.delete({{}});
  await app.select(AppModule).get(DataSource).getRepository(Game).clear();
}}
seed();
"""
    found = small(tmp_path, {"src/app.module.ts": APP, "src/seed.ts": HEAD + script})

    assert found.of("seed") == {"write teams", "write games"}
    assert found.unresolved() == []


def test_an_application_that_a_function_is_handed_is_asked_like_one_that_it_made(tmp_path: Path) -> None:
    script = """
export async function wipe(app: INestApplicationContext) {
  const games = await app.resolve<Repository<Game>>(getRepositoryToken(Game));
  await games.clear();
}
"""
    found = small(tmp_path, {"src/app.module.ts": APP, "src/seed.ts": HEAD + script})

    assert found.of("wipe") == {"write games"}


HANDED_BY_A_SCRIPT = """
import { DataSource } from 'typeorm';
import { Team } from '../app.module';
export class TeamSeeder {
  constructor(private readonly source: DataSource) {}
  async seed() { await this.source.getRepository(Team).insert({}); }
}
export async function wipe(source: DataSource) { await source.getRepository(Team).clear(); }
"""


def test_what_a_script_of_no_module_hands_the_database_to_is_charged_to_its_own_module(
    tmp_path: Path,
) -> None:
    """A script at the root writes nothing itself: the seeders in the folders of the modules do."""
    texts = {
        "src/app.module.ts": "import { TeamsModule } from './teams/teams.module';\n"
        + APP.replace("@Module({})", "@Module({ imports: [TeamsModule] })"),
        "src/teams/teams.module.ts": "import { Module } from '@nestjs/common';\n@Module({}) export class TeamsModule {}\n",
        "src/teams/seeder.ts": HANDED_BY_A_SCRIPT,
        "scripts/seed.ts": HEAD.replace("./app.module", "../src/app.module")
        + """
import { TeamSeeder, wipe } from '../src/teams/seeder';
async function seed() {
  const app = await NestFactory.createApplicationContext(AppModule);
  const source = app.get(DataSource);
  await wipe(source);
  await new TeamSeeder(source).seed();
}
seed();
""",
    }
    found = small(tmp_path, texts)

    assert {(each.module, each.function) for each in found.facts.accesses} == {
        ("teams", "TeamSeeder.seed"),
        ("teams", "wipe"),
    }
