"""Habits of new code: `using`, units of work that hand out an object of their own, private fields that are filled late."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

from woosh_split.sources.code.typescript.read import read_typescript

CODE = """
import { Injectable, Module, OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, Entity, EntityManager, EntityTarget, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('orders') export class Order { @PrimaryGeneratedColumn() id: number; }
@Entity('stock') export class Stock { @PrimaryGeneratedColumn() id: number; }
export class Repos {
  readonly #manager: EntityManager;
  constructor(manager: EntityManager) { this.#manager = manager; }
  of<T>(target: EntityTarget<T>): Repository<T> { return this.#manager.getRepository(target); }
  get manager() { return this.#manager; }
}
@Injectable() export class UnitOfWork {
  constructor(@InjectDataSource() private readonly source: DataSource) {}
  async run<T>(work: (repos: Repos) => Promise<T>): Promise<T> {
    await using scope = await this.#open();
    const result = await work(new Repos(scope.runner.manager));
    await scope.commit();
    return result;
  }
  async #open() {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    return {
      runner,
      commit: async () => runner.commitTransaction(),
      [Symbol.asyncDispose]: async () => runner.release(),
    };
  }
}
@Injectable() export class Shelf {
  async take(repos: Repos) { await repos.of(Stock).update(1, {}); }
}
@Module({ providers: [Shelf, UnitOfWork], exports: [Shelf, UnitOfWork] }) export class ShelfModule {}
@Injectable() export class Desk implements OnModuleInit {
  #shelf!: Shelf;
  constructor(private readonly uow: UnitOfWork, private readonly refs: ModuleRef) {}
  onModuleInit() { this.#shelf = this.refs.get(Shelf, { strict: false }); }
  place() {
    return this.uow.run(async (repos) => {
      await this.#shelf.take(repos);
      return repos.of(Order).save({});
    });
  }
  count() { return this.uow.run(async ({ manager }) => manager.insert(Order, {})); }
}
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql' }), ShelfModule], providers: [Desk] }) export class AppModule {}
"""


def test_work_that_is_given_an_object_made_with_the_manager_is_a_transaction_of_its_own(
    tmp_path: Path,
) -> None:
    found = small(tmp_path, {"src/app.module.ts": CODE})

    made = {name: what for name, what in found.transactions().items() if name.startswith("Desk.")}
    assert made == {"Desk.place": ((), ("orders", "stock")), "Desk.count": ((), ("orders",))}
    assert found.of("Shelf.take") == {"write stock"}


def test_a_provider_that_a_private_field_gets_late_is_called(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": CODE})

    calls = {(each.function, each.provider, each.method) for each in found.facts.calls}
    assert ("Desk.place", "Shelf", "take") in calls


def test_using_declares_a_name_and_keeps_every_place() -> None:
    source = b"async function f() {\n  await using a = await g();\n  using b: B = h();\n  return 'using c = 1';\n}\n"
    (function,) = read_typescript(source).functions.values()

    assert [statement[:2] for statement in function.body] == [
        ("let", "a"),
        ("let", "b"),
        ("ret", ("str", "using c = 1")),
    ]
    assert function.body[0][3][-2] == 2


EXTENDED = """
import { Inject, Injectable, Module } from '@nestjs/common';
import { DataSource, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('orders') export class Order { @PrimaryGeneratedColumn() id: number; }
export const extended = (source: DataSource) =>
  source.getRepository(Order).extend({
    open(this: Repository<Order>) { return this.createQueryBuilder('o').where('o.id > 1').getMany(); },
  });
@Module({ providers: [{ provide: 'ORDERS', useFactory: extended, inject: [DataSource] }], exports: ['ORDERS'] }) export class StoreModule {}
@Injectable() export class Desk {
  constructor(@Inject('ORDERS') private readonly orders: ReturnType<typeof extended>) {}
  open() { return this.orders.open(); }
}
@Module({ imports: [StoreModule], providers: [Desk] }) export class AppModule {}
"""


def test_a_method_that_extends_a_repository_counts_for_who_calls_it_alone(tmp_path: Path) -> None:
    """The factory that makes the repository runs none of its methods."""
    found = small(tmp_path, {"src/app.module.ts": EXTENDED})

    assert {(each.module, each.table, each.function) for each in found.facts.accesses} == {
        ("app", "orders", "open")
    }


METHODS = """
import { Injectable, Module } from '@nestjs/common';
import { Entity, EntityManager, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('slots') export class Slot { @PrimaryGeneratedColumn() id: number; state: string; }
export const slotMethods = {
  free(this: Repository<Slot>) { return this.find(); },
  release(this: Repository<Slot>, id: number) { return this.update(id, { state: 'free' }); },
};
export const slotsOf = (manager: EntityManager) => manager.getRepository(Slot).extend(slotMethods);
@Injectable() export class Desk {
  constructor(private readonly manager: EntityManager) {}
  open() { return slotsOf(this.manager).free(); }
  cancel() { return this.manager.transaction(async (tx) => { await slotsOf(tx).release(1); }); }
}
@Module({ providers: [Desk] }) export class AppModule {}
"""


def test_methods_that_stand_in_an_object_of_their_own_extend_a_repository_too(tmp_path: Path) -> None:
    """They are whoever's who calls them, in the transaction of the repository; where they stand nobody runs them."""
    found = small(tmp_path, {"src/app.module.ts": METHODS})

    assert {(each.module, each.table, each.mode, each.function) for each in found.facts.accesses} == {
        ("app", "slots", "read", "free"),
        ("app", "slots", "write", "release"),
    }
    assert found.transactions() == {"Desk.cancel": ((), ("slots",))}
