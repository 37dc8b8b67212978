"""Entities whose decorators our own functions put together, and names that only the running application knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { Injectable, Module, applyDecorators } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn, Repository } from 'typeorm';
"""
COMPOSING = """
import { isRecord } from './checks';
export function Table(given?: string | object, more?: object): ClassDecorator {
  const options: any = isRecord(given) ? (given as any) : given || {};
  return (target: any) => { Entity(options, more)(target); };
}
export const Money = (options: any): PropertyDecorator => (target, key) => {
  Column({ type: 'decimal', ...options })(target, key);
};
export class Columns {
  static text(options: any): PropertyDecorator { return (target, key) => Column({ type: 'text', ...options })(target, key); }
}
export function Parts(of: any, back: any, given?: any): PropertyDecorator {
  const options = isRecord(back) ? back : given || {};
  return (target, key) => { OneToMany(of, back, options)(target, key); };
}
"""
CHECKS = (
    "export function isRecord(value: any): boolean { return value !== null && typeof value === 'object'; }"
)


def tables(folder: Path, source: str, **files: str) -> dict[str, list[str]]:
    found = small(
        folder,
        {"src/app.module.ts": HEAD + source + "\n@Module({}) export class AppModule {}\n", **files},
    )
    return {table.name: [column.name for column in table.columns] for table in found.facts.tables}


def test_a_function_that_takes_a_name_or_options_gives_either_to_the_entity(tmp_path: Path) -> None:
    source = """
@Table('boat_list', { engine: 'InnoDB' }) export class Boat {
  @PrimaryGeneratedColumn() id: number;
  @Money({ name: 'full_price' }) price: number;
  @Columns.text({ name: 'remark' }) note: string;
}
@Table({ name: 'quay_list' }) export class Quay { @PrimaryGeneratedColumn() id: number; }
@Table() export class Rope { @PrimaryGeneratedColumn() id: number; }
"""
    assert tables(tmp_path, COMPOSING + source, **{"src/checks.ts": CHECKS}) == {
        "boat_list": ["id", "full_price", "remark"],
        "quay_list": ["id"],
        "rope": ["id"],
    }


def test_every_one_of_very_many_composed_decorators_says_its_own_name(tmp_path: Path) -> None:
    """No limit of contexts holds for decorators."""
    columns = "\n".join(f"@Money({{ name: 'c_{each}' }}) f{each}: number;" for each in range(230))
    source = f"@Entity('wide') export class Wide {{ {columns} }}"
    found = tables(tmp_path, COMPOSING + source, **{"src/checks.ts": CHECKS})
    assert found == {"wide": [f"c_{each}" for each in range(230)]}


def test_the_cascade_that_a_composing_function_chooses_from_counts(tmp_path: Path) -> None:
    source = """
@Entity('orders') export class Order {
  @PrimaryGeneratedColumn() id: number;
  @Parts(() => Line, (line: Line) => line.order, { cascade: true }) lines: Line[];
}
@Entity('order_lines') export class Line {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Order, (order) => order.lines) order: Order;
}
@Injectable() export class Orders {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}
  async place(lines: Line[]) { await this.orders.save({ lines }); }
}
@Module({ imports: [TypeOrmModule.forFeature([Order, Line])], providers: [Orders] }) export class OrdersModule {}
"""
    found = small(
        tmp_path,
        {
            "src/checks.ts": CHECKS,
            "src/app.module.ts": HEAD
            + COMPOSING
            + source
            + "@Module({ imports: [OrdersModule] }) export class AppModule {}",
        },
    )
    written = {each.table for each in found.facts.accesses if each.mode == "write"}
    assert written == {"orders", "order_lines"}


@pytest.mark.parametrize(
    ("decorators", "name", "what"),
    [
        ("@Entity(process.env.PREFIX + 'boats')", "boats", "table"),
        ("@Entity({ name: `${process.env.PREFIX}boats` })", "boats", "table"),
        ("@Entity(process.env.TABLE)", "boat", "table"),
        ("@Entity(process.env.OLD ? 'boats_old' : 'boats_new')", "boat", "table"),
    ],
)
def test_a_table_whose_name_only_the_running_application_knows_is_unresolved(
    tmp_path: Path, decorators: str, name: str, what: str
) -> None:
    source = HEAD + decorators + " export class Boat { @PrimaryGeneratedColumn() id: number; }\n"
    found = small(tmp_path, {"src/app.module.ts": source + "@Module({}) export class AppModule {}"}).facts
    (told,) = [each for each in found.unresolved if each.kind == "entity"]
    assert [table.name for table in found.tables] == [name]
    assert (told.file, told.line) == ("src/app.module.ts", 5)
    assert told.reason.startswith(f"the name of the {what} is put together when the application runs")


def test_a_computed_name_is_the_only_table_of_the_dump_that_fits(tmp_path: Path) -> None:
    source = (
        HEAD
        + "@Entity(process.env.PREFIX + 'boats') export class Boat { @PrimaryGeneratedColumn() id: number; }\n"
    )
    found = small(
        tmp_path,
        {
            "src/app.module.ts": source + "@Module({}) export class AppModule {}",
            "schema.sql": "CREATE TABLE `hb_boats` (`id` int NOT NULL);\nCREATE TABLE `hb_quays` (`id` int NOT NULL);\n",
        },
    ).facts
    assert {table.name: table.entity for table in found.tables} == {"hb_boats": "Boat", "hb_quays": None}
    assert [each for each in found.unresolved if each.kind == "entity"] == []


def test_columns_and_keys_with_computed_names_are_unresolved_and_others_are_not(tmp_path: Path) -> None:
    source = """
@Entity('quays') export class Quay { @PrimaryGeneratedColumn() id: number; @Column({ name: undefined }) plain: string; }
@Entity('boats') export class Boat {
  @PrimaryGeneratedColumn() id: number;
  @Column({ name: process.env.COLUMN }) depth: number;
  @ManyToOne(() => Quay) @JoinColumn({ name: process.env.KEY }) quay: Quay;
  @Column({ ...(process.env.WIDE ? { name: 'wide_beam' } : {}) }) beam: number;
}
@Module({}) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": HEAD + source}).facts
    assert [(each.line, each.text) for each in found.unresolved if each.kind == "entity"] == [
        (9, "Column({…})"),
        (10, "JoinColumn({…})"),
    ]
    (boats,) = [table for table in found.tables if table.name == "boats"]
    assert [column.name for column in boats.columns] == ["id", "depth", "wide_beam", "quayId"]
