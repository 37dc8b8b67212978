"""A virtual column's query is selected along with every row of its entity, in the same statement."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SERVICE = """
import { Injectable, Module } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { BaseEntity, Column, Entity, PrimaryGeneratedColumn, Repository, VirtualColumn } from 'typeorm';
import { told } from './elsewhere';
@Entity('keepers') export class Keeper { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
abstract class Signed extends BaseEntity {
  @VirtualColumn({ query: (alias) => `SELECT name FROM keepers WHERE id = ${alias}.keeper_id` })
  keeper: string;
}
@Entity('animals') export class Animal extends Signed { @PrimaryGeneratedColumn() id: number; }
@Entity('cages') export class Cage {
  @PrimaryGeneratedColumn() id: number;
  @VirtualColumn('int', { query: (alias) => told(alias) }) size: number;
}
@Injectable() export class Zoo {
  constructor(@InjectRepository(Animal) private animals: Repository<Animal>, @InjectRepository(Cage) private cages: Repository<Cage>) {}
  found() { return this.animals.find(); }
  built() { return this.animals.createQueryBuilder('a').where('a.id > 1').getMany(); }
  gone(id: number) { return this.animals.delete(id); }
  all() { return this.cages.find(); }
}
@Module({ imports: [TypeOrmModule.forFeature([Animal, Cage])], providers: [Zoo] }) export class AppModule {}
"""


def test_what_a_virtual_column_reads_is_read_wherever_rows_are_loaded(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": SERVICE})

    touched = {(each.function.removeprefix("Zoo."), each.table, each.mode) for each in found.facts.accesses}
    assert {each for each in touched if each[0] in ("found", "built", "gone")} == {
        ("found", "animals", "read"),
        ("found", "keepers", "read"),
        ("built", "animals", "read"),
        ("built", "keepers", "read"),
        ("gone", "animals", "write"),
    }


def test_a_virtual_column_whose_query_cannot_be_told_is_told_at_its_place(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": SERVICE})

    untold = [each for each in found.facts.unresolved if "VirtualColumn" in each.text]
    assert [(each.kind, each.file, each.line, each.text) for each in untold] == [
        ("sql", "src/app.module.ts", 14, "@VirtualColumn size")
    ]
