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


def test_two_entities_of_one_table_are_one_table_with_all_their_columns(tmp_path: Path) -> None:
    """A DTO that carries ``@Entity`` too comes first by its path; the entity that says more gives the name."""
    source = """
import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Harbour } from '../harbour.entity';
"""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', entities: ['dist/**/*.entity.js'] })] })
export class AppModule {}
""",
            "src/harbour.entity.ts": source.replace("../harbour.entity", "./harbour.entity")
            + "@Entity('harbours') export class Harbour { @PrimaryGeneratedColumn() id: number; }",
            "src/boats/create-boat.dto.ts": source
            + "@Entity('boats') export class CreateBoatDto { @Column() nickname: string; }",
            "src/boats/draft.dto.ts": source + "@Entity('boats') export class DraftDto { draft: string; }",
            "src/boats/entity/boat.ts": source.replace("../harbour", "../../harbour")
            + """
@Entity('boats') export class Boat {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @ManyToOne(() => Harbour) @JoinColumn({ name: 'harbour_id' }) harbour: Harbour;
}
""",
        },
    )
    (boats,) = [table for table in found.facts.tables if table.name == "boats"]

    assert (boats.entity, boats.entity_file) == ("Boat", "src/boats/entity/boat.ts")
    assert [column.name for column in boats.columns] == ["id", "name", "harbour_id", "nickname"]
    assert [(key.columns, key.table) for key in boats.foreign_keys] == [(("harbour_id",), "harbours")]
