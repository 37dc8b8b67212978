// The internal endpoint as anybody on the network sees it.

import 'reflect-metadata';
import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { caller, start, stranger } from './processes';
import type { Service } from './processes';
import { InternalDoor } from './runtime/internal-door';
import { signToken } from './runtime/internal-token';

let owner: Service;
before(async () => {
  owner = await start('owner.js');
});
after(() => owner.stop());

interface Answer {
  status: number;
  headers: any;
  body: any;
}

function send(path: string, options: any = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', headers = {}, body = '{"args":[7]}' } = options;
    const sent = request(owner.url + path, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        let parsed: any = text;
        try {
          parsed = JSON.parse(text);
        } catch {
          // Not JSON: the text itself.
        }
        resolve({ status: response.statusCode!, headers: response.headers, body: parsed });
      });
    });
    sent.on('error', reject);
    sent.end(method === 'POST' || method === 'PUT' ? body : undefined);
  });
}

const ECHO = '/_internal/rpc/ProbeService/echo';
const key = { id: 'caller-1', key: createPrivateKey(caller.privatePem) };
const strangerKey = { id: 'other-1', key: createPrivateKey(stranger.privatePem) };
const now = Math.floor(Date.now() / 1000);
const CLAIMS = { iss: 'caller', aud: 'the-owner', sub: 'caller', iat: now, exp: now + 60 };

function token(claims: object = {}, header: object = {}, signer = key.key): string {
  const parts = [
    { alg: 'EdDSA', typ: 'JWT', kid: 'caller-1', ...header },
    { ...CLAIMS, ...claims },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign(null, Buffer.from(signed), signer).toString('base64url')}`;
}

function call(value: string | undefined, path = ECHO, options: any = {}): Promise<Answer> {
  return send(path, { ...options, headers: { ...options.headers, ...(value && { 'x-internal-token': value }) } });
}

test('a call with a token is answered, whatever its content type', async () => {
  for (const type of ['application/vnd.woosh-split.call', 'application/json', 'text/plain', undefined]) {
    const answer = await call(token(), ECHO, { headers: type === undefined ? {} : { 'content-type': type } });
    assert.deepEqual([answer.status, answer.body], [200, { ok: 7 }]);
    assert.equal(answer.headers['x-powered-by'], undefined);
  }
  const large = JSON.stringify({ args: ['x'.repeat(1000)] });
  assert.equal(
    (await call(token(), ECHO, { headers: { 'content-type': 'application/json' }, body: large })).status,
    200,
  );
});

const hmac = (): string => {
  const signed = [{ alg: 'HS256', typ: 'JWT', kid: 'caller-1' }, CLAIMS]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', caller.publicPem).update(signed).digest('base64url')}`;
};

const REFUSED: [string, () => string | undefined, string][] = [
  ['none', () => undefined, 'no token'],
  ['nonsense', () => 'a.b', 'not a token'],
  ['three parts that are not JSON', () => 'a.b.c', 'not a token'],
  [
    'a null header',
    () => `${Buffer.from('null').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.aa`,
    'not a token',
  ],
  ['a very long one', () => token({ sub: 'x'.repeat(5000) }), 'not a token'],
  ['alg none', () => token({}, { alg: 'none' }), 'wrong algorithm'],
  [
    'alg none without a signature',
    () => `${token({}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
    'not a token',
  ],
  ['an HMAC with the public key', hmac, 'wrong algorithm'],
  ['a key that is not known', () => token({}, { kid: 'caller-2' }), 'unknown key'],
  ['a prototype name as the key', () => token({}, { kid: '__proto__' }), 'unknown key'],
  ['no key', () => token({}, { kid: undefined }), 'unknown key'],
  ['the signature of another key', () => token({}, {}, strangerKey.key), 'wrong signature'],
  ['an empty signature', () => token().replace(/[^.]+$/, 'AA'), 'wrong signature'],
  [
    'a changed payload',
    () => [token().split('.')[0], token({ sub: 'root' }).split('.')[1], token().split('.')[2]].join('.'),
    'wrong signature',
  ],
  ['an issuer that the key does not belong to', () => signToken(strangerKey, 'caller', 'the-owner'), 'wrong issuer'],
  ['another audience', () => signToken(key, 'caller', 'someone-else'), 'wrong audience'],
  ['a list of audiences', () => token({ aud: ['the-owner'] }), 'wrong audience'],
  ['no subject', () => token({ sub: undefined }), 'no subject'],
  ['no expiry', () => token({ exp: undefined }), 'no time of issue or expiry'],
  ['an expiry that is a text', () => token({ exp: String(now + 60) }), 'no time of issue or expiry'],
  ['a lifetime of an hour', () => token({ exp: now + 3600 }), 'valid for too long'],
  ['the future', () => token({ iat: now + 30, exp: now + 90 }), 'not valid yet'],
  ['a replay after the expiry', () => signToken(key, 'caller', 'the-owner', Date.now() - 66_000), 'expired'],
];

for (const [name, make, reason] of REFUSED) {
  test(`a token is refused: ${name}`, async () => {
    const answer = await call(make());
    assert.deepEqual([answer.status, answer.body], [401, { refused: reason }]);
  });
}

test('a token that expired a moment ago still counts, since clocks differ', async () => {
  assert.equal((await call(signToken(key, 'caller', 'the-owner', Date.now() - 62_000))).status, 200);
});

test('without a token nobody learns which methods there are', async () => {
  for (const path of [ECHO, '/_internal/rpc/Unknown/echo', '/_internal/rpc/', '/_internal/rpc/%ff/x']) {
    assert.equal((await call(undefined, path)).status, 401);
  }
});

test('with a token an unknown method is a 404, and so is every name of a prototype', async () => {
  for (const path of [
    'Unknown/echo',
    'ProbeService/unlisted',
    'ProbeService/constructor',
    '__proto__/toString',
    'ProbeService',
    '',
    'ProbeService/echo/more',
    '%ff/x',
  ]) {
    const answer = await call(token(), `/_internal/rpc/${path}`);
    assert.equal(answer.status, 404);
    assert.match(answer.body.refused, /^the-owner does not answer/);
  }
});

test('only POST is answered', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    assert.equal((await call(token(), ECHO, { method })).status, 405);
  }
});

test('a body that is none is a 400', async () => {
  for (const body of ['', 'x', '{}', 'null', '[]', '{"args":{}}', '{"args":[{"$t":"Function"}]}']) {
    assert.equal((await call(token(), ECHO, { body })).status, 400, body);
  }
});

test('a body over the limit is a 413, with its length and without', async () => {
  const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
  assert.equal((await call(token(), ECHO, { body, headers: { 'content-length': body.length } })).status, 413);
  assert.equal((await call(token(), ECHO, { body, headers: { 'transfer-encoding': 'chunked' } })).status, 413);
});

test('health needs no token, and no guard or filter of the application is asked', async () => {
  for (const path of ['/_internal/health/live', '/_internal/health/ready', '/_internal/health/live?probe=1']) {
    const answer = await send(path, { method: 'GET' });
    assert.deepEqual([answer.status, answer.body.status], [200, 'ok']);
  }
  assert.equal((await send('/_internal/health/live', { method: 'HEAD' })).status, 200);
});

test('everything else is left to the application', async () => {
  for (const path of ['/api/v2/v1/things', '/_internal/health/other', '/_internal', '/x']) {
    const answer = await send(path, { method: 'GET' });
    assert.deepEqual([answer.status, answer.body], [418, { filtered: true }], path);
  }
});

test('a caller that hangs up while it sends harms nobody', async () => {
  const sent = request(owner.url + ECHO, {
    method: 'POST',
    headers: { 'x-internal-token': token(), 'content-length': 100 },
  });
  sent.on('error', () => undefined);
  sent.write('{"args":');
  await new Promise((resolve) => setTimeout(resolve, 50));
  sent.destroy();
  assert.equal((await call(token())).status, 200);
});

test('an adapter without a server of Node stops the start', () => {
  const door = new InternalDoor(...([null, null, null, null, null] as [any, any, any, any, any]));
  const adapter: any = { getHttpServer: () => ({}), getType: () => 'other' };
  assert.throws(() => door.install(adapter), /needs an HTTP adapter with a server of Node/);
});
