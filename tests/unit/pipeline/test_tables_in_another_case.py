"""A dump of a server on Windows, all in small letters, beside code that spells its tables with capitals."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

MODULE = """
import { Injectable, Module } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Entity, EntityManager, JoinTable, ManyToMany, ManyToOne, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('Shops') export class Shop { @PrimaryGeneratedColumn() id: number; }
@Entity('SalesRep') export class SalesRep {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Shop) shop: Shop;
  @ManyToMany(() => Shop) @JoinTable({ name: 'RepShops' }) shops: Shop[];
}
@Injectable() export class Reps {
  constructor(@InjectRepository(SalesRep) private readonly reps: Repository<SalesRep>, private readonly manager: EntityManager) {}
  async put() { await this.reps.save({}); }
  async visit() { await this.manager.query('CALL visit()'); }
  async list() { await this.manager.query('SELECT * FROM SALESREP JOIN Audit ON Audit.id = SALESREP.id'); }
}
@Module({ providers: [Reps] }) export class AppModule {}
"""
DUMP = """
CREATE TABLE `shops` (`id` int NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`));
CREATE TABLE `salesrep` (`id` int NOT NULL AUTO_INCREMENT, `shopId` int, PRIMARY KEY (`id`),
  CONSTRAINT f FOREIGN KEY (`shopId`) REFERENCES `shops` (`id`));
CREATE TABLE `repshops` (`salesRepId` int NOT NULL, `shopsId` int NOT NULL, PRIMARY KEY (`salesRepId`,`shopsId`),
  CONSTRAINT g FOREIGN KEY (`salesRepId`) REFERENCES `salesrep` (`id`),
  CONSTRAINT h FOREIGN KEY (`shopsId`) REFERENCES `shops` (`id`));
CREATE TABLE `audit` (`id` int NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`));
DELIMITER ;;
CREATE TRIGGER heard AFTER INSERT ON salesrep FOR EACH ROW INSERT INTO audit VALUES (NULL);;
CREATE PROCEDURE visit() BEGIN UPDATE shops SET id = 1; END;;
DELIMITER ;
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return small(tmp_path_factory.mktemp("reps"), {"src/app.module.ts": MODULE, "schema.sql": DUMP})


def test_each_table_is_there_once_by_the_codes_name(found: Small) -> None:
    both = {each.name: each.declared_by for each in found.facts.tables}
    assert both == {
        "RepShops": ("ddl", "entity"),
        "SalesRep": ("ddl", "entity"),
        "Shops": ("ddl", "entity"),
        "audit": ("ddl",),
    }
    keys = {(each.name, key.table) for each in found.facts.tables for key in each.foreign_keys}
    assert keys == {("RepShops", "SalesRep"), ("RepShops", "Shops"), ("SalesRep", "Shops")}


def test_what_touches_the_table_names_it_so(found: Small) -> None:
    assert found.of("Reps.put") == {"write SalesRep", "write audit"}
    assert found.of("Reps.visit") == {"write Shops"}
    assert found.of("Reps.list") == {"read SalesRep", "read audit"}
    assert [each.table for each in found.facts.triggers] == ["SalesRep"]
    assert [each.writes for each in found.facts.routines] == [("Shops",)]


def test_that_the_names_differ_is_all_the_drift_there_is(found: Small) -> None:
    drift = {(each.kind, each.table) for each in found.facts.drift if each.declared_by == "entity"}
    assert drift == {("case-differs", name) for name in ("RepShops", "SalesRep", "Shops")}


def test_code_that_tells_two_names_apart_is_believed(tmp_path: Path) -> None:
    other = "@Entity('SHOPS') export class Old { @PrimaryGeneratedColumn() id: number; }\n@Entity('Shops')"
    module = MODULE.replace("@Entity('Shops')", other)
    found = small(tmp_path, {"src/app.module.ts": module, "schema.sql": DUMP})
    assert {"SHOPS", "Shops", "shops"} < {each.name for each in found.facts.tables}
    assert not any(
        each.kind == "case-differs" and each.table.lower() == "shops" for each in found.facts.drift
    )
