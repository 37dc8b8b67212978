#!/usr/bin/env node
// Sends the requests of requests.mjs to a running backend and compares each answer with what is written there.
//
//   node smoke.mjs [--base http://127.0.0.1:3000] [--json]
//   node smoke.mjs --record ../requests.jsonl
//
// The second form sends nothing: it writes the requests as a script for `woosh-split verify`, with more of them (record.mjs).
//
// The backend must run on a database without strict mode (sql_mode=NO_ENGINE_SUBSTITUTION), as in production, and with
// AUTH_THROTTLE_LIMIT=100000. The account is SMOKE_PHONE with SMOKE_PASSWORD, or a rep of the seed data.
// Exit code: 0 when every answer was as expected, 1 when one was not, 2 when the run could not be done.
import { parseArgs } from 'node:util';

const TIMEOUT_MS = 15_000;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        base: { type: 'string', default: process.env.SMOKE_BASE ?? 'http://127.0.0.1:3000' },
        json: { type: 'boolean', default: false },
        record: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { ...values, base: new URL(values.base).origin };
  } catch (error) {
    stop(`${error.message}\nusage: smoke.mjs [--base URL] [--json] | --record FILE`);
  }
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

/** Puts remembered values in the place of "$name", at any depth. */
function fill(value, memory) {
  if (typeof value === 'string' && /^\$\w+$/.test(value)) {
    const name = value.slice(1);
    if (!memory.has(name)) {
      throw new Error(`nothing was remembered as ${value}`);
    }
    return memory.get(name);
  }
  if (Array.isArray(value)) {
    return value.map((item) => fill(item, memory));
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, memory)]));
  }
  return value;
}

function urlOf(base, pattern, { params = {}, query = {} }) {
  const path = pattern.replace(/:(\w+)/g, (_, name) => {
    if (params[name] === undefined) {
      throw new Error(`no value for :${name}`);
    }
    return encodeURIComponent(params[name]);
  });
  const url = new URL(`/api${path}`, base);
  for (const [key, item] of Object.entries(query)) {
    url.searchParams.set(key, item);
  }
  return url;
}

function bodyOf({ body, form }, headers) {
  if (form) {
    const data = new FormData();
    for (const [name, item] of Object.entries(form)) {
      if (item && typeof item === 'object') {
        data.set(name, new Blob([item.content], { type: item.type ?? 'application/octet-stream' }), item.name);
      } else {
        data.set(name, String(item));
      }
    }
    return data;
  }
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    return JSON.stringify(body);
  }
  return undefined;
}

const at = (value, path) => path.split('.').reduce((inner, key) => inner?.[key], value);

/** What of `expected` the answer does not have; both are read down to the leaves that `expected` names. */
function missing(expected, actual, where = 'body') {
  if (expected === Array) {
    return Array.isArray(actual) ? [] : [`${where} is no array`];
  }
  if (typeof expected === 'function') {
    return typeof actual === expected.name.toLowerCase() ? [] : [`${where} is no ${expected.name.toLowerCase()}`];
  }
  if (expected && typeof expected === 'object') {
    return Object.entries(expected).flatMap(([key, inner]) => missing(inner, actual?.[key], `${where}.${key}`));
  }
  return actual === expected ? [] : [`${where} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`];
}

async function send(base, [route, status, written = {}], memory) {
  const [method, pattern] = route.split(' ');
  const startedAt = performance.now();
  const result = { route, expected: status, status: null, differences: [] };
  try {
    const request = fill(written, memory);
    const headers = {};
    if (request.token !== null) {
      headers.authorization = `Bearer ${request.token ?? memory.get('token')}`;
    }
    const url = urlOf(base, pattern, request);
    result.url = url.pathname + url.search;
    const response = await fetch(url, {
      method,
      headers,
      body: bodyOf(request, headers),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : parse(text);
    result.status = response.status;
    if (response.status !== status) {
      result.differences.push(`status ${response.status}, not ${status}: ${text.slice(0, 200)}`);
    } else if (written.has !== undefined) {
      result.differences.push(...missing(request.has, answer));
    }
    for (const [name, path] of Object.entries(written.keep ?? {})) {
      const value = at(answer, path);
      if (value === undefined) {
        result.differences.push(`no ${path} in the answer`);
      } else {
        memory.set(name, value);
      }
    }
  } catch (error) {
    result.differences.push(error.cause?.code ?? error.message);
  }
  result.milliseconds = Math.round(performance.now() - startedAt);
  return result;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function main() {
  const { base, json, help, record } = readOptions();
  if (help) {
    console.log('usage: smoke.mjs [--base URL] [--json] | --record FILE');
    return;
  }
  if (record) {
    const { writeScript } = await import('./record.mjs');
    await writeScript(record);
    return;
  }
  const { ACCOUNT, requests } = await import('./requests.mjs');
  try {
    await fetch(new URL('/api/health', base), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    stop(`no answer from ${base}: ${error.cause?.code ?? error.message}`);
  }

  const memory = new Map(Object.entries(ACCOUNT));
  const results = [];
  for (const request of requests) {
    // One after the other: later requests read what earlier ones wrote.
    results.push(await send(base, request, memory));
  }

  const failed = results.filter((result) => result.differences.length > 0);
  const summary = {
    base,
    requests: results.length,
    // What only ever answers 404 is no route: a few requests make sure of that.
    routes: new Set(results.filter(({ status }) => status && status !== 404).map(({ route }) => route)).size,
    failed: failed.length,
  };
  if (json) {
    console.log(JSON.stringify({ ...summary, results }, null, 2));
  } else {
    for (const result of failed) {
      console.log(`✗ ${result.route}  ${result.url ?? ''}`);
      result.differences.forEach((difference) => console.log(`    ${difference}`));
    }
    console.log(
      `${summary.requests} requests to ${summary.routes} routes: ` +
        `${summary.requests - summary.failed} as expected, ${summary.failed} different`,
    );
  }
  if (results.some((result) => result.status === 429)) {
    console.error('The app counted the requests: start it with AUTH_THROTTLE_LIMIT=100000.');
  }
  process.exitCode = failed.length > 0 ? 1 : 0;
}

await main();
