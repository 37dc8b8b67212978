"""Columns of entities, as TypeORM reads their decorators."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small


def test_of_two_column_decorators_the_one_that_stands_last_counts(tmp_path: Path) -> None:
    """Decorators run bottom up, and TypeORM keeps the first column of a property."""
    source = """
import { Module } from '@nestjs/common';
import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
@Entity('owners') export class Owner {
  @Column('bigint') @PrimaryGeneratedColumn('identity') dbId: number;
  @Column() id: string;
}
@Entity('boats') export class Boat {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Owner) owner: Owner;
  @Column('bigint') ownerDbId: number;
}
@Module({}) export class AppModule {}
"""
    tables = {table.name: table for table in small(tmp_path, {"src/app.module.ts": source}).facts.tables}

    assert [column.name for column in tables["owners"].columns if column.primary_key] == ["dbId"]
    assert [column.name for column in tables["boats"].columns] == ["id", "ownerDbId"]
    assert [key.columns for key in tables["boats"].foreign_keys] == [("ownerDbId",)]
