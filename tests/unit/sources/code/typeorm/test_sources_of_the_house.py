"""Classes of the project that extend TypeORM's data source or manager, with helpers of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

_MODULE = """
import { Injectable, Module } from '@nestjs/common';
import { TypeOrmModule, getDataSourceToken } from '@nestjs/typeorm';
import { Column, Entity, EntityManager, PrimaryGeneratedColumn } from 'typeorm';
import { HouseSource, HouseManager } from './house';

@Entity('orders')
export class Order { @PrimaryGeneratedColumn() id: number; @Column() total: number; }
@Entity('invoices')
export class Invoice { @PrimaryGeneratedColumn() id: number; @Column() total: number; }

@Injectable()
export class OrdersService {
  constructor(private readonly source: HouseSource) {}
  async pay(id: number) {
    return this.source.inTransaction(async (em) => {
      await em.save(Invoice, { total: 1 });
      await em.query('UPDATE orders SET total = 0 WHERE id = ?', [id]);
    });
  }
  async move() {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('DELETE FROM invoices');
    await runner.manager.insert(Order, { total: 2 });
    await runner.commitTransaction();
  }
  all() { return this.source.getRepository(Order).find(); }
  first() { return this.source.manager.findOneBy(Invoice, { id: 1 }); }
  built() { return this.source.createQueryBuilder(Order, 'o').getMany(); }
  own() { return new HouseManager(this.source).drop(3); }
}

@Module({
  imports: [TypeOrmModule.forRoot({ type: 'mysql', autoLoadEntities: true }), TypeOrmModule.forFeature([Order, Invoice])],
  providers: [
    OrdersService,
    { provide: HouseSource, useFactory: (source) => source, inject: [getDataSourceToken()] },
  ],
})
export class AppModule {}
"""
_HOUSE = """
import { DataSource, EntityManager } from 'typeorm';
export class HouseSource extends DataSource {
  inTransaction<T>(work: (em: EntityManager) => Promise<T>) { return this.transaction('READ COMMITTED', work); }
}
export class HouseManager extends EntityManager {
  drop(id: number) { return this.delete('orders', { id }); }
}
"""


@pytest.fixture(name="house")
def _house(tmp_path: Path) -> Small:
    return small(tmp_path, {"src/app.module.ts": _MODULE, "src/house.ts": _HOUSE})


def test_what_it_inherits_is_told(house: Small) -> None:
    """Repositories, managers, builders and runners of such a source are those of any source."""
    expected = {
        "OrdersService.pay": {"write invoices", "write orders"},
        "OrdersService.move": {"write invoices", "write orders"},
        "OrdersService.all": {"read orders"},
        "OrdersService.first": {"read invoices"},
        "OrdersService.built": {"read orders"},
        "HouseManager.drop": {"write orders"},
    }
    assert {name: house.of(name) for name in expected} == expected
    assert house.unresolved() == []


def test_a_transaction_of_its_own_helper_is_the_callers(house: Small) -> None:
    """``inTransaction`` opens it, whoever hands in the work has it."""
    assert house.transactions() == {
        "OrdersService.pay": ((), ("invoices", "orders")),
        "OrdersService.move": ((), ("invoices", "orders")),
    }
