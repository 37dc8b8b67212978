"""What the listeners of an entity (``@BeforeInsert()``) read and write, they do for whoever saves or loads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.model.facts import Facts

ENTITIES = """
import { AfterLoad, BeforeInsert, BeforeUpdate, AfterRemove, Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
export const source = new DataSource({ type: 'mysql' });
export abstract class Row { @PrimaryGeneratedColumn() id: number; /*BASE*/ }
@Entity('orders') export class Order extends Row { @Column() n: number; /*OWN*/ }
@Entity('stock') export class Stock extends Row { @Column() n: number; }
"""


def reading(
    tmp_path: Path, *, own: str = "", base: str = "", work: str = "await this.orders.save({ n: 1 });"
) -> Facts:
    """Return the facts of a monolith where ``OrdersService`` works on orders and ``StockService`` saves stock."""
    service = """
import { Injectable, Module } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Order, Stock } from '../entities';
"""
    return small(
        tmp_path,
        {
            "src/entities/index.ts": ENTITIES.replace("/*OWN*/", own).replace("/*BASE*/", base),
            "src/orders/orders.module.ts": f"""{service}
@Injectable() export class OrdersService {{
  constructor(@InjectRepository(Order) private orders: Repository<Order>, private own: DataSource) {{}}
  async run() {{ {work} }}
}}
@Module({{ providers: [OrdersService] }}) export class OrdersModule {{}}
""",
            "src/stock/stock.module.ts": f"""{service}
@Injectable() export class StockService {{
  constructor(@InjectRepository(Stock) private stock: Repository<Stock>) {{}}
  async run() {{ await this.stock.save({{ n: 1 }}); }}
}}
@Module({{ providers: [StockService] }}) export class StockModule {{}}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { OrdersModule } from './orders/orders.module';
import { StockModule } from './stock/stock.module';
@Module({ imports: [OrdersModule, StockModule] }) export class AppModule {}
""",
        },
    ).facts


def users(facts: Facts, table: str) -> set[tuple[str, str]]:
    """Return the modules and functions that touch a table."""
    return {(each.module, each.function) for each in facts.accesses if each.table == table}


WRITES = "await source.query('INSERT INTO trail (a) VALUES (1)');"


@pytest.mark.parametrize("kind", ["BeforeInsert", "BeforeUpdate", "AfterRemove"])
def test_a_listener_of_an_entity_writes_for_whoever_saves_it(kind: str, tmp_path: Path) -> None:
    facts = reading(tmp_path, own=f"@{kind}() async note() {{ {WRITES} }}")
    assert users(facts, "trail") == {("orders", "Order.note")}


def test_a_listener_of_a_base_class_writes_for_whoever_saves_any_of_its_entities(tmp_path: Path) -> None:
    facts = reading(tmp_path, base=f"@BeforeInsert() async note() {{ {WRITES} }}")
    assert users(facts, "trail") == {("orders", "Order.note"), ("stock", "Order.note")}


def test_what_a_listener_calls_of_its_entity_counts_as_the_listeners(tmp_path: Path) -> None:
    facts = reading(
        tmp_path, own=f"@BeforeInsert() note() {{ return this.keep(); }} private async keep() {{ {WRITES} }}"
    )
    assert users(facts, "trail") == {("orders", "Order.keep")}


@pytest.mark.parametrize(
    ("work", "module"),
    [("await this.orders.find();", "orders"), ("await this.orders.insert({ n: 1 });", "~shared")],
)
def test_a_listener_to_loading_reads_for_whoever_loads(work: str, module: str, tmp_path: Path) -> None:
    facts = reading(
        tmp_path, own="@AfterLoad() async price() { await source.query('SELECT * FROM prices'); }", work=work
    )
    assert users(facts, "prices") == {(module, "Order.price")}


def test_a_method_of_an_entity_without_a_listener_stays_with_its_callers(tmp_path: Path) -> None:
    facts = reading(tmp_path, own=f"async note() {{ {WRITES} }}")
    assert users(facts, "trail") == {("~shared", "Order.note")}


def test_what_a_listener_writes_is_beside_the_transaction_that_saves_since_nobody_hands_it_the_manager(
    tmp_path: Path,
) -> None:
    work = "await this.own.transaction(async (manager) => { await manager.save(Order, { n: 1 }); });"
    facts = reading(tmp_path, own=f"@BeforeInsert() async note() {{ {WRITES} }}", work=work)
    (transaction,) = facts.transactions
    assert transaction.writes == ("orders",)
