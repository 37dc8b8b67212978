"""Repositories for all that a file of entities exports, and controllers that a function makes of an entity."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

ENTITIES = """
import { Column, Entity, PrimaryColumn } from 'typeorm';
/*MORE*/
@Entity('boats') export class Boat { @PrimaryColumn() id: number; @Column() name: string; }
@Entity('ports') export class Port { @PrimaryColumn() id: number; @Column() name: string; }
"""
TOKENS = """
import { Inject, Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import * as entities from './entities';
export const repoToken = (entity: Function) => `repo:${entity.name}`;
export const Repo = (entity: Function) => Inject(repoToken(entity));
export const repositories: Provider[] = Object.entries(entities)
  .filter(([, value]) => typeof value === 'function')
  .map(([, entity]) => ({ provide: repoToken(entity as Function), useFactory: (source: DataSource) => source.getRepository(entity as any), inject: [DataSource] }));
"""
CRUD = """
import { Body, Get, Inject, Post, Type } from '@nestjs/common';
import { Repository } from 'typeorm';
import { Repo } from './tokens';
export interface ICrud<T> { rows: Repository<T> }
export function CrudController<T>(entity: Type<T>): Type<ICrud<T>> {
  class Crud {
    constructor(/*DECORATED*/ readonly rows: Repository<T>) {}
    @Get() list() { return this.rows.find(); }
    @Post() create(@Body() body: any) { return this.rows.insert(body); }
  }
  return Crud as any;
}
"""
APP = """
import { Controller, Module } from '@nestjs/common';
import { repositories } from './tokens';
import { CrudController } from './crud';
import { Boat, Port } from './entities';
@Controller('boats') export class Boats extends /*BASE*/(Boat) {}
@Controller('ports') export class Ports extends CrudController(Port) {}
@Module({ controllers: [Boats, Ports], providers: [...repositories] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    "more",
    ["", "export const BOATS = 'boats';", "export enum Kind { Small = 'small' }", "export const MOST = 5;"],
)
@pytest.mark.parametrize(
    ("decorated", "base"),
    [
        ("@Repo(entity)", "CrudController"),
        ("@Inject('rows')", "CrudController"),
        ("@Inject('rows')", "CrudController<Boat>"),
    ],
    ids=["by a token", "by the class that is handed in", "by a type argument"],
)
def test_a_controller_that_a_function_makes_has_the_repository_of_its_entity(
    more: str, decorated: str, base: str, tmp_path: Path
) -> None:
    """Found in an exam: one text beside the entities, and no repository was known."""
    found = small(
        tmp_path,
        {
            "src/entities.ts": ENTITIES.replace("/*MORE*/", more),
            "src/tokens.ts": TOKENS,
            "src/crud.ts": CRUD.replace("/*DECORATED*/", decorated),
            "src/app.module.ts": APP.replace("/*BASE*/", base),
        },
    )
    assert found.uses() == {
        ("Boats.list", "read", "boats"),
        ("Boats.create", "write", "boats"),
        ("Ports.list", "read", "ports"),
        ("Ports.create", "write", "ports"),
    }
    assert found.unresolved() == []
