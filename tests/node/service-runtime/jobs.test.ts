// Jobs run in one place.

import 'reflect-metadata';
import { Injectable, Module, SetMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cron, Interval, SchedulerRegistry, ScheduleModule, Timeout } from '@nestjs/schedule';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceRuntimeModule } from './runtime';

function classes() {
  @Injectable()
  class BaseJobs {
    @Cron('0 0 1 1 *', { name: 'inherited' })
    inherited(): string {
      return 'inherited';
    }
  }
  @Injectable()
  class OwnJobs {
    @Cron('0 0 1 1 *', { name: 'own-cron' })
    cron(): string {
      return 'ran';
    }
    @Interval('own-interval', 100_000)
    interval(): void {}
    @Timeout('own-timeout', 100_000)
    @SetMetadata('EVENT_LISTENER_METADATA', { event: 'x' })
    timeout(): void {}
  }
  @Injectable()
  class Unlisted {
    @Interval('unlisted', 100_000)
    interval(): void {}
  }
  class Made {
    @Interval('made', 100_000)
    interval(): void {}
  }
  @Injectable()
  class Heir extends BaseJobs {}
  @Injectable()
  class ForeignJobs {
    @Interval('foreign', 100_000)
    interval(): void {}
    @Interval('foreign-other', 100_000)
    other(): void {}
  }
  return { BaseJobs, OwnJobs, Unlisted, Made, Heir, ForeignJobs };
}

async function registered(
  jobs: string | undefined,
  jobsByDefault?: 'on' | 'off',
  heirIsForeign = false,
  http = false,
  byName = false,
) {
  const { BaseJobs, OwnJobs, Unlisted, Made, Heir, ForeignJobs } = classes();
  @Module({
    imports: [
      // First, so that its hooks would run first.
      ScheduleModule.forRoot(),
      ServiceRuntimeModule.forService({
        service: 'jobs',
        endpoints: {},
        readOnly: [],
        owners: {},
        jobs: ['cron', 'interval', 'timeout'].map((method) => ({ target: byName ? 'OwnJobs' : OwnJobs, method })),
        foreignJobs: [
          { target: byName ? 'ForeignJobs' : ForeignJobs, method: 'interval' },
          ...(heirIsForeign ? [{ target: Heir, method: 'inherited' }] : []),
        ],
        ...(jobsByDefault && { jobsByDefault }),
        classes: [],
      }),
    ],
    providers: [
      OwnJobs,
      Unlisted,
      ForeignJobs,
      Heir,
      ...(heirIsForeign ? [BaseJobs] : []),
      { provide: 'MADE', useFactory: async () => new Made() },
      { provide: 'NOTHING', useValue: null },
      { provide: 'BARE', useValue: Object.create(null) },
    ],
  })
  class JobsModule {}
  delete process.env.JOBS;
  if (jobs !== undefined) {
    process.env.JOBS = jobs;
  }
  const options = { logger: false as const, abortOnError: false };
  const app = http
    ? await (await NestFactory.create(JobsModule, options)).init()
    : await NestFactory.createApplicationContext(JobsModule, options);
  const registry = app.get(SchedulerRegistry);
  const names = [...registry.getCronJobs().keys(), ...registry.getIntervals(), ...registry.getTimeouts()].sort();
  const own: any = app.get(OwnJobs);
  assert.equal(own.cron(), 'ran');
  assert.deepEqual(Reflect.getMetadata('EVENT_LISTENER_METADATA', own.timeout), { event: 'x' });
  await app.close();
  return names;
}

test('with JOBS=off none is registered, also not one that nobody listed', async () => {
  assert.deepEqual(await registered('off', undefined, false, true), []);
  assert.deepEqual(await registered(undefined), []);
  assert.deepEqual(await registered('off', 'on'), []);
});

test('with JOBS=on all are registered but those of other services', async () => {
  const all = ['foreign-other', 'inherited', 'made', 'own-cron', 'own-interval', 'own-timeout', 'unlisted'];
  assert.deepEqual(await registered('on'), all);
  assert.deepEqual(await registered(undefined, 'on'), all);
});

test('a class that its file keeps to itself is known by its name', async () => {
  const all = ['foreign-other', 'inherited', 'made', 'own-cron', 'own-interval', 'own-timeout', 'unlisted'];
  assert.deepEqual(await registered('on', undefined, false, false, true), all);
  assert.deepEqual(await registered('off', undefined, false, false, true), []);
});

test('a job that a foreign class inherits still runs for its other heirs', async () => {
  const names = await registered('on', 'on', true);
  assert.deepEqual(
    names.filter((name) => name === 'inherited'),
    ['inherited'],
  );
});

test('a word that JOBS does not know stops the start', async () => {
  await assert.rejects(registered('maybe'), /JOBS must be "on" or "off", not "maybe"/);
});
