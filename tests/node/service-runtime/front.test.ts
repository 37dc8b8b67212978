// What a user of the caller sees, and what follows a request from service to service.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { after, before, test } from 'node:test';
import { caller, OWNER_KEYS, start } from './processes';
import type { Service } from './processes';
import { signToken } from './runtime/internal-token';
import { CALL_TYPE } from './runtime/wire';

const TRACE = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'vendor=1',
  'x-request-id': 'request-7',
};
let owner: Service;
let fronts: Service[];

before(async () => {
  owner = await start('owner.js');
  const environment = {
    ...OWNER_KEYS,
    THE_OWNER_URL: owner.url,
    INTERNAL_PRIVATE_KEY: caller.privatePem,
    INTERNAL_KEY_ID: 'caller-1',
  };
  fronts = [
    await start('front.js', environment),
    await start('front.js', { ...environment, OWN_SERVER: '1' }),
    await start('front.js', { ...environment, HOST: 'localhost' }),
  ];
});
after(() => Promise.all([owner, ...fronts].map((service) => service.stop())));

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<any> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test('the trace headers of a request are passed on, and only those of that request', async () => {
  for (const front of fronts) {
    const [first, second, none] = await Promise.all([
      post(`${front.url}/trace`, {}, { ...TRACE, authorization: 'Bearer x' }),
      post(`${front.url}/trace`, {}, { 'x-request-id': 'request-8' }),
      post(`${front.url}/trace`, {}),
    ]);
    assert.deepEqual(first.body, TRACE);
    assert.deepEqual(second.body, { 'x-request-id': 'request-8' });
    assert.deepEqual(none.body, {});
  }
});

test('the answer to the user is the one of the monolith', async () => {
  const cases: [string, number, unknown][] = [
    ['not-found', 404, { statusCode: 404, message: 'no such user', error: 'Not Found' }],
    ['custom', 400, { message: 'no tea', code: 'OUT_OF_STOCK' }],
    ['teapot', 418, { statusCode: 418, message: 'short and stout' }],
    ['plain', 500, { statusCode: 500, message: 'Internal server error' }],
    ['query', 500, { statusCode: 500, message: 'Internal server error' }],
    ['text', 500, { statusCode: 500, message: 'Internal server error' }],
  ];
  for (const [kind, status, body] of cases) {
    const answer = await post(`${fronts[0]!.url}/fail`, { kind });
    // Nest orders the keys of a body differently from version to version.
    assert.deepEqual(answer, { status, body });
  }
});

test('a call is answered whichever server listens, also when a parser has read its body', async () => {
  const key = { id: 'caller-1', key: createPrivateKey(caller.privatePem) };
  for (const front of fronts) {
    for (const type of [CALL_TYPE, 'application/json', 'text/plain']) {
      const answer = await fetch(`${front.url}/_internal/rpc/Repeater/repeat`, {
        method: 'POST',
        headers: { 'content-type': type, 'x-internal-token': signToken(key, 'caller', 'caller') },
        body: '{"args":[{"$t":"undefined"}]}',
      });
      const gone = { $t: 'undefined' };
      assert.deepEqual([answer.status, await answer.json()], [200, { ok: [gone, gone] }]);
    }
  }
});

test('the internal endpoint is there whichever server listens', async () => {
  for (const front of fronts) {
    const port = new URL(front.url).port;
    const hosts = front === fronts[2] ? ['localhost', '127.0.0.1'] : ['127.0.0.1'];
    for (const host of hosts) {
      const live = await fetch(`http://${host}:${port}/_internal/health/live`);
      assert.deepEqual([live.status, await live.json()], [200, { status: 'ok' }]);
      const call = await fetch(`http://${host}:${port}/_internal/rpc/A/b`, { method: 'POST', body: '{"args":[]}' });
      assert.deepEqual([call.status, await call.json()], [401, { refused: 'no token' }]);
    }
  }
});
