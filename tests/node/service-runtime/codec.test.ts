// What the codec keeps beside plain values, and what it refuses.

import 'reflect-metadata';
import { Readable } from 'node:stream';
import { NotFoundException } from '@nestjs/common';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventEmitter } from 'node:events';
import { of } from 'rxjs';
import { ClassRegistry } from './runtime/class-registry';
import { decode, encode } from './runtime/codec';
import { Money, OutOfStock, User } from './shared';

const classes = new ClassRegistry([Money, User]);
const there = (value: unknown): string => JSON.stringify(encode(value, classes));
const back = (value: unknown, known = classes): any => decode(JSON.parse(there(value)), known);

test('an instance of a class that one side does not know is a plain object there', () => {
  class Unknown {
    value = 1;
  }
  assert.deepStrictEqual(back(new Unknown()), { value: 1 });
  assert.deepStrictEqual(back(new Money(), new ClassRegistry([])), { amount: 0, currency: 'KES' });
});

test('an instance of a class below a known one is an instance of the known one', () => {
  class Admin extends User {}
  assert.equal(Object.getPrototypeOf(back(new Admin())), User.prototype);
});

test('neither constructor nor setters run when an instance is rebuilt', () => {
  const user = new User();
  Object.defineProperty(user, 'nickname', { value: 'Bo', enumerable: true });
  assert.equal(back(user).nickname, 'Bo');
});

test('two classes of one name travel as plain objects', () => {
  const Other = { Money: class Money {} }.Money;
  const ambiguous = new ClassRegistry([Money, Other, User]);
  const json = JSON.stringify(encode([new Money(), new User()], ambiguous));
  const [money, user] = decode(JSON.parse(json), ambiguous);
  assert.deepStrictEqual(money, { amount: 0, currency: 'KES' });
  assert.ok(user instanceof User);
  assert.ok(new ClassRegistry([Money, Money]).find('Money'));
});

test('a value that calls itself a class cannot reach another prototype', () => {
  for (const name of ['Object', '__proto__', 'constructor', 'Function', 'toString']) {
    const found = decode({ $t: 'class', c: name, v: { a: 1 } }, classes);
    assert.deepStrictEqual(found, { a: 1 });
  }
  const polluted = decode(
    JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'),
    classes,
  );
  assert.equal(polluted.admin, undefined);
  assert.equal(({} as any).admin, undefined);
  assert.throws(() => decode({ $t: '__proto__' }, classes), TypeError);
});

test('errors are values too', () => {
  const [missing, custom, outer] = back([
    new NotFoundException('x'),
    new OutOfStock('tea'),
    Object.assign(new RangeError('r'), { cause: new TypeError('inner') }),
  ]);
  assert.ok(missing instanceof NotFoundException && missing.getStatus() === 404);
  assert.equal(custom.getStatus(), 400);
  assert.ok(outer instanceof RangeError && (outer as any).cause instanceof TypeError);
  assert.deepEqual(Object.keys(back(new Error('x'))), []);
});

test('an HTTP exception shows the fields that it showed', () => {
  const thrown = new NotFoundException('x', { cause: new Error('why') });
  const shown = (error: any): string[] => Object.keys(error);
  assert.deepEqual(shown(back(thrown)), shown(thrown));
  assert.equal(JSON.stringify(back(thrown)), JSON.stringify(thrown));
});

test('an error travels without what cannot', () => {
  const error: any = new Error('x');
  Object.assign(error, {
    self: error,
    list: [1, { deep: { f: () => 1, self: error } }],
    socket: new EventEmitter(),
    fine: 1,
  });
  const found = back({ error, again: error });
  assert.deepEqual(
    Object.keys(found.error).filter((key) => key !== 'socket'),
    ['fine'],
  );
  assert.equal(found.again.fine, 1);
});

const circular: any = { a: {} };
circular.a.b = circular;
let deep: any = null;
for (let i = 0; i < 5000; i += 1) {
  deep = [deep];
}

const REFUSED: [string, unknown, RegExp][] = [
  ['a function', { a: [{ b() {} }] }, /^value\.a\[0\]\.b is a function/],
  ['a class', { a: User }, /^value\.a is a function/],
  ['a symbol', new Map([['k', Symbol('x')]]), /^value\.k is a symbol/],
  ['a symbol as a key', { [Symbol('x')]: 1 }, /^value is an object with a symbol as a key/],
  ['a stream', { 'a b': Readable.from([]) }, /^value\["a b"\] is a stream/],
  ['an observable', of(1), /^value is a stream/],
  ['a promise', [Promise.resolve(1)], /^value\[0\] is a promise/],
  ['a weak map', new WeakMap(), /^value is a weak collection/],
  ['a boxed primitive', Object('x'), /^value is a boxed primitive/],
  ['a circular structure', circular, /^value\.a\.b is a circular structure/],
  ['a circular set', ((set: Set<unknown>) => set.add(set))(new Set()), /^value\[0\] is a circular structure/],
  ['what is nested too deep', deep, /nested deeper than 1000 levels/],
];

for (const [name, value, message] of REFUSED) {
  test(`refused with its path: ${name}`, () => {
    assert.throws(() => encode(value, classes), { name: 'TypeError', message });
  });
}

test('an invalid date stays one', () => {
  // assert.deepStrictEqual calls two invalid dates different.
  const [date] = back([new Date(NaN)]);
  assert.ok(date instanceof Date && Number.isNaN(date.getTime()));
});

test('one object at two places is not circular', () => {
  const shared = { a: 1 };
  assert.deepStrictEqual(back([shared, shared]), [shared, shared]);
});
