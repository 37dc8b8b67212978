// Calls from this process to a service in another one.

import 'reflect-metadata';
import {
  BadRequestException,
  ConflictException,
  HttpException,
  Injectable,
  Module,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { instanceToPlain } from 'class-transformer';
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { QueryFailedError } from 'typeorm';
import { caller, OWNER_KEYS, start, stranger } from './processes';
import type { Service } from './processes';
import { RemoteCaller, ServiceRuntimeModule } from './runtime';
import { CLASSES, Money, User } from './shared';

/** What is generated for a foreign provider. */
@Injectable()
class ProbeService {
  constructor(private readonly remote: RemoteCaller) {}
  call(method: string, ...args: unknown[]): Promise<any> {
    return this.remote.call('the-owner', 'ProbeService', method, args);
  }
}

@Module({ providers: [ProbeService], exports: [ProbeService] })
class ProbeFacade {}

@Module({
  imports: [
    ProbeFacade,
    ServiceRuntimeModule.forService({
      service: 'caller',
      endpoints: {},
      readOnly: [],
      owners: {},
      jobs: [],
      classes: CLASSES,
    }),
  ],
})
class CallerModule {}

// The services of these tests that are down stay down.
process.env.INTERNAL_STARTUP_MS = '1';

let owner: Service;
let app: any;
let probe: ProbeService;
let remote: RemoteCaller;

before(async () => {
  owner = await start('owner.js');
  process.env.THE_OWNER_URL = owner.url;
  process.env.INTERNAL_PRIVATE_KEY = caller.privatePem.replace(/\n/g, '\\n');
  process.env.INTERNAL_KEY_ID = 'caller-1';
  app = await NestFactory.createApplicationContext(CallerModule, { logger: false, abortOnError: false });
  probe = app.get(ProbeService);
  remote = app.get(RemoteCaller);
});

after(async () => {
  await app.close();
  await owner.stop();
});

async function thrown(promise: Promise<unknown>): Promise<any> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

test('a value comes back as it went', async () => {
  const value = {
    date: new Date(5),
    gone: undefined,
    list: [undefined, NaN, -0, Infinity, 12345678901234567890n, null],
    bytes: Buffer.from([0, 255]),
    map: new Map<unknown, unknown>([[{ a: 1 }, new Set([new Date(6)])]]),
    $t: 'Date',
  };
  assert.deepStrictEqual(await probe.call('echo', value), value);
  assert.deepStrictEqual(await probe.call('echo', 1, undefined, 'é😀\ud800'), [1, undefined, 'é😀\ud800']);
  assert.equal(await probe.call('nothing'), undefined);
  assert.equal(await probe.call('sync'), 1);
  assert.equal(await probe.call('kinds', Buffer.from('x')), '[object Uint8Array]Buffer');
});

test('instances of known classes keep their class in both directions', async () => {
  const user = await probe.call('user');
  assert.ok(user instanceof User && user.balance instanceof Money);
  assert.equal(user.balance.text, 'KES 5');
  assert.deepEqual(instanceToPlain(user), {
    id: 1,
    name: 'Ann',
    initial: 'A',
    balance: { amount: 5, currency: 'KES' },
  });
  assert.equal(await probe.call('describe', user), 'true A KES 5');
});

test('an HTTP exception comes back as the same class, status, body and message', async () => {
  const missing = await thrown(probe.call('fail', 'not-found'));
  assert.ok(missing instanceof NotFoundException);
  assert.deepEqual(missing.getResponse(), new NotFoundException('no such user').getResponse());
  assert.equal(missing.message, 'no such user');
  const conflict = await thrown(probe.call('fail', 'conflict'));
  assert.ok(conflict instanceof ConflictException);
  assert.deepEqual(conflict.getResponse(), { message: ['a', 'b'], field: 'email', at: new Date(0) });
  assert.equal(conflict.message, new ConflictException({ message: ['a', 'b'] }).message);
  const teapot = await thrown(probe.call('fail', 'teapot'));
  assert.equal(Object.getPrototypeOf(teapot), HttpException.prototype);
  assert.deepEqual([teapot.getStatus(), teapot.getResponse()], [418, 'short and stout']);
});

test('an HTTP exception of a class that is not known here is one of the nearest known class', async () => {
  const custom = await thrown(probe.call('fail', 'custom'));
  assert.ok(custom instanceof BadRequestException);
  assert.equal(custom.name, 'OutOfStock');
  assert.equal((custom as any).sku, 'tea');
  assert.deepEqual(custom.getResponse(), { message: 'no tea', code: 'OUT_OF_STOCK' });
});

test('any other error stays the error that it was', async () => {
  const plain = await thrown(probe.call('fail', 'plain'));
  assert.ok(plain instanceof Error && !(plain instanceof HttpException));
  assert.equal(plain.message, 'plain');
  assert.match(plain.stack!, /owner/);
  const type = await thrown(probe.call('fail', 'type'));
  assert.ok(type instanceof TypeError);
  const coded = await thrown(probe.call('fail', 'coded'));
  assert.deepEqual([coded.code, coded.retry, coded.self], ['EBUSY', undefined, undefined]);
  const query = await thrown(probe.call('fail', 'query'));
  assert.ok(query instanceof QueryFailedError);
  assert.deepEqual(
    [query.message, query.name, (query as any).code, (query as any).errno, query.driverError.sqlState],
    ['Duplicate entry', 'QueryFailedError', 'ER_DUP_ENTRY', 1062, '23000'],
  );
  assert.deepEqual(query.parameters, [1, Buffer.from('x')]);
  assert.equal(await thrown(probe.call('fail', 'text')), 'only text');
});

test('what cannot travel is refused with its path', async () => {
  const argument = await thrown(probe.call('echo', 1, { list: [{ done: () => 1 }] }));
  assert.ok(argument instanceof TypeError);
  assert.match(argument.message, /argument 2 of ProbeService\.echo.*\.list\[0\]\.done is a function/);
  const result = await thrown(probe.call('stream'));
  assert.match(result.message, /result of ProbeService\.stream.*\.rows\[1\]\.file is a stream/);
});

test('a method that is not listed cannot be called, whatever its name', async () => {
  for (const [provider, method] of [
    ['ProbeService', 'unlisted'],
    ['ProbeService', 'constructor'],
    ['ProbeService', '__proto__'],
    ['ProbeService', 'toString'],
    ['constructor', 'name'],
    ['__proto__', 'toString'],
    ['toString', 'call'],
    ['Unknown', 'echo'],
    ['../ProbeService', 'echo'],
    ['ProbeService', 'echo/x'],
  ]) {
    const error = await thrown(remote.call('the-owner', provider!, method!, []));
    assert.match(error.message, /refused .* with status 404/);
    assert.ok(!(error instanceof HttpException));
  }
});

test('a provider is found by its token, also one that lives for one request', async () => {
  assert.equal(await remote.call('the-owner', 'ByToken', 'echo', [3]), 3);
  for (const name of ['ScopedService', 'NeedsScopedService']) {
    assert.deepEqual(await remote.call('the-owner', name, 'who', []), [1, null]);
    assert.deepEqual(await remote.call('the-owner', name, 'who', []), [1, null]);
  }
});

test('no answer in time is a 503', async () => {
  process.env.INTERNAL_TIMEOUT_MS = '60';
  try {
    const late = await thrown(probe.call('sleep', 500));
    assert.ok(late instanceof ServiceUnavailableException);
    assert.match(late.message, /the-owner did not answer ProbeService\.sleep within 60 ms/);
  } finally {
    delete process.env.INTERNAL_TIMEOUT_MS;
  }
});

test('a call that is larger than the limit of the owner is refused, and the next one is answered', async () => {
  const large = await thrown(probe.call('echo', 'x'.repeat(11 * 1024 * 1024)));
  assert.match(large.message, /status 413.*INTERNAL_BODY_LIMIT/);
  const fits = 'x'.repeat(2 * 1024 * 1024);
  assert.equal(await probe.call('echo', fits), fits);
});

async function withServer<T>(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  run: () => Promise<T>,
): Promise<T> {
  const server = createServer(answer).listen(0);
  process.env.THE_OWNER_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    return await run();
  } finally {
    process.env.THE_OWNER_URL = owner.url;
    server.closeAllConnections();
    server.close();
  }
}

test('a connection that is lost is tried once more when the method is safe', async () => {
  let requests = 0;
  const error = await withServer(
    (request) => {
      requests += 1;
      request.socket.destroy();
    },
    async () => {
      const unsafe = await thrown(probe.call('echo'));
      assert.equal(requests, 1);
      assert.ok(unsafe instanceof ServiceUnavailableException);
      return thrown(remote.call('the-owner', 'ProbeService', 'echo', [], { safe: true }));
    },
  );
  assert.equal(requests, 3);
  assert.ok(error instanceof ServiceUnavailableException);
});

test('a service that is down is a 503 that names it', async () => {
  process.env.THE_OWNER_URL = 'http://127.0.0.1:1';
  const error = await thrown(remote.call('the-owner', 'ProbeService', 'echo', [], { safe: true }));
  process.env.THE_OWNER_URL = owner.url;
  assert.ok(error instanceof ServiceUnavailableException);
  assert.match(error.message, /the-owner cannot be reached for ProbeService\.echo: ECONNREFUSED/);
});

test('a call that nobody awaits does not end the process when the owner is down', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  process.env.THE_OWNER_URL = 'http://127.0.0.1:1';
  void remote.call('the-owner', 'ProbeService', 'echo', []);
  const error = await thrown(remote.call('the-owner', 'ProbeService', 'echo', []));
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.env.THE_OWNER_URL = owner.url;
  process.off('unhandledRejection', note);
  assert.ok(error instanceof ServiceUnavailableException);
  assert.deepEqual(unhandled, []);
});

test('a service that is still starting is waited for, and called once', async () => {
  process.env.INTERNAL_STARTUP_MS = '60000';
  const late = createServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => response.end('{"ok":"up"}'));
  });
  let requests = 0;
  const probePort = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probePort.once('listening', resolve));
  const { port } = probePort.address() as AddressInfo;
  await new Promise((resolve) => probePort.close(resolve));
  process.env.THE_OWNER_URL = `http://127.0.0.1:${port}`;
  const answer = probe.call('echo');
  setTimeout(() => late.listen(port, '127.0.0.1'), 300);
  assert.equal(await answer, 'up');
  assert.equal(requests, 1);
  late.closeAllConnections();
  late.close();
  process.env.INTERNAL_STARTUP_MS = '1';
  process.env.THE_OWNER_URL = owner.url;
});

test('an answer that stops half-way is a 503, at once or when the time is over', async () => {
  process.env.INTERNAL_TIMEOUT_MS = '80';
  const half = (response: ServerResponse): boolean => response.writeHead(200, { 'content-length': 9 }).write('{"ok"');
  const [lost, late] = await withServer(
    (request, response) => {
      half(response);
      if (request.url!.endsWith('echo')) {
        setTimeout(() => request.socket.destroy(), 20);
      }
    },
    () => Promise.all([thrown(probe.call('echo')), thrown(probe.call('counted'))]),
  );
  delete process.env.INTERNAL_TIMEOUT_MS;
  assert.ok(lost instanceof ServiceUnavailableException && late instanceof ServiceUnavailableException);
  assert.match(lost.message, /cannot be reached .*ECONNRESET/);
  assert.match(late.message, /did not answer ProbeService\.counted within 80 ms/);
});

test('a method that is listed and not there stops the start', async () => {
  const boot = (token: any, method: string): Promise<unknown> => {
    const options = { service: 'x', readOnly: [], owners: {}, jobs: [], classes: [] };
    const endpoints = { Listed: { token, methods: [method] } };
    class Root {}
    Module({ imports: [ServiceRuntimeModule.forService({ ...options, endpoints })], providers: [ProbeService] })(Root);
    return NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
  };
  class Absent {}
  await assert.rejects(boot(Absent, 'x'), /^Error: x answers calls of Listed, but no module provides it/);
  await assert.rejects(boot(ProbeService, 'gone'), /^Error: x answers calls of Listed, but it has no method gone/);
  assert.throws(() => boot(undefined, 'x'), /the endpoint Listed is undefined.* import each other/);
});

test('an answer of a proxy is a 503, and nonsense is an error', async () => {
  const proxy = await withServer(
    (_, response) => void response.writeHead(502).end('<html>'),
    () => thrown(probe.call('echo')),
  );
  assert.ok(proxy instanceof ServiceUnavailableException);
  const nonsense = await withServer(
    (_, response) => void response.end('<html>'),
    () => thrown(probe.call('echo')),
  );
  assert.match(nonsense.message, /not an answer of a service/);
});

test('a missing variable is named', async () => {
  delete process.env.THE_OWNER_URL;
  assert.match((await thrown(probe.call('echo'))).message, /^THE_OWNER_URL is not set/);
  process.env.THE_OWNER_URL = 'ftp://x';
  assert.match((await thrown(probe.call('echo'))).message, /^THE_OWNER_URL must begin with http/);
  process.env.THE_OWNER_URL = owner.url;
});

test('calls share the connections that are kept alive', async () => {
  const sockets = new Set<unknown>();
  await withServer(
    (request, response) => {
      sockets.add(request.socket);
      request.resume().on('end', () => response.end('{"ok":1}'));
    },
    async () => {
      for (let i = 0; i < 5; i += 1) {
        await probe.call('echo');
      }
    },
  );
  assert.equal(sockets.size, 1);
});

test('a service ends when its last call is answered', async () => {
  const ending = await start('owner.js', OWNER_KEYS);
  process.env.THE_OWNER_URL = ending.url;
  const slow = probe.call('sleep', 700);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const began = Date.now();
  const ended = ending.stop();
  assert.equal(await slow, 'slept');
  await ended;
  assert.ok(Date.now() - began < 2500, `it took ${Date.now() - began} ms to end`);
  process.env.THE_OWNER_URL = owner.url;
});

test('a key that was added counts, and one that was removed counts no more', async () => {
  const { KeyRing } = await import('./runtime/key-ring');
  const { signToken } = await import('./runtime/internal-token');
  const file = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys.json');
  const entry = (pem: string): object => ({ issuer: 'caller', pem });
  const token = (id: string, pem: string): string =>
    signToken({ id, key: createPrivateKey(pem) }, 'caller', 'the-owner');
  process.env.INTERNAL_PUBLIC_KEYS_FILE = file;
  writeFileSync(file, JSON.stringify({ old: entry(caller.publicPem) }));
  const ring: any = new KeyRing();
  const verdict = (id: string, pem: string): unknown => {
    const found = ring.verify(token(id, pem), 'the-owner');
    return typeof found === 'string' ? found : found.iss;
  };
  const both = (): unknown[] => [verdict('old', caller.privatePem), verdict('new', stranger.privatePem)];
  assert.deepEqual(both(), ['caller', 'unknown key']);
  writeFileSync(file, JSON.stringify({ new: entry(stranger.publicPem) }));
  ring.readAt = 0; // it is read at most every ten seconds
  assert.deepEqual(both(), ['unknown key', 'caller']);
  writeFileSync(file, 'half of a fi');
  ring.readAt = 0;
  assert.deepEqual(both(), ['unknown key', 'caller']);
  delete process.env.INTERNAL_PUBLIC_KEYS_FILE;
});

test('a key of another service is refused with an error that is no 401', async () => {
  const { KeyRing } = await import('./runtime/key-ring');
  const ring = app.get(KeyRing);
  ring.signing = undefined;
  process.env.INTERNAL_PRIVATE_KEY = stranger.privatePem;
  const error = await thrown(probe.call('echo'));
  assert.match(error.message, /the-owner refused ProbeService\.echo with status 401: "wrong signature"/);
  assert.ok(!(error instanceof HttpException));
  ring.signing = undefined;
  delete process.env.INTERNAL_PRIVATE_KEY;
  assert.match((await thrown(probe.call('echo'))).message, /^INTERNAL_PRIVATE_KEY .* is not set/);
  ring.signing = undefined;
  process.env.INTERNAL_PRIVATE_KEY = 'nonsense-secret';
  const malformed = await thrown(probe.call('echo'));
  assert.match(malformed.message, /INTERNAL_PRIVATE_KEY is not an Ed25519 key/);
  assert.ok(!/nonsense-secret/.test(malformed.stack));
});
