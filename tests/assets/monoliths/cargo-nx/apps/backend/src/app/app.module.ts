import { entities, Trail } from '@cargo/backend/data';
import { AuditModule } from '@cargo/backend/feature-audit';
import { FleetModule } from '@cargo/backend/feature-fleet';
import { ShipmentsModule } from '@cargo/backend/feature-shipments';
import { StorageModule } from '@cargo/backend/storage';
import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, DataSourceOptions } from 'typeorm';
import { addTransactionalDataSource } from 'typeorm-transactional';

const server = { type: 'mysql' as const, host: 'localhost', username: 'cargo', password: 'cargo' };
const dataSourceFactory = async (options?: DataSourceOptions) =>
  addTransactionalDataSource({ name: options!.name ?? 'default', dataSource: new DataSource(options!) });

@Module({
  imports: [
    TypeOrmModule.forRootAsync({ useFactory: () => ({ ...server, database: 'cargo', entities }), dataSourceFactory }),
    TypeOrmModule.forRootAsync({
      name: 'audit',
      useFactory: () => ({ ...server, name: 'audit', database: 'cargo_audit', entities: [Trail] }),
      dataSourceFactory,
    }),
    BullModule.forRoot({ connection: { host: 'localhost' } }),
    ScheduleModule.forRoot(),
    StorageModule.forRoot({ bucket: 'labels' }),
    AuditModule,
    FleetModule,
    ShipmentsModule,
  ],
})
export class AppModule {}
