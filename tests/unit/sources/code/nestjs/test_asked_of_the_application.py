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
