"""``loadEagerRelations: false`` spares what would load by itself, behind the relations that are asked for as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

APP = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('flags') export class Flag { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Boat, (b) => b.flags) boat: Boat; }
@Entity('boats') export class Boat {
  @PrimaryGeneratedColumn() id: number;
  @OneToMany(() => Flag, (f) => f.boat, { eager: true }) flags: Flag[];
}
@Entity('trips') export class Trip { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Boat) boat: Boat; }
@Injectable() export class Trips {
  constructor(@InjectRepository(Trip) private readonly trips: Repository<Trip>) {}
  all() { return this.trips.find(OPTIONS); }
}
@Module({ imports: [TypeOrmModule.forFeature([Trip, Boat, Flag])], providers: [Trips] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("options", "tables"),
    [
        ("{ relations: { boat: true } }", {"read trips", "read boats", "read flags"}),
        ("{ relations: ['boat'], loadEagerRelations: false }", {"read trips", "read boats"}),
        ("{ loadEagerRelations: false, relations: { boat: true } }", {"read trips", "read boats"}),
        (
            "{ loadEagerRelations: false, relations: { boat: { flags: true } } }",
            {"read trips", "read boats", "read flags"},
        ),
    ],
)
def test_nothing_loads_by_itself_where_that_is_switched_off(
    tmp_path: Path, options: str, tables: set[str]
) -> None:
    found = small(tmp_path, {"src/app.module.ts": APP.replace("OPTIONS", options)})

    assert found.of("Trips.all") == tables


def test_a_row_that_reloads_itself_loads_its_eager_relations(tmp_path: Path) -> None:
    """Found in an exam: TypeORM asks for it as `findOneByOrFail` does."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { BaseEntity, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
@Entity('ports') export class Port { @PrimaryGeneratedColumn() id: number; }
@Entity('boats') export class Boat extends BaseEntity { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Port, { eager: true }) port: Port; }
@Injectable() export class Boats { async again(boat: Boat) { await boat.reload(); } }
@Module({ providers: [Boats] }) export class AppModule {}
"""
        },
    )
    assert found.of("Boats.again") == {"read boats", "read ports"}
