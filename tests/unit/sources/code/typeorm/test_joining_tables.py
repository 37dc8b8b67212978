"""Tables that join two others, under the name that a naming strategy of the project's own gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

APP = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { short } from 'words';
import { Column, DefaultNamingStrategy, Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn, Repository } from 'typeorm';
export class Short extends DefaultNamingStrategy {
  joinTableName(first: string, second: string, property: string) { return short(`${first}_${property}`); }
}
@Entity('labels') export class Label { @PrimaryGeneratedColumn() id: number; @Column() text: string; }
@Entity('boats') export class Boat {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => Label) @JoinTable() labels: Label[];
}
@Injectable() export class Boats {
  constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>) {}
  all() { return this.boats.find({ relations: { labels: true } }); }
}
@Module({
  imports: [TypeOrmModule.forRoot({ type: 'mysql', namingStrategy: new Short() }), TypeOrmModule.forFeature([Boat, Label])],
  providers: [Boats],
})
export class AppModule {}
"""
TABLES = """
CREATE TABLE boats (id int PRIMARY KEY);
CREATE TABLE labels (id int PRIMARY KEY, text varchar(20));
"""
JOINS = """
CREATE TABLE {name} (boat int NOT NULL, label int NOT NULL, PRIMARY KEY (boat, label),
  FOREIGN KEY (boat) REFERENCES boats (id), FOREIGN KEY (label) REFERENCES labels (id));
"""


@pytest.mark.parametrize(
    ("dump", "joining"),
    [
        (TABLES + JOINS.format(name="boats_labels"), "boats_labels"),
        (TABLES + JOINS.format(name="boats_labels_labels"), "boats_labels_labels"),
        (TABLES + JOINS.format(name="one") + JOINS.format(name="two"), "boats_labels_labels"),
        (TABLES, "boats_labels_labels"),
    ],
)
def test_the_dump_tells_what_joins_two_tables(tmp_path: Path, dump: str, joining: str) -> None:
    """It is the one table that refers to both and has no class; where several might be meant, TypeORM's name stands."""
    found = small(tmp_path, {"src/app.module.ts": APP, "schema.sql": dump})

    assert found.of("Boats.all") == {"read boats", "read labels", f"read {joining}"}


JOINED_BY_NAME = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource, Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('roles') export class Role { @PrimaryGeneratedColumn() id: number; }
@Entity('users') export class User {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => Role)
  @JoinTable({ name: 'user_roles', joinColumn: { name: 'userId' }, inverseJoinColumn: { name: 'roleId' } })
  roles: Role[];
}
type Row = { userId: number; roleId: number };
@Injectable() export class Users {
  private rows: Repository<Row>;
  constructor(private readonly source: DataSource) { this.rows = this.source.getRepository('user_roles'); }
  async give(row: Row) { await this.rows.upsert(row, ['userId', 'roleId']); }
  async take() { await this.source.manager.delete('user_roles', { userId: 1 }); }
  async move() {
    const row = await this.rows.findOne({ where: { userId: 1 }, select: ['roleId'] });
    row.roleId = 2;
    await this.rows.save(row);
  }
}
@Module({ providers: [Users] }) export class AppModule {}
"""


def test_a_joining_table_has_a_repository_by_its_name(tmp_path: Path) -> None:
    """TypeORM keeps an entity without a class for it, which is found by the table's name only."""
    found = small(tmp_path, {"src/app.module.ts": JOINED_BY_NAME})

    assert found.unresolved() == []
    assert found.of("Users.give") == {"write user_roles"}
    assert found.of("Users.take") == {"write user_roles"}
    assert found.of("Users.move") == {"read user_roles", "write user_roles"}
    assert [table.name for table in found.facts.tables] == ["roles", "user_roles", "users"]


SHARED = """
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn } from 'typeorm';
@Entity('reps') export class Rep { @PrimaryGeneratedColumn() id: number; }
@Entity('shops') export class Shop { @PrimaryGeneratedColumn() id: number; }
@Entity('tours') export class Tour {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => Rep)
  @JoinTable({ name: 'tour_links', joinColumn: { name: 'tourId' }, inverseJoinColumn: { name: 'repId' } })
  reps: Rep[];
  @ManyToMany(() => Shop)
  @JoinTable({ name: 'tour_links', joinColumn: { name: 'tourId' }, inverseJoinColumn: { name: 'shopId' } })
  shops: Shop[];
}
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql' }), TypeOrmModule.forFeature([Tour, Rep, Shop])] })
export class AppModule {}
"""


def test_two_relations_share_one_joining_table(tmp_path: Path) -> None:
    """TypeORM makes one table of both: without the columns of the second one, its published view lacks them."""
    found = small(tmp_path, {"src/app.module.ts": SHARED})

    links = next(table for table in found.facts.tables if table.name == "tour_links")
    assert {column.name for column in links.columns} == {"tourId", "repId", "shopId"}
    assert {(key.columns, key.table) for key in links.foreign_keys} == {
        (("tourId",), "tours"),
        (("repId",), "reps"),
        (("shopId",), "shops"),
    }
