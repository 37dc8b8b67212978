// Whether a session stands, as the gateway asks it; and what comes in where only the gateway may send.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { caller, OWNER_KEYS, start, stranger } from './processes';
import type { Service } from './processes';
import { signToken } from './runtime/internal-token';

const key = { id: 'caller-1', key: createPrivateKey(caller.privatePem) };
const other = { id: 'other-1', key: createPrivateKey(stranger.privatePem) };
const valid = (): string => signToken(key, 'caller', 'the-owner');
let strategy: Service;
let own: Service;
let none: Service;
let demanding: Service;

before(async () => {
  [strategy, own, none, demanding] = await Promise.all([
    start('judging.js'),
    start('judging.js', { ...OWNER_KEYS, GUARD: 'own' }),
    start('judging.js', { ...OWNER_KEYS, GUARD: 'none' }),
    start('judging.js', {
      ...OWNER_KEYS, INTERNAL_TOKEN_REQUIRED: 'on', INTERNAL_GATEWAY: 'caller', INTERNAL_OPEN_PATHS: 'wrong, /open/',
    }),
  ]);
});
after(() => Promise.all([strategy, own, none, demanding].map((each) => each.stop())));

async function ask(service: Service, headers: Record<string, string>, method = 'GET'): Promise<[number, any]> {
  const answer = await fetch(`${service.url}/_internal/session`, { method, headers });
  return [answer.status, await answer.json()];
}

async function session(service: Service, token: string): Promise<[number, any]> {
  return ask(service, { 'x-internal-token': valid(), ...(token && { authorization: `Bearer ${token}` }) });
}

test('a session stands until the application itself says 401', async () => {
  for (const service of [strategy, own]) {
    assert.deepEqual(await session(service, 'mine'), [200, { active: true }]);
    assert.deepEqual(await session(service, 'gone'), [200, { active: true }]);
    await fetch(`${service.url}/logout/gone`, { method: 'POST' });
    assert.deepEqual(await session(service, 'gone'), [200, { active: false }]);
    assert.deepEqual(await session(service, ''), [200, { active: false }]);
    assert.deepEqual(await session(service, 'mine'), [200, { active: true }]);
  }
});

test('a token in a cookie is judged like one in a header', async () => {
  const cookie = (value: string): Record<string, string> => ({ 'x-internal-token': valid(), cookie: `a=b; token=${value}; token=other` });
  for (const service of [strategy, own]) {
    assert.deepEqual(await ask(service, cookie('m%69ne')), [200, { active: true }]);
    assert.deepEqual(await ask(service, cookie('"gone"')), [200, { active: false }]);
    assert.deepEqual(await ask(service, cookie('')), [200, { active: false }]);
  }
});

test('a guard reads the metadata of its handler, and what it may not do ends no session', async () => {
  assert.deepEqual(await session(own, 'poor'), [200, { active: true }]);
});

test('a fault says nothing about the session', async () => {
  for (const service of [strategy, own]) {
    assert.equal((await session(service, 'broken'))[0], 500);
  }
});

test('nobody without a token of ours is told anything', async () => {
  assert.deepEqual(await ask(strategy, { authorization: 'Bearer mine' }), [401, { refused: 'no token' }]);
  const elsewhere = signToken(key, 'caller', 'another');
  assert.deepEqual(await ask(strategy, { 'x-internal-token': elsewhere }), [401, { refused: 'wrong audience' }]);
  assert.equal((await ask(strategy, { 'x-internal-token': valid() }, 'POST'))[0], 405);
  assert.equal((await ask(none, { 'x-internal-token': valid() }))[0], 404);
});

async function get(path: string, token?: string, method = 'GET'): Promise<[number, string]> {
  const headers: Record<string, string> = token === undefined ? {} : { 'x-internal-token': token };
  const answer = await fetch(demanding.url + path, { method, headers });
  return [answer.status, await answer.text()];
}

const REFUSED = 'This service answers the gateway only: ';

test('where the token is required, ordinary requests without it are refused with a 403 and the reason', async () => {
  const now = Date.now();
  const cases: [string | undefined, string][] = [
    [undefined, 'no token'],
    ['a.b', 'not a token'],
    [signToken(key, 'caller', 'another'), 'wrong audience'],
    [signToken(key, 'caller', 'the-owner', now - 120_000), 'expired'],
    [signToken(other, 'other', 'the-owner'), 'wrong issuer'],
    [signToken(other, 'caller', 'the-owner'), 'wrong issuer'],
  ];
  for (const [token, reason] of cases) {
    const [status, text] = await get('/nowhere', token);
    assert.deepEqual([status, JSON.parse(text)], [403, { statusCode: 403, message: REFUSED + reason, error: 'Forbidden' }]);
  }
  assert.deepEqual(await get('/nowhere', undefined, 'HEAD'), [403, '']);
  assert.equal((await get('/logout/x', undefined, 'POST'))[0], 403);
});

test('with it they come in, as often as it is sent, and open paths and health need none', async () => {
  const token = valid();
  for (let time = 0; time < 3; time += 1) {
    assert.equal((await get('/logout/x', token, 'POST'))[0], 201);
  }
  assert.deepEqual(await get('/open/anything'), [200, 'open']);
  assert.equal((await get('/opened'))[0], 403);
  assert.equal((await get('/_internal/health/live'))[0], 200);
});

function statusOf(path: string): Promise<number> {
  const { hostname, port } = new URL(demanding.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    }).on('error', reject).end();
  });
}

test('a path that could mean another one is not open', async () => {
  assert.equal(await statusOf('/open/anything?a=/../b'), 200);
  for (const path of ['/open/../nowhere', '/open/%2e%2e/nowhere', '/open//nowhere', '/open/..', '/open/a\\..\\b', '/open2']) {
    assert.equal(await statusOf(path), 403, path);
  }
});

function upgrade(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(demanding.url, { headers: { connection: 'Upgrade', upgrade: 'websocket', ...headers } });
    sent.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode!);
    });
    sent.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('a WebSocket needs it as well', async () => {
  assert.equal(await upgrade({}), 403);
  assert.equal(await upgrade({ 'x-internal-token': valid() }), 101);
});

test('a service that could let nobody in does not start', async () => {
  const environment = { ...OWNER_KEYS, INTERNAL_TOKEN_REQUIRED: 'on' };
  await assert.rejects(start('judging.js', environment), /ended with/);
  await assert.rejects(start('judging.js', { ...environment, INTERNAL_TOKEN_REQUIRED: 'perhaps' }), /ended with/);
});
