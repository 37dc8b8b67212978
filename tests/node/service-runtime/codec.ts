// Sends values through the codec: a line of standard input describes one, a line of standard output says what came back.

import 'reflect-metadata';
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { ClassRegistry } from './runtime/class-registry';
import { decode, encode } from './runtime/codec';
import { Money, User } from './shared';

const classes = new ClassRegistry([Money, User]);

/** A description is plain JSON, or a list whose first item is the name of a kind. */
function build(description: any): any {
  if (!Array.isArray(description)) {
    return description;
  }
  const [kind, value] = description;
  switch (kind) {
    case 'list':
      return value.map(build);
    case 'object':
      return fill({}, value);
    case 'null-prototype':
      return fill(Object.create(null), value);
    case 'money':
      return fill(new Money(), value);
    case 'undefined':
      return undefined;
    case 'number':
      return Number(value);
    case 'bigint':
      return BigInt(value);
    case 'date':
      return new Date(value);
    case 'buffer':
      return Buffer.from(value);
    case 'bytes':
      return new Uint8Array(value);
    case 'floats':
      return new Float64Array(value);
    case 'map':
      return new Map(value.map(([key, item]: any) => [build(key), build(item)]));
    case 'set':
      return new Set(value.map(build));
    case 'regexp':
      return /a\/b/giu;
    case 'url':
      return new URL('https://example.com/a?b=c#d');
    default:
      throw new Error(`no kind ${kind}`);
  }
}

function fill(target: object, entries: [string, unknown][]): object {
  for (const [key, item] of entries) {
    Object.defineProperty(target, key, { value: build(item), enumerable: true, writable: true, configurable: true });
  }
  return target;
}

createInterface({ input: process.stdin }).on('line', (line) => {
  let answer = 'same';
  try {
    const value = build(JSON.parse(line));
    const back = decode(JSON.parse(JSON.stringify(encode(value, classes))), classes);
    assert.deepStrictEqual(back, value);
  } catch (error) {
    answer = String((error as Error).message).replace(/\s+/g, ' ');
  }
  process.stdout.write(`${answer}\n`);
});
