"""Who is charged where a provider does its work for any entity: whoever names the class, or hands in the row."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

ENTITIES = """
import { Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
@Entity('boxes') export class Box { @PrimaryGeneratedColumn() id: number; }
@Entity('crates') export class Crate {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Box, { eager: true }) box: Box;
}
"""

STORE = """
import { Injectable, Module, Type } from '@nestjs/common';
import { DataSource, EntityManager, EntityTarget, ObjectLiteral, getRepository } from 'typeorm';
@Injectable() export class Store {
  constructor(private readonly manager: EntityManager, private readonly source: DataSource) {}
  load<T extends ObjectLiteral>(cls: EntityTarget<T>, id: any) { return this.manager.findOne(cls, { where: { id } }); }
  repository<T extends ObjectLiteral>(cls: EntityTarget<T>) { return this.source.getRepository(cls); }
  page<T extends ObjectLiteral>(cls: Type<T>) { return this.repository(cls).createQueryBuilder('x').getMany(); }
  keep<T>(row: T) { return this.manager.save(row); }
  keepAll<T>(rows: T[]) { return this.source.transaction(async (em) => { for (const row of rows) await em.save(row); }); }
  OWN
}
@Module({ providers: [Store], exports: [Store] }) export class StoreModule {}
"""

DEPOT = """
import { Injectable, Module } from '@nestjs/common';
import { EntityManager, EntityTarget, ObjectLiteral, Repository, getRepository } from 'typeorm';
import { Box, Crate } from '../entities';
import { Store, StoreModule } from '../store/store';
import { Pass, PassModule } from '../pass/pass';
@Injectable() export class Depot {
  constructor(private readonly store: Store, private readonly pass: Pass) {}
  STATEMENTS
}
@Module({ imports: [StoreModule, PassModule], providers: [Depot] }) export class DepotModule {}
"""

PASS = """
import { Injectable, Module } from '@nestjs/common';
import { EntityManager, EntityTarget } from 'typeorm';
import { Box } from '../entities';
import { Store, StoreModule } from '../store/store';
@Injectable() export class Pass {
  constructor(private readonly store: Store, private readonly manager: EntityManager) {}
  on(cls: EntityTarget<any>) { return this.store.load(cls, 1); }
  box(row: Box) { return this.manager.save(row); }
}
@Module({ imports: [StoreModule], providers: [Pass], exports: [Pass] }) export class PassModule {}
"""

APP = """
import { Module } from '@nestjs/common';
import { DepotModule } from './depot/depot';
@Module({ imports: [DepotModule] }) export class AppModule {}
"""


def read(folder: Path, statements: str, own: str = "") -> Small:
    texts = {
        "src/entities.ts": ENTITIES,
        "src/store/store.ts": STORE.replace("OWN", own),
        "src/pass/pass.ts": PASS,
        "src/depot/depot.ts": DEPOT.replace("STATEMENTS", f"async work(kind: any) {{ {statements} }}"),
        "src/app.module.ts": APP,
    }
    return small(folder, texts)


def charged(found: Small) -> set[tuple[str, str, str]]:
    return {(each.module, each.function, f"{each.mode} {each.table}") for each in found.facts.accesses}


@pytest.mark.parametrize(
    ("statements", "uses"),
    [
        ("await this.store.load(Box, 1);", {"read boxes"}),
        ("await this.store.load('Box', 1);", {"read boxes"}),
        ("await this.store.page(Box);", {"read boxes"}),
        ("await this.store.load(Crate, 1);", {"read crates", "read boxes"}),
        ("await this.store.repository(Box).find();", {"read boxes"}),
        ("await this.store.keep(new Box());", {"write boxes"}),
        ("await this.store.keepAll([new Box(), new Box()]);", {"write boxes"}),
        ("await this.pass.on(Box);", {"read boxes"}),
        ("for (const cls of [Box, Crate]) await this.store.load(cls, 1);", {"read boxes", "read crates"}),
    ],
)
def test_who_names_the_entity_to_a_tool_is_charged(tmp_path: Path, statements: str, uses: set[str]) -> None:
    found = read(tmp_path, statements)
    assert charged(found) - {("pass", "Pass.box", "write boxes")} == {
        ("depot", "Depot.work", use) for use in uses
    }


def test_no_place_of_a_tool_is_left_open_whose_callers_name_the_entity(tmp_path: Path) -> None:
    calls = ("store.load(Box, 1)", "store.page(Box)", "store.keep(new Box())", "store.keepAll([new Box()])")
    assert read(tmp_path, " ".join(f"await this.{each};" for each in calls)).unresolved() == []


def test_what_is_done_in_a_tools_transaction_is_its_work(tmp_path: Path) -> None:
    found = read(tmp_path, "await this.store.keepAll([new Box()]);")
    assert found.transactions() == {"Store.keepAll": ((), ("boxes",))}


def test_a_method_that_says_itself_what_it_saves_is_charged_for_it(tmp_path: Path) -> None:
    found = read(tmp_path, "await this.pass.box(new Box());")
    assert charged(found) == {("pass", "Pass.box", "write boxes")}


def test_a_module_with_accesses_of_its_own_keeps_those_that_it_does_for_others(tmp_path: Path) -> None:
    own = "own() { return this.manager.query('SELECT id FROM boxes'); }"
    found = read(tmp_path, "await this.store.load(Crate, 1);", own)
    assert ("store", "Store.load", "read crates") in charged(found)
    assert not any(module == "depot" for module, _, _ in charged(found))


@pytest.mark.parametrize(
    ("type_", "call"),
    [
        ("Repository<Box> | Repository<Crate>", "save({})"),
        ("Repository<Box | Crate>", "save({})"),
    ],
)
def test_a_repository_of_one_of_two_entities_writes_both(tmp_path: Path, type_: str, call: str) -> None:
    found = read(tmp_path, f"const either: {type_} = JSON.parse(kind); await either.{call};")
    assert found.of("Depot.work") == {"write boxes", "write crates"}


@pytest.mark.parametrize("type_", ["typeof Box | typeof Crate", "EntityTarget<Box | Crate>"])
def test_a_class_of_one_of_two_entities_means_both(tmp_path: Path, type_: str) -> None:
    found = read(tmp_path, f"const either: {type_} = kind; await getRepository(either).delete({{}});")
    assert found.of("Depot.work") == {"write boxes", "write crates"}
