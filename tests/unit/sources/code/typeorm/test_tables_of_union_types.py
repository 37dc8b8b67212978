"""A table or entity that a parameter names, whose type lists all that it may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

HEAD = """import { Injectable, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('orders') export class Order { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
@Entity('invoices') export class Invoice { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
type Kind = 'orders' | 'invoices';
enum Table { ORDERS = 'orders', INVOICES = 'invoices' }
const NAMES = ['orders', 'invoices'] as const;
const BY_KEY = { first: 'orders', second: 'invoices' } as const;
const BY_NAME = { orders: 1, invoices: 2 };
const SOME = ['orders', process.env.TABLE] as const;
const MORE = { ...process.env, third: 'invoices' } as const;
type Name = (typeof NAMES)[number];
"""
TAIL = "@Module({ imports: [TypeOrmModule.forFeature([Order, Invoice])], providers: [Desk] }) export class AppModule {}\n"


def _read(folder: Path, method: str) -> Small:
    desk = f"@Injectable() export class Desk {{\n  constructor(private ds: DataSource) {{}}\n  {method}\n}}\n"
    return small(folder, {"src/app.module.ts": f"{HEAD}{desk}{TAIL}"})


@pytest.mark.parametrize(
    "method",
    [
        "all(t: 'orders' | 'invoices') { return this.ds.query(`DELETE FROM ${t} WHERE id = 1`); }",
        "all(t: Kind | null) { return this.ds.query('DELETE FROM ' + t); }",
        "all(t?: Table) { return this.ds.query(`DELETE FROM \\`${t}\\``); }",
        "all(t: Kind = 'orders') { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: 'Order' | 'Invoice') { return this.ds.getRepository(t).delete({ id: 1 }); }",
        "all(t: Kind) { return this.ds.manager.delete(t, { id: 1 }); }",
        "all(t: Kind) { return this.ds.createQueryBuilder().delete().from(t).execute(); }",
        "all(t: Kind) { return this.ds.createQueryBuilder().update(t).set({ name: 'x' }).execute(); }",
        "all(t: Kind) { return this.ds.createQueryBuilder().softDelete().from(t).execute(); }",
        "all(t: Name) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: typeof NAMES[number] | undefined) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: (typeof BY_KEY)[keyof typeof BY_KEY]) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: keyof typeof BY_NAME) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(key: keyof typeof BY_KEY) { return this.ds.query(`DELETE FROM ${BY_KEY[key]}`); }",
    ],
)
def test_all_tables_that_the_type_of_a_parameter_allows_are_touched(method: str, tmp_path: Path) -> None:
    found = _read(tmp_path, method)
    assert found.of("Desk.all") == {"write orders", "write invoices"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "method",
    [
        "all(t: 'orders' | string) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: 'Order' | 'Ghost') { return this.ds.getRepository(t).delete({ id: 1 }); }",
        "all(t: (typeof SOME)[number]) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: keyof typeof MORE) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: Unknown[number]) { return this.ds.query(`DELETE FROM ${t}`); }",
        "all(t: string) { return this.ds.createQueryBuilder().update(t).set({ name: 'x' }).execute(); }",
        "all(t: any) { return this.ds.createQueryBuilder().update(t).set({ name: 'x' }).execute(); }",
        "all(o: { t: Kind }) { return this.ds.query(`DELETE FROM ${o.t}`); }",
    ],
)
def test_where_not_all_is_known_the_place_is_told(method: str, tmp_path: Path) -> None:
    """A type that allows any text, a name of no entity, a member; of an update, found in an exam, nothing was said at all."""
    found = _read(tmp_path, method)
    assert found.of("Desk.all") == set()
    assert found.unresolved() != []
    assert {(each.file, each.line) for each in found.facts.unresolved} == {("src/app.module.ts", 16)}


def test_a_text_of_a_union_that_names_no_table_changes_nothing(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "all(way: 'ASC' | 'DESC') { return this.ds.query(`SELECT id FROM orders ORDER BY id ${way}`); }",
    )
    assert found.of("Desk.all") == {"read orders"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "method",
    [
        "all(t: Kind) { return this.ds.createQueryBuilder().select('*').from(t, 't').getRawMany(); }",
        "all(t: Kind) { return this.ds.createQueryBuilder(Order, 'o').select('1').addFrom(t, 't').getRawMany(); }",
        "all(t: Kind) { return this.ds.createQueryBuilder(Order, 'o').leftJoin(t, 'j', 'j.id = o.id').getMany(); }",
    ],
)
def test_a_builder_reads_all_that_the_type_allows(method: str, tmp_path: Path) -> None:
    found = _read(tmp_path, method)
    assert found.of("Desk.all") == {"read orders", "read invoices"}
    assert found.unresolved() == []
