import { DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EntityClassOrSchema } from '@nestjs/typeorm/dist/interfaces/entity-class-or-schema.type';
import { DataSource, DataSourceOptions } from 'typeorm';
import { addTransactionalDataSource } from 'typeorm-transactional';
import { UnitOfWork } from './unit-of-work';

@Module({})
export class DatabaseModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ type: 'mysql' as const, url, autoLoadEntities: true }),
          dataSourceFactory: async (options) => addTransactionalDataSource(new DataSource(options as DataSourceOptions)),
        }),
      ],
      providers: [UnitOfWork],
      exports: [UnitOfWork],
    };
  }

  static forFeature(...rows: EntityClassOrSchema[]): DynamicModule {
    const feature = TypeOrmModule.forFeature(rows);
    return { module: DatabaseModule, imports: [feature], exports: [feature] };
  }
}
