"""What a view entity is made of is read by whoever reads the view, and by nobody where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

VIEWS = """
import { DataSource, Entity, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
@Entity('slots') export class Slot { @PrimaryGeneratedColumn() id: number; }
@ViewEntity({ name: 'slot_load', expression: (source: DataSource) => source.createQueryBuilder().select('COUNT(*)', 'n').from(Slot, 's') })
export class Load { @ViewColumn() n: number; }
"""
DESK = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Load } from '../views';
@Injectable() export class Desk {
  constructor(private readonly source: DataSource) {}
  load() { return this.source.getRepository(Load).find(); }
}
@Module({ providers: [Desk] }) export class DeskModule {}
"""
APP = """
import { Module } from '@nestjs/common';
import { DeskModule } from './desk/desk.module';
@Module({ imports: [DeskModule] }) export class AppModule {}
"""
DUMP = "CREATE TABLE slots (id int PRIMARY KEY);\nCREATE VIEW slot_load AS SELECT COUNT(*) AS n FROM slots;\n"


@pytest.mark.parametrize("dump", ["", DUMP], ids=["the code alone tells", "a dump tells as well"])
def test_the_expression_of_a_view_is_no_access_of_its_file(tmp_path: Path, dump: str) -> None:
    texts = {"src/views.ts": VIEWS, "src/desk/desk.module.ts": DESK, "src/app.module.ts": APP}
    found = small(tmp_path, texts | ({"schema.sql": dump} if dump else {}))
    assert {(each.module, each.table) for each in found.facts.accesses} == {
        ("desk", "slot_load"),
        ("desk", "slots"),
    }
