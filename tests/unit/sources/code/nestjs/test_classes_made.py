"""Classes that functions make, and factories that nobody asks for: Nest runs their code all the same."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

MIXINS = """
import { CallHandler, CanActivate, ExecutionContext, Injectable, mixin, NestInterceptor, PipeTransform, Type } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Flag, Log } from './entities';
export function FlagGuard(name: string): Type<CanActivate> {
  @Injectable() class MixinGuard implements CanActivate {
    constructor(@InjectRepository(Flag) private readonly flags: Repository<Flag>) {}
    async canActivate(context: ExecutionContext) { return this.flags.existsBy({ id: 1 }); }
  }
  return mixin(MixinGuard);
}
export const Logged = (what: string) => {
  class LogInterceptor implements NestInterceptor {
    constructor(private readonly source: DataSource) {}
    intercept(context: ExecutionContext, next: CallHandler) { this.source.getRepository(Log).insert({ id: 1 }); return next.handle(); }
  }
  return mixin(LogInterceptor);
};
export function EntityPipe<T>(entity: Type<T>): Type<PipeTransform> {
  class Found implements PipeTransform {
    constructor(private readonly source: DataSource) {}
    transform(id: number) { return this.source.manager.findOneBy(entity as any, { id }); }
  }
  return mixin(Found);
}
export function Lister<T>(entity: Type<T>): Type<{ all(): Promise<T[]> }> {
  @Injectable() class Listing {
    constructor(private readonly source: DataSource) {}
    all() { return this.source.getRepository(entity).find(); }
  }
  return Listing as any;
}
"""
ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('flags') export class Flag { @PrimaryGeneratedColumn() id: number; }
@Entity('logs') export class Log { @PrimaryGeneratedColumn() id: number; }
@Entity('boats') export class Boat { @PrimaryGeneratedColumn() id: number; }
@Entity('ports') export class Port { @PrimaryGeneratedColumn() id: number; }
@Entity('buoys') export class Buoy { @PrimaryGeneratedColumn() id: number; }
@Entity('crews') export class Crew { @PrimaryGeneratedColumn() id: number; }
"""
BOATS = """
import { Controller, Get, Module, Param, UseGuards, UseInterceptors, UsePipes } from '@nestjs/common';
import { EntityPipe, FlagGuard, Lister, Logged } from '../mixins';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Boat, Buoy, Crew, Port } from '../entities';
const Crews = Lister(Crew);
@Controller('boats') @UseInterceptors(Logged('boats')) export class BoatsController {
  @UseGuards(FlagGuard('boats')) @Get() all() { return []; }
  @Get(':id') one(@Param('id', EntityPipe(Boat)) boat: Boat) { return boat; }
  @UsePipes(EntityPipe(Port)) @Get('ports/:id') port(@Param('id') port: Port) { return port; }
}
@WebSocketGateway() @UseGuards(FlagGuard('sockets')) export class BoatsGateway {
  @UsePipes(EntityPipe(Buoy)) @SubscribeMessage('sail') sail(buoy: Buoy) { return buoy; }
}
@Module({ controllers: [BoatsController], providers: [Crews, BoatsGateway] }) export class BoatsModule {}
"""
APP = """
import { Module } from '@nestjs/common';
import { BoatsModule } from './boats/boats.module';
@Module({ imports: [BoatsModule] }) export class AppModule {}
"""


def test_what_mixins_read_and_write_is_a_fact_of_the_module_that_uses_them(tmp_path: Path) -> None:
    """Guards, interceptors and pipes that a call makes, and a provider that one made: only the decorator names them."""
    found = small(
        tmp_path,
        {
            "src/mixins.ts": MIXINS,
            "src/entities.ts": ENTITIES,
            "src/boats/boats.module.ts": BOATS,
            "src/app.module.ts": APP,
        },
    )
    assert {(each.module, each.function, each.mode, each.table) for each in found.facts.accesses} == {
        ("boats", "MixinGuard.canActivate", "read", "flags"),
        ("boats", "LogInterceptor.intercept", "write", "logs"),
        ("boats", "Found.transform", "read", "boats"),
        ("boats", "Found.transform", "read", "ports"),
        ("boats", "Found.transform", "read", "buoys"),
        ("boats", "Listing.all", "read", "crews"),
    }
    assert found.unresolved() == []


FACTORIES = """
import { Module } from '@nestjs/common';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Boat, Port } from './entities';
@Module({
  imports: [TypeOrmModule.forFeature([Boat, Port])],
  providers: [
    { provide: 'PORTS', useFactory: async (source: DataSource) => source.getRepository(Port).find(), inject: [DataSource] },
    {
      provide: 'LAST',
      useFactory: async (boats: Repository<Boat>) => boats.query('SELECT MAX(id) FROM old_boats'),
      inject: [getRepositoryToken(Boat)],
    },
  ],
})
export class AppModule {}
"""


def test_a_factory_that_nobody_asks_for_runs_when_the_application_starts(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": FACTORIES})
    assert {(each.module, each.mode, each.table) for each in found.facts.accesses} == {
        ("app", "read", "ports"),
        ("app", "read", "old_boats"),
    }


OF_THE_LANGUAGE = """
import { Module } from '@nestjs/common';
@Module({ providers: [Object, Map, { provide: 'NOW', useValue: Date }] }) export class AppModule {}
"""


def test_a_class_of_the_language_is_a_provider_like_any_other(tmp_path: Path) -> None:
    """Found in public code: ``Object`` among the providers was told to be computed."""
    found = small(tmp_path, {"src/app.module.ts": OF_THE_LANGUAGE})
    assert found.unresolved() == []
    (module,) = found.facts.modules
    assert {"Object", "Map"} <= set(module.providers)
