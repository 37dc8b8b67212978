// Rows of another service that are written by calling it: each write once so, and once as in the monolith, on a database of
// its own (DATABASE_URL, CONTROL_URL). Results, what is set in the values, errors and rows are the same.

import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DataSource, In, QueryFailedError, UpdateResult } from 'typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { caller, OWNER_KEYS, start } from './processes';
import type { Service } from './processes';
import { Client, ENTITIES, Note } from './rows-shared';
import { RemoteCaller, ServiceRuntimeModule } from './runtime';

const common = { type: 'mysql' as const, entities: ENTITIES };

@Module({
  imports: [
    TypeOrmModule.forRootAsync({ useFactory: () => ({ ...common, url: process.env.DATABASE_URL! }) }),
    ServiceRuntimeModule.forService({
      service: 'caller',
      endpoints: {},
      readOnly: [Client],
      owners: { Client: 'clients' },
      jobs: [],
      remoteRows: [{ entity: Client, owner: 'clients', operations: ['delete', 'insert', 'save', 'update'] }],
      classes: [Client],
    }),
  ],
})
class CallerModule {}

let owner: Service;
let app: any;
let remote: DataSource;
let control: DataSource;

before(async () => {
  for (const url of [process.env.DATABASE_URL!, process.env.CONTROL_URL!]) {
    const setUp = await new DataSource({ ...common, url, synchronize: true, dropSchema: true }).initialize();
    await setUp.getRepository(Client).save([{ name: 'Ann', code: 'a' }, { name: 'Bob' }, { name: 'Cyd' }]);
    await setUp.destroy();
  }
  owner = await start('rows-owner.js');
  process.env.CLIENTS_URL = owner.url;
  process.env.INTERNAL_PRIVATE_KEY = caller.privatePem.replace(/\n/g, '\\n');
  process.env.INTERNAL_KEY_ID = 'caller-1';
  process.env.INTERNAL_PUBLIC_KEYS = OWNER_KEYS.INTERNAL_PUBLIC_KEYS;
  app = await NestFactory.createApplicationContext(CallerModule, { logger: false, abortOnError: false });
  remote = app.get(DataSource);
  control = await new DataSource({ ...common, url: process.env.CONTROL_URL! }).initialize();
});

after(async () => {
  await app?.close();
  await control?.destroy();
  await owner?.stop();
});

const made = (values: object): Client => Object.assign(new Client(), values);

const SAME: [string, (clients: Repository<Client>, manager: EntityManager) => Promise<unknown>][] = [
  ['update by key', (clients) => clients.update(1, { name: 'Ann B.', seen: new Date('2024-02-29T12:00:00Z') })],
  ['update by criteria', (clients) => clients.update({ name: 'Bob' }, { visits: 8, nick: undefined })],
  ['update of several keys', (clients) => clients.update([2, 3], { visits: 9 })],
  ['update of nothing', (clients) => clients.update({ name: 'nobody' }, { visits: 8 })],
  ['update to null', (clients) => clients.update({ id: 1 }, { seen: null })],
  ['insert of a plain object', (clients) => withValues({ name: 'Dan' }, (values) => clients.insert(values))],
  ['insert of an instance', (clients) => withValues(made({ name: 'Eve' }), (values) => clients.insert(values))],
  ['insert of several', (clients) => withValues([{ name: 'F' }, { name: 'G' }], (values) => clients.insert(values))],
  ['save of a plain object', (clients) => withValues({ name: 'Hal' }, (values) => clients.save(values))],
  ['save of an instance', (clients) => withValues(made({ name: 'Ida' }), (values) => clients.save(values))],
  ['save of several', (clients) => withValues([made({ name: 'J' }), { name: 'K' }], (values) => clients.save(values))],
  ['save of none', (clients) => withValues([], (values) => clients.save(values))],
  [
    'save of one that was read',
    async (clients) => {
      const found = await clients.findOneByOrFail({ id: 2 });
      found.visits += 1;
      return withValues(found, (values) => clients.save(values));
    },
  ],
  [
    'save with what hangs on it',
    (clients) =>
      withValues(made({ name: 'Lea', notes: [Object.assign(new Note(), { text: 'first' })] }), (values) =>
        clients.save(values),
      ),
  ],
  ['save by a manager, the entity alone', (_, manager) => manager.save(made({ name: 'Mia' }))],
  ['save by a manager, by class', (_, manager) => manager.save(Client, { name: 'Nat' })],
  ['update by a manager', (_, manager) => manager.update(Client, 3, { name: 'Cyd C.' })],
  ['delete by key', (clients) => clients.delete(3)],
  ['delete by criteria', (clients) => clients.delete({ name: 'Dan' })],
  ['what the database refuses', (clients) => clients.insert({ name: 'Ann', code: 'a' })],
  ['what TypeORM refuses', (clients) => clients.delete({})],
];

/** The result, and the values as they are afterwards; whether they are one object. */
async function withValues<T>(values: T, write: (values: T) => Promise<unknown>): Promise<unknown> {
  const result = await write(values);
  return { result, values, same: result === values, classes: [values].flat().map((each: any) => each?.constructor?.name) };
}

async function outcome(source: DataSource, write: (typeof SAME)[number][1]): Promise<unknown> {
  try {
    const result: any = await write(source.getRepository(Client), source.manager);
    return { result: JSON.parse(JSON.stringify(result ?? null)), class: result?.constructor?.name };
  } catch (error: any) {
    return { thrown: error.name, message: error.message, code: error.code, query: error instanceof QueryFailedError };
  }
}

async function rows(source: DataSource): Promise<unknown> {
  return [
    await source.query('SELECT * FROM client ORDER BY id'),
    await source.query('SELECT * FROM note ORDER BY id'),
  ];
}

for (const [name, write] of SAME) {
  test(`as in the monolith: ${name}`, async () => {
    assert.deepEqual(await outcome(remote, write), await outcome(control, write));
    assert.deepEqual(await rows(remote), await rows(control));
  });
}

test('a result is one of TypeORM', async () => {
  const result = await remote.getRepository(Client).update(1, { visits: 1 });
  assert.ok(result instanceof UpdateResult);
  assert.equal(result.affected, 1);
});

test('the call goes to the owner: without it nothing is written', async () => {
  const url = process.env.CLIENTS_URL;
  process.env.CLIENTS_URL = 'http://127.0.0.1:9';
  process.env.INTERNAL_STARTUP_MS = '1';
  const before = await rows(remote);
  await assert.rejects(remote.getRepository(Client).update(1, { visits: 2 }), /clients cannot be reached/);
  process.env.CLIENTS_URL = url;
  assert.deepEqual(await rows(remote), before);
});

test('operators are refused, wherever they stand', async () => {
  const clients = remote.getRepository(Client);
  await assert.rejects(clients.update({ id: In([1]) }, { visits: 3 }), /hold an operator of TypeORM/);
  await assert.rejects(clients.delete({ name: 'x', visits: In([1]) }), /hold an operator of TypeORM/);
});

test('what stands in a transaction stays here, and is refused', async () => {
  const write = remote.transaction((manager) => manager.update(Client, 1, { visits: 4 }));
  await assert.rejects(write, { name: 'ReadOnlyEntityError' });
});

test('other writes are refused as before, other entities are written here', async () => {
  const clients = remote.getRepository(Client);
  await assert.rejects(clients.upsert({ id: 1, name: 'x' }, ['id']), { name: 'ReadOnlyEntityError' });
  await assert.rejects(clients.increment({ id: 1 }, 'visits', 1), /visits is a function, which cannot travel/);
  const note = await remote.getRepository(Note).save({ text: 'mine' });
  assert.equal(await remote.getRepository(Note).countBy({ id: note.id }), 1);
});

test('the owner answers the listed operations only', async () => {
  const caller: RemoteCaller = app.get(RemoteCaller);
  for (const [name, method] of [
    ['Client.rows', 'manager'],
    ['Client.rows', 'constructor'],
    ['Note.rows', 'save'],
  ] as const) {
    await assert.rejects(caller.call('clients', name, method, []), /status 404/);
  }
});
