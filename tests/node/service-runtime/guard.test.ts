// Rows of another service are read here and never written, on a real database (DATABASE_URL).

import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ChildEntity,
  Column,
  DataSource,
  DeleteDateColumn,
  Entity,
  ManyToOne,
  PrimaryGeneratedColumn,
  TableInheritance,
} from 'typeorm';
import { ServiceRuntimeModule } from './runtime';
import type { ServiceRuntimeOptions } from './runtime';
import { DataSources } from './runtime/data-sources';
import { start } from './processes';

@Entity()
@TableInheritance({ column: { name: 'kind', type: 'varchar' } })
class Client {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ default: 0 }) visits!: number;
  @Column() name!: string;
  @DeleteDateColumn() gone?: Date;
}
@ChildEntity()
class Chain extends Client {}
@Entity()
class Order {
  @PrimaryGeneratedColumn() id!: number;
  @Column() total!: number;
  @ManyToOne(() => Client, { cascade: true }) client?: Client;
}

const url = process.env.DATABASE_URL!;
const common = { type: 'mysql' as const, url, entities: [Client, Chain, Order] };

function moduleOf(dataSources?: string[]): any {
  @Module({
    imports: [
      TypeOrmModule.forRootAsync({ useFactory: () => ({ ...common }) }),
      TypeOrmModule.forRoot({ ...common, name: 'reporting' }),
      ServiceRuntimeModule.forService({
        service: 'orders',
        endpoints: {},
        readOnly: [Client],
        owners: { Client: 'clients' },
        ...(dataSources && { dataSources }),
        jobs: [],
        classes: [],
      }),
    ],
  })
  class GuardModule {}
  return GuardModule;
}

let app: any;
let sources: DataSource[];

before(async () => {
  const setUp = await new DataSource({ ...common, synchronize: true, dropSchema: true }).initialize();
  await setUp.getRepository(Client).save({ id: 1, name: 'Ann' });
  await setUp.getRepository(Order).save({ id: 1, total: 5, client: { id: 1 } as Client });
  await setUp.destroy();
  const options = { logger: false as const, abortOnError: false };
  app = await NestFactory.createApplicationContext(moduleOf(['default', 'reporting']), options);
  sources = [app.get(DataSource), app.get(getDataSourceToken('reporting'))];
});
after(() => app.close());

const WRITES: [string, (source: DataSource) => Promise<unknown>][] = [
  ['save of a new one', (source) => source.getRepository(Client).save({ name: 'Bob' })],
  ['save of a changed one', (source) => source.getRepository(Client).save({ id: 1, name: 'Bob' })],
  ['save by cascade', (source) => source.getRepository(Order).save({ total: 1, client: { name: 'Bob' } as Client })],
  ['save of a child', (source) => source.getRepository(Chain).save({ name: 'Bob' })],
  ['insert()', (source) => source.getRepository(Client).insert({ name: 'Bob' })],
  ['upsert()', (source) => source.getRepository(Client).upsert({ id: 1, name: 'Bob' }, ['id'])],
  ['update()', (source) => source.getRepository(Client).update(1, { name: 'Bob' })],
  ['increment()', (source) => source.getRepository(Client).increment({ id: 1 }, 'visits', 1)],
  ['delete()', (source) => source.getRepository(Client).delete(1)],
  ['softDelete()', (source) => source.getRepository(Client).softDelete(1)],
  ['restore()', (source) => source.getRepository(Client).restore(1)],
  ['remove()', async (source) => source.getRepository(Client).remove(await one(source))],
  ['softRemove()', async (source) => source.getRepository(Client).softRemove(await one(source))],
  ['recover()', async (source) => source.getRepository(Client).recover({ ...(await one(source)), gone: new Date() })],
  [
    'an inserting query builder',
    (source) => source.createQueryBuilder().insert().into(Client).values({ name: 'Bob' }).execute(),
  ],
  ['an updating query builder', (source) => source.createQueryBuilder().update(Client).set({ name: 'Bob' }).execute()],
  ['a deleting query builder', (source) => source.createQueryBuilder().delete().from(Client).execute()],
  ['a manager', (source) => source.manager.save(source.manager.create(Client, { name: 'Bob' }))],
  ['a transaction', (source) => source.transaction((manager) => manager.update(Client, 1, { name: 'Bob' }))],
];

async function one(source: DataSource): Promise<Client> {
  return source.getRepository(Client).findOneByOrFail({ id: 1 });
}

for (const [name, write] of WRITES) {
  test(`refused on every connection: ${name}`, async () => {
    for (const source of sources) {
      await assert.rejects(write(source), (error: Error) => {
        assert.equal(error.name, 'ReadOnlyEntityError');
        assert.match(
          error.message,
          /^(Client|Chain) is read-only in orders: its rows belong to clients, .*debt in woosh-split.yaml/,
        );
        return true;
      });
      assert.deepEqual(await source.query('SELECT COUNT(*) AS n, MAX(name) AS name FROM client'), [
        { n: '1', name: 'Ann' },
      ]);
      assert.deepEqual(await source.query('SELECT COUNT(*) AS n FROM `order`'), [{ n: '1' }]);
    }
  });
}

test('own entities are written, also with a read-only one beside them', async () => {
  const orders = sources[0]!.getRepository(Order);
  const order = await orders.findOneOrFail({ where: { id: 1 }, relations: { client: true } });
  assert.equal(order.client?.name, 'Ann');
  await orders.save({ ...order, total: 6 });
  await orders.save({ id: 2, total: 1, client: order.client });
  await orders.delete(2);
  assert.equal((await orders.findOneByOrFail({ id: 1 })).total, 6);
});

test('a data source that is missing is named', () => {
  const wanted = { service: 'orders', dataSources: ['archive'] } as ServiceRuntimeOptions;
  assert.throws(
    () => new DataSources(wanted, app.get(ModulesContainer)).find(),
    /orders needs the data source archive; there is: default, reporting/,
  );
});

test('a service is ready when its database is', async () => {
  const service = await start('ready.js');
  const ready = (): Promise<Response> => fetch(`${service.url}/_internal/health/ready`);
  const up = await ready();
  assert.deepEqual([up.status, await up.json()], [200, { status: 'ok', dataSources: { default: 'up', slow: 'up' } }]);
  await fetch(`${service.url}/break`, { method: 'POST' });
  const began = Date.now();
  const down = await ready();
  assert.deepEqual(
    [down.status, await down.json()],
    [503, { status: 'unavailable', dataSources: { default: 'down', slow: 'down' } }],
  );
  assert.ok(Date.now() - began < 3_000);
  assert.equal((await fetch(`${service.url}/_internal/health/live`)).status, 200);
  service.process.kill('SIGKILL');
});
