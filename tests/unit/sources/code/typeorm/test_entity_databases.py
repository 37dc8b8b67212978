"""In which database an entity's table lies: TypeORM's MySQL driver takes `database`, and never `schema`."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

CODE = """
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Entity, EntitySchema, PrimaryGeneratedColumn } from 'typeorm';
@Entity('teams', { schema: 'league' }) export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity({ name: 'games', schema: 'league', database: 'archive' }) export class Game { @PrimaryGeneratedColumn() id: number; }
export class Pitch { id: number }
export const PitchSchema = new EntitySchema<Pitch>({
  name: 'Pitch', target: Pitch, tableName: 'pitches', schema: 'league', columns: { id: { type: Number, primary: true } },
});
@Module({ imports: [TypeOrmModule.forRoot({ type: 'DRIVER', entities: [Team, Game, PitchSchema] })] })
export class AppModule {}
NestFactory.create(AppModule);
"""


@pytest.mark.parametrize(
    ("driver", "expected"),
    [
        ("mysql", {"teams": None, "games": "archive", "pitches": None}),
        ("mariadb", {"teams": None, "games": "archive", "pitches": None}),
        ("postgres", {"teams": "league", "games": "league", "pitches": "league"}),
    ],
)
def test_only_drivers_that_know_schemas_take_an_entitys_schema(
    tmp_path: Path, driver: str, expected: dict[str, str | None]
) -> None:
    found = small(tmp_path, {"src/app.module.ts": CODE.replace("DRIVER", driver)})

    assert {table.name: table.schema for table in found.facts.tables} == expected
