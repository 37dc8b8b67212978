"""Classes that inherit their work: empty subclasses, mixins, services and repositories of packages."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { Module, Injectable, Type, mixin } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { TypeOrmCrudService } from '@nestjsx/crud-typeorm';
import { TypeOrmQueryService } from '@nestjs-query/query-typeorm';
import { BaseRepository } from 'typeorm-transactional-cls-hooked';
import { Entity, EntityRepository, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('hats') export class Hat { @PrimaryGeneratedColumn() id: number; }
@Entity('shoes') export class Shoe { @PrimaryGeneratedColumn() id: number; }
"""


@pytest.mark.parametrize("returned", ["Mixed", "mixin(Mixed)", "mixin(Mixed) as Type<Mixed>"])
def test_a_subclass_without_a_body_does_what_its_mixin_does(tmp_path: Path, returned: str) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
export function Crud<T>(entity: Type<T>) {
  @Injectable()
  class Mixed {
    @InjectRepository(entity) repository: Repository<T>;
    all() { return this.repository.find(); }
    drop(id: number) { return this.repository.delete(id); }
  }
  return RETURNED;
}
@Injectable() export class Hats extends Crud(Hat) {}
@Injectable() export class Shoes extends Crud(Shoe) {}
@Module({ providers: [Hats, Shoes] }) export class AppModule {}
""".replace("RETURNED", returned)
        },
    )

    assert found.uses() == {
        ("Hats.all", "read", "hats"),
        ("Hats.drop", "write", "hats"),
        ("Shoes.all", "read", "shoes"),
        ("Shoes.drop", "write", "shoes"),
    }


def test_a_packages_crud_service_reads_and_writes_the_table_of_its_entity(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Hats extends TypeOrmCrudService<Hat> {
  constructor(@InjectRepository(Hat) repo: Repository<Hat>) { super(repo); }
  newest() { return this.repo.find({ take: 1 }); }
  byId(id: number) { return this.findOne({ where: { id } }); }
  async swap(req: any, dto: Hat) { return super.updateOne(req, dto); }
}
@Injectable() export class Shoes extends TypeOrmQueryService<Shoe> {
  constructor(@InjectRepository(Shoe) repo: Repository<Shoe>) { super(repo); }
}
@Injectable() export class Shop {
  constructor(private readonly hats: Hats, private readonly shoes: Shoes) {}
  list(req: any) { return this.hats.getMany(req); }
  take(req: any) { return this.hats.deleteOne(req); }
  dress() { return this.shoes.createOne({}); }
  search() { return this.shoes.query({}); }
}
@Module({ providers: [Hats, Shoes, Shop] }) export class AppModule {}
"""
        },
    )

    assert found.of("Hats.newest") == found.of("Hats.byId") == {"read hats"}
    assert found.of("Hats.swap") == {"read hats", "write hats"}
    assert found.of("Shop.list") == {"read hats"}
    assert found.of("Shop.take") == {"read hats", "write hats"}
    assert found.of("Shop.dress") == {"write shoes"}
    assert found.of("Shop.search") == {"read shoes"}
    assert found.unresolved() == []


def test_a_packages_repository_class_is_a_repository(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@EntityRepository(Hat)
export class HatRepository extends BaseRepository<Hat> {
  named(name: string) { return this.findOne({ name }); }
  wide() { return this.createQueryBuilder('hat').getMany(); }
  async widen(hat: Hat) { await this.createQueryBuilder('hat').insert().into(Shoe).values([hat]).execute(); }
}
@Module({ providers: [HatRepository] }) export class AppModule {}
"""
        },
    )

    assert found.of("HatRepository.named") == found.of("HatRepository.wide") == {"read hats"}
    assert found.of("HatRepository.widen") == {"write shoes"}
    assert found.unresolved() == []


def test_static_methods_of_an_active_record_that_call_super_use_its_table(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD.replace("import { Entity,", "import { BaseEntity, Entity,")
            + """
@Entity('coats') export class Coat extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;
  static find(options?: any) { return super.find({ ...options, take: 5 }); }
  static wipe() { return super.delete({}); }
}
@Injectable() export class Coats {
  all() { return Coat.find(); }
  wipe() { return Coat.wipe(); }
}
@Module({ providers: [Coats] }) export class AppModule {}
"""
        },
    )

    assert {(mode, table) for _, mode, table in found.uses()} == {("read", "coats"), ("write", "coats")}
    assert found.unresolved() == []


def test_a_subclass_sets_its_own_fields_after_those_of_its_base_class(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD.replace("EntityRepository,", "EntityRepository, ManyToOne,").replace(
                "class Hat {", "class Hat { @ManyToOne(() => Shoe) shoe: Shoe;"
            )
            + """
export abstract class Crud<T> {
  protected relations: object = {};
  protected readonly table = 'shoes';
  constructor(protected readonly repository: Repository<T>) {}
  all() { return this.repository.find({ relations: this.relations }); }
  drop() { return this.repository.query(`DELETE FROM ${this.table}`); }
}
@Injectable() export class Hats extends Crud<Hat> {
  protected relations = { shoe: true };
  protected readonly table = 'hats';
  private readonly counter = this.repository.createQueryBuilder('h');
  constructor(@InjectRepository(Hat) repository: Repository<Hat>) { super(repository); }
  count() { return this.counter.getCount(); }
}
@Module({ providers: [Hats] }) export class AppModule {}
"""
        },
    )

    assert found.of("Hats.all") == {"read hats", "read shoes"}
    assert found.of("Hats.drop") == {"write hats"}
    assert found.unresolved() == []
