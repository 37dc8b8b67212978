"""A lazy relation is read where somebody waits for it."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SERVICE = """
import { Injectable, Module } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Entity, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('keepers') export class Keeper {
  @PrimaryGeneratedColumn() id: number;
  @OneToMany(() => Animal, (a) => a.keeper, { lazy: true }) animals: Animal[] | Promise<Animal[]>;
}
@Entity('foods') export class Food { @PrimaryGeneratedColumn() id: number; }
@Entity('animals') export class Animal {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Keeper, (k) => k.animals) keeper: Promise<Keeper>;
  @ManyToMany(() => Food, { lazy: true }) @JoinTable({ name: 'diets' }) foods: Promise<Food[]>;
  @ManyToOne(() => Animal) mother: Animal;
}
@Injectable() export class Zoo {
  constructor(@InjectRepository(Keeper) private keepers: Repository<Keeper>, @InjectRepository(Animal) private animals: Repository<Animal>) {}
  async many() { const keeper = await this.keepers.findOneBy({ id: 1 });
    return await keeper.animals;
  }
  async chained() { const animal = await this.animals.findOneBy({ id: 1 });
    return (await animal.keeper).id;
  }
  async joined() { const [animal] = await this.animals.find();
    const foods = await animal.foods; return foods.length;
  }
  async plain() { const animal = await this.animals.findOneBy({ id: 1 });
    return await animal.mother;
  }
  async unasked() { const animal = await this.animals.findOneBy({ id: 1 });
    return animal.keeper !== undefined;
  }
}
@Module({ imports: [TypeOrmModule.forFeature([Keeper, Animal])], providers: [Zoo] }) export class AppModule {}
"""


def test_a_lazy_relation_is_read_where_it_is_waited_for(tmp_path: Path) -> None:
    """Lazy is what says so, or is declared to be a Promise; of a many-to-many relation the joining table is read too."""
    found = small(tmp_path, {"src/app.module.ts": SERVICE})

    read = {(each.function.removeprefix("Zoo."), each.line, each.table) for each in found.facts.accesses}
    assert {each for each in read if each[1] in (19, 22, 25, 28, 31)} == {
        ("many", 19, "animals"),
        ("chained", 22, "keepers"),
        ("joined", 25, "foods"),
        ("joined", 25, "diets"),
    }


def test_loading_a_relation_by_a_query_builder_reads_the_joining_table_too(tmp_path: Path) -> None:
    code = SERVICE.replace(
        "  async plain()",
        "  loaded() { return this.animals.createQueryBuilder().relation(Animal, 'foods').of(1).loadMany(); }\n  async plain()",
    )

    assert small(tmp_path, {"src/app.module.ts": code}).of("Zoo.loaded") == {"read foods", "read diets"}


def test_what_loads_by_itself_is_read_with_a_lazy_relation_too(tmp_path: Path) -> None:
    code = SERVICE.replace(
        "@PrimaryGeneratedColumn() id: number;\n  @OneToMany(() => Animal",
        "@PrimaryGeneratedColumn() id: number;\n  @ManyToOne(() => House, { eager: true }) house: House;\n  @OneToMany(() => Animal",
    ).replace(
        "@Entity('foods')",
        "@Entity('houses') export class House { @PrimaryGeneratedColumn() id: number; }\n@Entity('foods')",
    )

    assert small(tmp_path, {"src/app.module.ts": code}).of("Zoo.chained") == {
        "read animals",
        "read keepers",
        "read houses",
    }
