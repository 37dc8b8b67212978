import { DynamicModule, Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { addTransactionalDataSource } from 'typeorm-transactional';

@Module({})
export class DatabaseModule {
  static forRootAsync(): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [ConfigService],
          useFactory: (config: ConfigService) => ({
            type: 'mysql' as const,
            host: config.getOrThrow<string>('DB_HOST'),
            port: Number(config.get('DB_PORT') ?? 3306),
            username: config.getOrThrow<string>('DB_USER'),
            password: config.get<string>('DB_PASSWORD'),
            database: config.getOrThrow<string>('DB_NAME'),
            timezone: 'Z',
            autoLoadEntities: true,
            synchronize: config.get('DB_SYNC') === 'true',
          }),
          dataSourceFactory: async (options) => {
            if (!options) throw new Error('no options for the data source');
            return addTransactionalDataSource(new DataSource(options));
          },
        }),
      ],
    };
  }
}
