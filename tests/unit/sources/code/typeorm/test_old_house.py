"""Habits of code that was begun on an early TypeORM: names with their schema, listeners in entities, functions in fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import PACKAGE, small

HEAD = """
import { Injectable, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  AfterInsert, Column, Entity, EntityManager, getConnection, getManager, getRepository, getTreeRepository, JoinTable,
  ManyToMany, PrimaryGeneratedColumn, Tree, TreeChildren, TreeParent,
} from 'typeorm';
@Entity('shop.orders') export class Order {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => Label) @JoinTable({ name: 'shop.order_has_label' }) labels: Label[];
  @AfterInsert() async count() { await getRepository(Counter).increment({ id: 1 }, 'orders', 1); }
}
@Entity('labels') export class Label { @PrimaryGeneratedColumn() id: number; }
@Entity('counters') export class Counter { @PrimaryGeneratedColumn() id: number; @Column() orders: number; }
@Entity('regions') @Tree('closure-table') export class Region {
  @PrimaryGeneratedColumn() id: number;
  @TreeParent() parent: Region;
  @TreeChildren() children: Region[];
}
"""
FOOT = """
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', entities: [Order, Label, Counter, Region] })], providers: [Desk] })
export class AppModule {}
"""


EMPTY = "import { Module } from '@nestjs/common';\n@Module({}) export class AppModule {}\n"


def desk(folder: Path, body: str):  # type: ignore[no-untyped-def]
    """Return what is found of a provider with this body."""
    return small(folder, {"src/app.module.ts": f"{HEAD}@Injectable() export class Desk {{{body}}}{FOOT}"})


def test_a_name_with_its_schema_is_a_table_in_a_schema(tmp_path: Path) -> None:
    found = desk(
        tmp_path,
        """
        one() { return getManager().findOne(Order, { where: { id: 1 }, relations: ['labels'] }); }
        two() { return getConnection().createQueryBuilder().select().from('shop.orders', 'o').getRawMany(); }
        three() { return getRepository('shop.orders').find(); }
        """,
    )

    tables = {table.name: table.schema for table in found.facts.tables}
    assert {"orders": "shop", "order_has_label": "shop"}.items() <= tables.items()
    assert found.of("Desk.one") == {"read orders", "read order_has_label", "read labels"}
    assert found.of("Desk.two") == {"read orders"}
    assert found.of("Desk.three") == {"read orders"}


def test_listeners_of_an_entity_are_read(tmp_path: Path) -> None:
    assert desk(tmp_path, "").of("Order.count") == {"write counters"}


def test_saving_a_node_of_a_tree_writes_its_paths(tmp_path: Path) -> None:
    found = desk(
        tmp_path,
        """
        grow(region: Region) { return getTreeRepository(Region).save(region); }
        fell(region: Region) { return getManager().remove(region); }
        name(id: number) { return getTreeRepository(Region).update(id, {}); }
        """,
    )

    assert found.of("Desk.grow") == {"write regions", "write regions_closure"}
    assert found.of("Desk.fell") == {"write regions", "write regions_closure"}
    assert found.of("Desk.name") == {"write regions"}


def test_functions_in_a_field_are_the_fields_and_the_transaction_is_of_who_opens_it(tmp_path: Path) -> None:
    found = desk(
        tmp_path,
        """
        private importers: { [kind: string]: (m: EntityManager, row: any) => Promise<any> } = {
          orders: (m, row) => m.save(Order, row),
          labels: async (m, row) => m.getRepository(Label).insert(row),
        };
        last = async () => getRepository(Counter).find();
        async run(kind: string, rows: any[]) {
          const importer = this.importers[kind];
          await getManager().transaction(async (m) => {
            for (const row of rows) await importer(m, row);
          });
        }
        """,
    )

    assert found.of("Desk.importers") == {"write orders", "write labels"}
    assert found.of("Desk.last") == {"read counters"}
    assert found.of("Desk.constructor") == set()
    assert found.transactions() == {"Desk.run": ((), ("labels", "orders"))}


def test_a_row_of_a_typed_list_of_lists_is_taken_apart(tmp_path: Path) -> None:
    found = desk(
        tmp_path,
        """
        async all() {
          const out: Record<string, any> = {};
          const sources: Array<[string, string]> = [['orders', 'id'], ['labels', 'id, name']];
          for (const [table, columns] of sources) {
            out[table] = await getConnection().query('SELECT ' + columns + ' FROM ' + table + ' ORDER BY 1');
          }
          return out;
        }
        """,
    )

    assert found.of("Desk.all") == {"read orders", "read labels"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    ("version", "told"),
    [("^0.2.32", ["orm: typeorm ^0.2.32"]), ("0.1.21", ["orm: typeorm 0.1.21"]), ("~0.3.1", []), ("^0.3.20", []), ("*", [])],
)  # fmt: skip
def test_a_house_too_old_to_be_taken_apart_is_told_when_it_is_read(
    version: str, told: list[str], tmp_path: Path
) -> None:
    package = PACKAGE.replace("0.3.20", version)
    assert small(tmp_path, {"package.json": package, "src/app.module.ts": EMPTY}).unresolved() == told


def test_a_connection_out_of_the_manager_of_connections_is_a_connection(tmp_path: Path) -> None:
    """One for each tenant, by its name: what runs on it is read, and its transactions are transactions."""
    source = HEAD.replace(
        "getConnection,", "ConnectionManager, createConnections, getConnection, getConnectionManager,"
    )
    body = """
    manager = new ConnectionManager();
    async one(tenant: string) {
      const connection = getConnectionManager().get(tenant);
      await connection.transaction(async manager => { await manager.delete(Order, 1); });
    }
    two(tenant: string) { return this.manager.get(tenant).getRepository(Label).find(); }
    three(tenant: string) {
      return getConnectionManager().connections.find(each => each.name === tenant).query('DELETE FROM counters');
    }
    async four() { for (const each of await createConnections()) await each.query('SELECT 1 FROM orders'); }
    five() { return getConnectionManager().create({ type: 'mysql' }).getRepository(Counter).find(); }
    """
    found = small(
        tmp_path, {"src/app.module.ts": f"{source}@Injectable() export class Desk {{{body}}}{FOOT}"}
    )

    assert found.of("Desk.one") == {"write orders"}
    assert found.of("Desk.two") == {"read labels"}
    assert found.of("Desk.three") == {"write counters"}
    assert found.of("Desk.four") == {"read orders"}
    assert found.of("Desk.five") == {"read counters"}
    assert [(each.function, each.writes) for each in found.facts.transactions] == [("Desk.one", ("orders",))]
