import { DynamicModule, Module, Type } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DriverRepository, TripRepository, VehicleRepository } from './aggregates';
import { ENTITIES } from './entities';
import { SnakeNamingStrategy } from './snake-naming.strategy';

const AGGREGATES = [VehicleRepository, DriverRepository, TripRepository];

@Module({})
export class DataAccessModule {
  static forRoot(): DynamicModule {
    return {
      module: DataAccessModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          imports: [ConfigModule],
          inject: [ConfigService],
          useFactory: (config: ConfigService) => ({
            type: 'mysql' as const,
            host: config.get<string>('DB_HOST', '127.0.0.1'),
            username: config.get<string>('DB_USER', 'fleet'),
            password: config.get<string>('DB_PASSWORD'),
            database: config.get<string>('DB_NAME', 'fleet'),
            autoLoadEntities: true,
            namingStrategy: new SnakeNamingStrategy(),
          }),
        }),
        TypeOrmModule.forFeature([...ENTITIES]),
      ],
      providers: [...AGGREGATES],
      exports: [...AGGREGATES, TypeOrmModule],
    };
  }

  /** Further entities of an application, which does not want to know about TypeORM's module. */
  static forFeature(...entities: Type[]): DynamicModule {
    const feature = TypeOrmModule.forFeature(entities);
    return { module: DataAccessModule, imports: [feature], exports: [feature] };
  }
}
