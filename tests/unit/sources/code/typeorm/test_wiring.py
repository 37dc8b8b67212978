"""Repositories that reach their user by way of wrappers, overloads and factories."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { Module, Injectable, Inject } from '@nestjs/common';
import { Connection, DataSource, Entity, EntityManager, EntityRepository, EntitySchema, ObjectLiteral, ObjectType,
  PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('boats') export class Boat { @PrimaryGeneratedColumn() id: number; }
@Entity('docks') export class Dock { @PrimaryGeneratedColumn() id: number; }
"""


def test_an_overloaded_wrapper_of_get_repository_takes_its_callers_class(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
export class Context { bag: Record<string, EntityManager>; }
type Target<E> = ObjectType<E> | EntitySchema<E> | string;
@Injectable() export class Store {
  constructor(private readonly source: DataSource) {}
  of<E extends ObjectLiteral>(target: ObjectType<E> | EntitySchema<E> | string): Repository<E>;
  of<E extends ObjectLiteral>(context: Context, target: ObjectType<E> | EntitySchema<E> | string): Repository<E>;
  of<E extends ObjectLiteral>(
    first: Context | ObjectType<E> | EntitySchema<E> | string,
    second?: ObjectType<E> | EntitySchema<E> | string,
  ): Repository<E> {
    if (first instanceof Context) {
      return this.source.getRepository(second!);
    }
    return this.source.getRepository(first ?? second!);
  }
}
@Injectable() export class Harbour {
  constructor(private readonly store: Store) {}
  boats(context: Context) { return this.store.of(context, Boat).find(); }
  docks() { return this.store.of(Dock).count(); }
}
@Module({ providers: [Store, Harbour] }) export class AppModule {}
"""
        },
    )

    assert found.of("Harbour.boats") == {"read boats"}
    assert found.of("Harbour.docks") == {"read docks"}
    assert found.unresolved() == []


def test_what_a_factory_puts_together_is_followed_to_the_custom_repository(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
import { Transactional } from 'typeorm-transactional';
@EntityRepository(Boat) export class BoatRepository extends Repository<Boat> {
  async launch() { await this.save({}); }
}
export interface BoatPort { launch(): Promise<void>; }
export class LaunchBoat {
  constructor(private readonly boats: BoatPort) {}
  async execute() { await this.boats.launch(); }
}
export class InTransaction {
  constructor(private readonly inner: { execute(): Promise<void> }) {}
  @Transactional() async execute() { await this.inner.execute(); }
}
@Injectable() export class Harbour {
  constructor(@Inject('LAUNCH') private readonly launchBoat: { execute(): Promise<void> }) {}
  launch() { return this.launchBoat.execute(); }
}
@Module({ providers: [
  Harbour,
  { provide: 'BOATS', useFactory: (connection) => connection.getCustomRepository(BoatRepository), inject: [Connection] },
  { provide: 'LAUNCH', useFactory: (boats) => new InTransaction(new LaunchBoat(boats)), inject: ['BOATS'] },
] }) export class AppModule {}
"""
        },
    )

    assert found.of("BoatRepository.launch") == {"write boats"}
    assert found.transactions() == {"InTransaction.execute": ((), ("boats",))}


def test_a_helper_for_many_entities_is_not_broken_where_a_relation_fits_one_of_them(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
@Entity('docks') export class Dock { @PrimaryGeneratedColumn() id: number; }
@Entity('boats') export class Boat { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Dock) dock: Dock; }
@Injectable() export class Harbour {
  constructor(private readonly source: DataSource) {}
  all() {
    return [Boat, Dock].map((each) => this.source.getRepository(each).find({ relations: each === Boat ? ['dock'] : [] }));
  }
  wrong() { return this.source.getRepository(Dock).find({ relations: ['boats'] }); }
}
@Module({ providers: [Harbour] }) export class AppModule {}
"""
        },
    )

    assert found.of("Harbour.all") == {"read boats", "read docks"}
    assert found.unresolved() == ["relation: boats"]


def test_a_port_whose_adapter_is_chosen_at_run_time_is_no_unresolved_call(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
export abstract class BoatRepository { abstract delete(id: number): Promise<void>; }
@Injectable() export class LocalBoats extends BoatRepository {
  constructor(private readonly source: DataSource) { super(); }
  async delete(id: number) { await this.source.manager.delete(Boat, id); }
}
@Injectable() export class Harbour {
  constructor(private readonly repository: BoatRepository) {}
  scrap(id: number) { return this.repository.delete(id); }
}
const adapter = process.env.ADAPTER as any;
@Module({ providers: [LocalBoats, Harbour, { provide: BoatRepository, useClass: adapter }] }) export class AppModule {}
"""
        },
    )

    assert found.uses() == {("LocalBoats.delete", "write", "boats")}
    assert not [each for each in found.unresolved() if each.startswith("receiver")]


def test_the_builders_of_a_tree_read_the_entity_and_its_paths(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { DataSource, Entity, PrimaryGeneratedColumn, Tree, TreeChildren, TreeParent, TreeRepository } from 'typeorm';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
@Entity('shelves') @Tree('closure-table') export class Shelf {
  @PrimaryGeneratedColumn() id: number;
  @TreeChildren() children: Shelf[];
  @TreeParent() parent: Shelf;
}
@Injectable() export class Shelves {
  constructor(@InjectRepository(Shelf) private readonly shelves: TreeRepository<Shelf>) {}
  below(shelf: Shelf) {
    return this.shelves.createDescendantsQueryBuilder('s', 'c', shelf).andWhere('s.id > 1').getMany();
  }
  above(shelf: Shelf) { return this.shelves.createAncestorsQueryBuilder('s', 'c', shelf).getCount(); }
  move(shelf: Shelf) { return this.shelves.save(shelf); }
}
@Module({ imports: [TypeOrmModule.forFeature([Shelf])], providers: [Shelves] }) export class AppModule {}
"""
        },
    )
    assert found.of("Shelves.below") == {"read shelves", "read shelves_closure"}
    assert found.of("Shelves.above") == {"read shelves", "read shelves_closure"}
    paths = [
        each for each in found.facts.accesses if each.function == "Shelves.move" and each.table != "shelves"
    ]
    assert {each.operation for each in paths} == {
        "insert",
        "delete",
    }  # under another parent its paths are others
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "decorator",
    [
        "function Store(cls: Function) { return InjectRepository(cls); }",
        "function Store(cls: Function): ParameterDecorator { return Inject(getRepositoryToken(cls)); }",
        "const Store = (cls: Function) => InjectRepository(cls);",
    ],
)
def test_a_decorator_of_the_projects_own_injects_the_repository_that_it_is_told(
    tmp_path: Path, decorator: str
) -> None:
    module = f"""
import {{ Inject, Injectable, Module }} from '@nestjs/common';
import {{ getRepositoryToken, InjectRepository }} from '@nestjs/typeorm';
import {{ Entity, PrimaryGeneratedColumn, Repository }} from 'typeorm';
@Entity('bells') export class Bell {{ @PrimaryGeneratedColumn() id: number; }}
@Entity('horns') export class Horn {{ @PrimaryGeneratedColumn() id: number; }}
export {decorator}
@Injectable() export class Sounds {{
  constructor(@Store(Bell) private readonly bells, @Store(Horn) private readonly horns: Repository<Horn>) {{}}
  all() {{ return this.bells.find(); }}
  none() {{ return this.horns.clear(); }}
}}
@Module({{ providers: [Sounds] }}) export class AppModule {{}}
"""
    found = small(tmp_path, {"src/app.module.ts": module})
    assert found.uses() == {("Sounds.all", "read", "bells"), ("Sounds.none", "write", "horns")}
    assert found.unresolved() == []


OWN_REPOSITORIES = """
import { Inject, Injectable, Module } from '@nestjs/common';
import { getDataSourceToken, getEntityManagerToken, getRepositoryToken, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Entity, EntityManager, EntitySchema, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('bells') export class Bell { @PrimaryGeneratedColumn() id: number; name: string; }
@Entity('horns') export class Horn { @PrimaryGeneratedColumn() id: number; }
export interface Drum { id: number }
export const DrumSchema = new EntitySchema<Drum>({ name: 'Drum', tableName: 'drums', columns: { id: { type: Number, primary: true } } });
export interface Bells extends Repository<Bell> { ring(): Promise<unknown>; near(): Promise<Bell[]> }
export const methods: Pick<Bells, 'ring' | 'near'> = {
  ring(this: Repository<Bell>) { return this.update({}, { name: 'x' }); },
  near(this: Repository<Bell>) { return this.query('SELECT id FROM belfries'); },
};
export class Horns extends Repository<Horn> { blow() { return this.clear(); } }
export class Drums { constructor(private readonly drums: Repository<Drum>) {} beat() { return this.drums.find(); } }
@Injectable() export class Sounds {
  constructor(
    @InjectRepository(Bell) private readonly bells: Bells,
    @InjectRepository(Horn) private readonly horns: Horns,
    @InjectRepository(DrumSchema) private readonly drums: Drums,
  ) {}
  all() { return this.bells.find(); }
  ring() { return this.bells.ring(); }
  near() { return this.bells.near(); }
  blow() { return this.horns.blow(); }
  beat() { return this.drums.beat(); }
}
@Module({
  providers: [
    Sounds,
    { provide: getRepositoryToken(Bell), inject: [getDataSourceToken()], useFactory: (source: DataSource) => source.getRepository(Bell).extend(methods) },
    { provide: getRepositoryToken(Horn), inject: [getEntityManagerToken()], useFactory: (manager: EntityManager) => new Horns(Horn, manager) },
    { provide: getRepositoryToken(DrumSchema), inject: [getDataSourceToken()], useFactory: (source: DataSource) => new Drums(source.getRepository(DrumSchema)) },
  ],
})
export class AppModule {}
"""


def test_what_a_module_provides_for_the_token_of_a_repository_comes_before_what_typeorm_provides(
    tmp_path: Path,
) -> None:
    found = small(tmp_path, {"src/app.module.ts": OWN_REPOSITORIES})
    assert found.uses() == {
        ("Sounds.all", "read", "bells"),
        ("ring", "write", "bells"),
        ("near", "read", "belfries"),
        ("Horns.blow", "write", "horns"),
        ("Drums.beat", "read", "drums"),
    }
    assert found.unresolved() == []
