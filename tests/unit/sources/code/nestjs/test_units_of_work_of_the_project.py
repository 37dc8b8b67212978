"""A unit of work of the project's own that keeps its manager in an ``AsyncLocalStorage``, and decorators that use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

UNIT = """
import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
@Injectable() export class Unit {
  private static readonly store = new AsyncLocalStorage<{ manager: EntityManager }>();
  constructor(private readonly source: DataSource) {}
  get manager(): EntityManager { return Unit.store.getStore()?.manager ?? this.source.manager; }
  complete<T>(work: () => Promise<T>): Promise<T> {
    return this.source.transaction((manager) => Unit.store.run({ manager }, work));
  }
  plain<T>(work: () => Promise<T>): Promise<T> { return work(); }
}
"""
DECORATOR = """
import { Unit } from './unit';
export function Whole(): MethodDecorator {
  return (_target, _name, descriptor: PropertyDescriptor) => {
    const original = descriptor.value;
    descriptor.value = function (this: { unit: Unit }, ...args: unknown[]) { return %s(() => original.apply(this, args)); };
    return descriptor;
  };
}
"""


def read(folder: Path, members: str, opens: str = "this.unit.complete") -> Small:
    """Read a monolith of one provider that has the unit of work."""
    service = f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ Entity, PrimaryColumn }} from 'typeorm';
import {{ Unit }} from './unit';
import {{ Whole }} from './whole';
@Entity('shops') export class Shop {{ @PrimaryColumn() id: number; }}
@Injectable() export class Shops {{
  constructor(readonly unit: Unit) {{}}
  {members}
}}
@Module({{ providers: [Shops, Unit] }}) export class AppModule {{}}
"""
    return small(
        folder, {"src/app.module.ts": service, "src/unit.ts": UNIT, "src/whole.ts": DECORATOR % opens}
    )


@pytest.mark.parametrize(
    "query",
    [
        "this.unit.manager.createQueryBuilder(Shop, 's').getMany()",
        "this.unit.manager.createQueryBuilder().select('1').from('shops', 's').getRawMany()",
        "this.unit.manager.getRepository(Shop).createQueryBuilder('s').where('s.id = 1').getOne()",
    ],
)
def test_query_builders_are_in_the_transaction_of_the_unit_of_work(tmp_path: Path, query: str) -> None:
    found = read(tmp_path, f"run() {{ return this.unit.complete(async () => {{ await {query}; }}); }}")
    assert found.transactions() == {"Shops.run": (("shops",), ())}


def test_a_query_builder_beside_the_unit_of_work_is_not_in_its_transaction(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "async run() { await this.unit.complete(async () => { await this.unit.manager.delete(Shop, 1); });"
        " return this.unit.manager.createQueryBuilder(Shop, 's').getMany(); }",
    )
    assert found.transactions() == {"Shops.run": ((), ("shops",))}


def test_a_decorator_that_has_a_field_of_the_object_do_it_opens_a_transaction(tmp_path: Path) -> None:
    found = read(tmp_path, "@Whole() async run() { await this.unit.manager.delete(Shop, 1); }")
    assert found.transactions() == {"Shops.run": ((), ("shops",))}


def test_a_decorator_that_calls_a_method_without_a_transaction_opens_none(tmp_path: Path) -> None:
    found = read(
        tmp_path, "@Whole() async run() { await this.unit.manager.delete(Shop, 1); }", "this.unit.plain"
    )
    assert found.transactions() == {}
