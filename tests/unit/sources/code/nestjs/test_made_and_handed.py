"""Whose the classes are that a factory makes, or that a module hands to a dynamic one to provide."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small


def test_what_a_factory_makes_belongs_to_the_module_of_the_factory(tmp_path: Path) -> None:
    """Use cases and adapters of a hexagonal monolith know no decorator: only the factory says whose they are."""
    found = small(
        tmp_path,
        {
            "src/core/orders.ts": """
export interface Orders { add(order: object): Promise<void>; }
export class PlaceOrder { constructor(private readonly orders: Orders) {} run() { return this.orders.add({}); } }
export class Traced { constructor(private readonly inner: any) {} run() { return this.inner.run(); } }
""",
            "src/adapters/sql-orders.ts": """
import { Entity, PrimaryGeneratedColumn, EntityRepository, Repository } from 'typeorm';
@Entity('orders') export class OrderRow { @PrimaryGeneratedColumn() id: number; }
@EntityRepository(OrderRow) export class SqlOrders extends Repository<OrderRow> {
  async add(order: object) { await this.insert(order); }
}
""",
            "src/di/order.module.ts": """
import { Module, Controller, Post, Inject } from '@nestjs/common';
import { Connection } from 'typeorm';
import { PlaceOrder, Traced } from '../core/orders';
import { SqlOrders } from '../adapters/sql-orders';
const ORDERS = Symbol('orders');
@Controller('orders') export class OrderController {
  constructor(@Inject('PLACE') private readonly place: { run(): Promise<void> }) {}
  @Post() add() { return this.place.run(); }
}
@Module({
  controllers: [OrderController],
  providers: [
    { provide: ORDERS, useFactory: connection => connection.getCustomRepository(SqlOrders), inject: [Connection] },
    {
      provide: 'PLACE',
      useFactory: orders => { const place = new PlaceOrder(orders); return new Traced(place); },
      inject: [ORDERS],
    },
  ],
}) export class OrderModule {}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { OrderModule } from './di/order.module';
@Module({ imports: [OrderModule] }) export class AppModule {}
""",
        },
    )

    assert {(each.module, each.mode, each.table) for each in found.facts.accesses} == {
        ("order", "write", "orders")
    }
    (order,) = [each for each in found.facts.modules if each.name == "order"]
    assert {"src/core/orders.ts", "src/adapters/sql-orders.ts"} <= set(order.files)


FEATURE = """
import {{ Module, Injectable, Controller, Get, Inject }} from '@nestjs/common';
import {{ Custom }} from '../common/custom.module';
import {{ BoatRepository, RiverRepository }} from '../common/repositories';
@Injectable() export class {name}Service {{
  constructor({injected}) {{}}
  read() {{ return this.{read}; }}
}}
@Controller('{path}') export class {name}Controller {{
  constructor(private readonly service: {name}Service) {{}}
  @Get() read() {{ return this.service.read(); }}
}}
@Module({{
  imports: [Custom.forRepositories([BoatRepository, RiverRepository])],
  providers: [{name}Service], controllers: [{name}Controller],
}}) export class {name}Module {{}}
"""
APP = """
import { Module } from '@nestjs/common';
import { BoatsModule } from './boats/boats.module';
import { RiversModule } from './rivers/rivers.module';
@Module({ imports: [BoatsModule, RiversModule] }) export class AppModule {}
"""


def features(**given: tuple[str, str]) -> dict[str, str]:
    """Return two modules and the application; ``given`` are what each service is handed, and what it reads, by its name."""
    found = {"src/app.module.ts": APP}
    for name, (injected, read) in given.items():
        path = name.lower()
        found[f"src/{path}/{path}.module.ts"] = FEATURE.format(
            name=name, path=path, injected=injected, read=read
        )
    return found


@pytest.mark.parametrize(
    "loop",
    [
        "for (const each of classes) { out.push(provider(each)); }",
        "classes.forEach((each) => { out.push(provider(each)); });",
    ],
)
def test_repositories_that_are_handed_to_a_dynamic_module_belong_to_the_modules_that_hand_them_in(
    tmp_path: Path, loop: str
) -> None:
    """The wrapper around ``forFeature`` that each team writes: its providers are its callers', and no call leads to it."""
    both = "private readonly boats: BoatRepository, private readonly rivers: RiverRepository"
    found = small(
        tmp_path,
        {
            "src/common/repositories.ts": """
import { Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('boats') export class Boat { @PrimaryGeneratedColumn() id: number; }
@Entity('rivers') export class River { @PrimaryGeneratedColumn() id: number; }
export class BoatRepository extends Repository<Boat> { all() { return this.find(); } }
export class RiverRepository extends Repository<River> { all() { return this.find(); } }
""",
            "src/common/custom.module.ts": f"""
import {{ Module, DynamicModule, Provider }} from '@nestjs/common';
import {{ getDataSourceToken }} from '@nestjs/typeorm';
import {{ DataSource }} from 'typeorm';
function provider(each: any): Provider {{
  return {{ provide: each, inject: [getDataSourceToken()], useFactory: (source: DataSource) => make(each, source) }};
}}
@Module({{}}) export class Custom {{
  static forRepositories(classes: any[]): DynamicModule {{
    const out: Provider[] = [];
    {loop}
    return {{ module: Custom, providers: out, exports: out }};
  }}
}}
""",
            **features(Boats=(both, "boats.find()"), Rivers=(both, "rivers.find()")),
        },
    )

    charged = {
        (each.module, each.table) for each in found.facts.accesses if each.function.endswith("Repository.all")
    }
    assert charged == {("boats", "boats"), ("rivers", "rivers")}  # each after the name of its class
    assert found.facts.calls == ()
    assert [each for each in found.facts.unresolved if each.kind == "module"] == []


@pytest.mark.parametrize(
    "mark",
    [
        "SetMetadata(KEPT, entity)",
        "(target: object) => { Reflect.defineMetadata(KEPT, entity, target); }",
        "Reflect.metadata(KEPT, entity)",
    ],
)
@pytest.mark.parametrize(
    "loop",
    [
        "const out = []; for (const each of classes) { const entity = entityOf(each); if (!entity) { continue; } out.push(provider(each, entity)); }",
        "const out = classes.map((each) => provider(each, entityOf(each)));",
    ],
)
def test_repositories_that_are_asked_for_by_the_name_of_their_entity_keep_their_entity_and_their_module(
    tmp_path: Path, mark: str, loop: str
) -> None:
    """The entity stands in metadata of the class, the token is its name, and only a factory makes the repository."""
    found = small(
        tmp_path,
        {
            "src/common/repositories.ts": f"""
import {{ Entity, PrimaryGeneratedColumn, Repository }} from 'typeorm';
import {{ SetMetadata }} from '@nestjs/common';
export const KEPT = 'kept';
export const Keeps = (entity: Function): ClassDecorator => {mark};
@Entity('boats') export class Boat {{ @PrimaryGeneratedColumn() id: number; }}
@Entity('rivers') export class River {{ @PrimaryGeneratedColumn() id: number; }}
export class Base<T> {{ constructor(protected readonly model: Repository<T>) {{}} all() {{ return this.model.find(); }} }}
@Keeps(Boat) export class BoatRepository extends Base<Boat> {{}}
@Keeps(River) export class RiverRepository extends Base<River> {{}}
""",
            "src/common/custom.module.ts": f"""
import {{ Module, DynamicModule, Provider }} from '@nestjs/common';
import {{ getDataSourceToken }} from '@nestjs/typeorm';
import {{ DataSource, Repository }} from 'typeorm';
import {{ KEPT }} from './repositories';
const entityOf = (each: any) => Reflect.getMetadata(KEPT, each);
function provider(each: any, entity: any): Provider {{
  return {{
    provide: entity.name, inject: [getDataSourceToken()],
    useFactory: (source: DataSource) => {{
      const base = source.getRepository<any>(entity);
      return new each(new Repository(base.target, base.manager, base.queryRunner));
    }},
  }};
}}
@Module({{}}) export class Custom {{
  static forRepositories(classes: any[]): DynamicModule {{
    {loop}
    return {{ module: Custom, providers: out, exports: out }};
  }}
}}
""",
            **features(
                Boats=("@Inject('Boat') private readonly kept: Finds", "kept.all()"),
                Rivers=("@Inject('River') private readonly kept: Finds", "kept.all()"),
            ),
        },
    )

    assert {(each.module, each.function, each.table, each.mode) for each in found.facts.accesses} == {
        ("boats", "BoatRepository.all", "boats", "read"),
        ("rivers", "RiverRepository.all", "rivers", "read"),
    }
    assert found.facts.calls == ()
    assert found.facts.unresolved == ()


def test_a_factory_inside_a_decorator_is_charged_to_the_module_of_its_file(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/settings/settings.module.ts": """
import { Module, Injectable } from '@nestjs/common';
@Injectable() export class Settings { read(name: string) { return name; } }
@Module({ providers: [Settings], exports: [Settings] }) export class SettingsModule {}
""",
            "src/files/files.module.ts": """
import { Module, Inject, Injectable } from '@nestjs/common';
import { Settings, SettingsModule } from '../settings/settings.module';
@Injectable() export class Files { constructor(@Inject('BUCKET') private readonly bucket: any) {} put() { return this.bucket.put(); } }
@Module({
  imports: [SettingsModule],
  providers: [Files, { provide: 'BUCKET', inject: [Settings], useFactory: (settings: Settings) => settings.read('bucket') }],
}) export class FilesModule {}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { FilesModule } from './files/files.module';
@Module({ imports: [FilesModule] }) export class AppModule {}
""",
        },
    )

    assert {(each.from_module, each.to_module) for each in found.facts.calls} == {("files", "settings")}


FACTORY_MADE = """
import { Controller, Delete, Get, Inject, Injectable, Module } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('users') export class User { @PrimaryGeneratedColumn() id: number; }
export interface UserPort { delete(id: number): Promise<number>; count(): Promise<number> }
export enum Tokens { REPO = 'repo', DROP = 'drop', COUNT = 'count' }
export class TypeOrmUsers implements UserPort {
  constructor(@InjectRepository(User) readonly users: Repository<User>) {}
  async delete(id: number) { await this.users.softDelete(id); return id; }
  async count() { return this.users.count(); }
}
export class DropUser {
  constructor(private readonly userRepository: UserPort) {}
  run(id: number) { return this.userRepository.delete(id); }
}
export class CountUsers {
  constructor(private readonly userRepository: UserPort, private readonly users: Repository<User>) {}
  run() { return this.userRepository.count(); }
  all() { return this.users.find(); }
}
export class Traced { constructor(private readonly inner: CountUsers) {} run() { return this.inner.run(); } }
@Controller('users') export class UserController {
  constructor(@Inject(Tokens.DROP) private readonly drop: DropUser) {}
  @Delete(':id') remove() { return this.drop.run(1); }
}
@Module({
  imports: [TypeOrmModule.forFeature([User])],
  controllers: [UserController],
  providers: [
    { provide: Tokens.REPO, useClass: TypeOrmUsers },
    { provide: Tokens.DROP, inject: [Tokens.REPO], useFactory: (port: UserPort) => new DropUser(port) },
    { provide: Tokens.COUNT, inject: [Tokens.REPO], useFactory: (port) => new Traced(new CountUsers(port, undefined)) },
  ],
})
export class AppModule {}
"""


def test_a_class_that_a_factory_makes_is_read_with_what_it_is_made_with(tmp_path: Path) -> None:
    """Use cases of a clean architecture carry no decorator: the module alone says what stands behind their ports."""
    found = small(tmp_path, {"src/app.module.ts": FACTORY_MADE})

    assert found.unresolved() == []
    assert found.of("TypeOrmUsers.delete") == {"write users"}
    assert found.of("TypeOrmUsers.count") == {"read users"}
    assert found.of("CountUsers.all") == {"read users"}


BILLING = """
import { Module } from '@nestjs/common';
import { Tokens, UserModule } from './user/user.module';
export interface Runs { run(id: number): Promise<number> }
export class Charge { constructor(private readonly drop: Runs) {} charge() { return this.drop.run(1); } }
@Module({
  imports: [UserModule],
  providers: [{ provide: 'charge', inject: [Tokens.DROP], useFactory: (drop: Runs) => new Charge(drop) }],
})
export class AppModule {}
"""


def test_what_a_factory_is_handed_of_another_module_is_called_there(tmp_path: Path) -> None:
    """The constructor says no more than a port; the token says whose it is."""
    user = FACTORY_MADE.replace("export class AppModule", "export class UserModule").replace(
        "  providers: [\n", "  exports: [Tokens.DROP],\n  providers: [\n"
    )
    found = small(tmp_path, {"src/app.module.ts": BILLING, "src/user/user.module.ts": user})

    calls = [(each.from_module, each.to_module, each.provider, each.method) for each in found.facts.calls]
    assert calls == [("app", "user", "DropUser", "run")]


def test_a_list_that_a_dynamic_module_imports_is_its_own_and_not_handed_to_it(tmp_path: Path) -> None:
    """Its file names the list and none of the classes in it; the folder of the importer is the nearer one all the same."""
    found = small(
        tmp_path,
        {
            "packages/core/context.ts": "export class TenantContext { tenant() { return 1; } }\nexport const CONTEXTS = [TenantContext];\n",
            "packages/core/guards.ts": """
import { APP_GUARD } from '@nestjs/core';
export class OnceGuard { canActivate() { return true; } }
export const GUARDS = [{ provide: APP_GUARD, useClass: OnceGuard }];
""",
            "packages/core/clocks.ts": "export class Clock { now() { return 1; } }\n",
            "packages/core/core.module.ts": """
import { Module } from '@nestjs/common';
import { CONTEXTS } from './context';
import { GUARDS } from './guards';
import * as clocks from './clocks';
@Module({}) export class CoreModule {
  static forRoot() { return { module: CoreModule, providers: [...CONTEXTS, ...GUARDS, ...Object.values(clocks)] }; }
}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { CoreModule } from '../packages/core/core.module';
@Module({ imports: [CoreModule.forRoot()] }) export class AppModule {}
""",
        },
    )
    files = {each.name: each.files for each in found.facts.modules}
    assert files["core"] == (
        "packages/core/clocks.ts", "packages/core/context.ts", "packages/core/core.module.ts", "packages/core/guards.ts",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("port", "declared"),
    [
        ("BoatStore", "export abstract class BoatStore { abstract all(): Promise<unknown>; }"),
        ("BOATS", "export const BOATS = Symbol('BOATS');"),
    ],
)
def test_an_adapter_that_is_handed_to_a_dynamic_module_belongs_to_the_module_that_binds_it(
    tmp_path: Path, port: str, declared: str
) -> None:
    """``forFeature([{ port: OrderStore, adapter: SqlOrderStore }])``, whether a class or a symbol stands for the port."""
    found = small(
        tmp_path,
        {
            "src/persistence/persistence.module.ts": """
import { DynamicModule, Module, Type } from '@nestjs/common';
@Module({}) export class PersistenceModule {
  static forFeature(bindings: { port: any; adapter: Type<unknown> }[]): DynamicModule {
    const providers = bindings.map(({ port, adapter }) => ({ provide: port, useClass: adapter }));
    return { module: PersistenceModule, providers, exports: bindings.map((each) => each.port) };
  }
}
""",
            "src/boats/domain/store.ts": declared,
            "src/boats/infrastructure/sql-store.ts": """
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
@Injectable() export class SqlBoatStore {
  constructor(private readonly source: DataSource) {}
  all() { return this.source.query('SELECT * FROM boats'); }
}
""",
            "src/boats/boats.module.ts": f"""
import {{ Controller, Get, Inject, Module }} from '@nestjs/common';
import {{ {port} }} from './domain/store';
import {{ SqlBoatStore }} from './infrastructure/sql-store';
import {{ PersistenceModule }} from '../persistence/persistence.module';
@Controller('boats') export class BoatsController {{
  constructor(@Inject({port}) private readonly boats: any) {{}}
  @Get() all() {{ return this.boats.all(); }}
}}
@Module({{ imports: [PersistenceModule.forFeature([{{ port: {port}, adapter: SqlBoatStore }}])], controllers: [BoatsController] }})
export class BoatsModule {{}}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { BoatsModule } from './boats/boats.module';
@Module({ imports: [BoatsModule] }) export class AppModule {}
""",
        },
    )
    assert {(each.module, each.table) for each in found.facts.accesses} == {("boats", "boats")}
    assert found.facts.calls == ()
