// The service that owns the rows of clients, and lets others insert, update, delete and save them.

import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { createApp } from './platform';
import { Client, ENTITIES } from './rows-shared';
import { ServiceRuntimeModule } from './runtime';

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'mysql', url: process.env.DATABASE_URL!, entities: ENTITIES }),
    ServiceRuntimeModule.forService({
      service: 'clients',
      endpoints: {},
      readOnly: [],
      owners: {},
      jobs: [],
      ownedRows: [{ entity: Client, operations: ['delete', 'insert', 'save', 'update'] }],
      classes: [Client],
    }),
  ],
})
class OwnerModule {}

async function main(): Promise<void> {
  const app = await createApp(OwnerModule);
  await app.listen(0, '127.0.0.1');
  process.send?.({ port: app.getHttpServer().address().port });
}

void main();
