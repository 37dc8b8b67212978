import { DynamicModule, Global, Inject, Injectable, Module, Provider, Type } from '@nestjs/common';
import { TypeOrmModule, getRepositoryToken } from '@nestjs/typeorm';
import { DataSource, EntityTarget, Repository, ObjectLiteral } from 'typeorm';
export const repoToken = (cls: Type<any>) => `${cls.name}Store`;
export const Store = (cls: Type<any>) => Inject(repoToken(cls));
@Module({})
export class StoreModule {
  static of(...classes: Type<any>[]): DynamicModule {
    const providers: Provider[] = classes.map((cls) => ({ provide: repoToken(cls), useFactory: (ds: DataSource) => ds.getRepository(cls), inject: [DataSource] }));
    return { module: StoreModule, providers, exports: providers };
  }
}
