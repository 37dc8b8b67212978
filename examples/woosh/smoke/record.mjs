// Writes the requests of requests.mjs as a script for `woosh-split verify`: JSON lines, see docs/reference/verify.md.
//
// After them come more, made from them: every route that wants a token without one, every number in a path as one that
// nobody has and as a word, every body empty and with a key that nobody knows. What the monolith answers to those is not
// written down: verify compares it with what the services answer.
import { writeFile } from 'node:fs/promises';

process.env.SMOKE_RUN = 'recorded';
const { ACCOUNT, requests } = await import('./requests.mjs');

const SESSION = 'rep';
const UNKNOWN = 999999;
const DAY = 86_400_000;
const now = Date.now();
const days = new Map();
for (let day = -60; day <= 60; day += 1) {
  const text = day === 0 ? '{{$today}}' : `{{$today${day > 0 ? '+' : ''}${day}}}`;
  days.set(new Date(now + day * DAY).toISOString().slice(0, 10), text);
}

/** A value with "$name" as {{name}}, dates of these days relative to the day of the run, and the account written out. */
function written(value) {
  if (typeof value === 'string') {
    if (/^\$\w+$/.test(value)) {
      return ACCOUNT[value.slice(1)] ?? `{{${value.slice(1)}}}`;
    }
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && Math.abs(Date.parse(value) - now) < 60_000) {
      return '{{$now}}';
    }
    return days.get(value) ?? value;
  }
  if (Array.isArray(value)) {
    return value.map(written);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, written(item)]));
  }
  return value;
}

function formOf(form) {
  return Object.fromEntries(
    Object.entries(form).map(([name, item]) => [
      name,
      item && typeof item === 'object'
        ? { file: item.name, type: item.type ?? 'application/octet-stream', base64: Buffer.from(item.content).toString('base64') }
        : String(written(item)),
    ]),
  );
}

function pathOf(pattern, params = {}) {
  const filled = pattern.replace(/:(\w+)/g, (_, name) => {
    const value = written(params[name]);
    return String(value).startsWith('{{') ? value : encodeURIComponent(value);
  });
  return `/api${filled}`;
}

function lineOf([route, status, told = {}]) {
  const [method, pattern] = route.split(' ');
  const line = { method, path: pathOf(pattern, told.params) };
  if (told.query) {
    line.query = written(told.query);
  }
  if (told.form) {
    line.form = formOf(told.form);
  } else if (told.body !== undefined) {
    line.body = written(told.body);
  }
  const signsIn = told.keep?.token !== undefined;
  if (told.token === undefined || signsIn) {
    line.as = SESSION;
  } else if (told.token !== null) {
    line.headers = { Authorization: `Bearer ${written(told.token)}` };
  }
  if (told.keep) {
    line.save = told.keep;
  }
  if (status !== null) {
    line.expect = status;
  }
  return line;
}

function* more() {
  const seen = new Set(requests.map(([route, , told = {}]) => `${route} ${told.token === null}`));
  const first = new Map();
  for (const [route, status, told = {}] of requests) {
    // Requests that were answered well come first, so that what is changed below is the only thing wrong.
    if (!first.has(route) || (first.get(route)[0] >= 400 && status < 400)) {
      first.set(route, [status, told]);
    }
  }
  for (const [route, [, { keep, has, ...told }]] of first) {
    const [method, pattern] = route.split(' ');
    if (!seen.has(`${route} true`)) {
      yield [route, null, { ...told, token: null }];
    }
    for (const [name] of pattern.matchAll(/(?<=:)\w+/g)) {
      for (const value of [UNKNOWN, 'nobody', -1]) {
        yield [route, null, { ...told, params: { ...told.params, [name]: value } }];
      }
    }
    if (['POST', 'PUT', 'PATCH'].includes(method)) {
      yield [route, null, { ...told, form: undefined, body: {} }];
      if (told.body) {
        yield [route, null, { ...told, body: { ...told.body, unheardOf: true } }];
      }
    }
    if (method === 'GET' && !pattern.includes(':')) {
      yield [route, null, { ...told, query: { page: 'x', limit: -1, status: 'no', startDate: 'never' } }];
    }
  }
}

export async function writeScript(file) {
  const lines = [...requests, ...more()].map((request) => JSON.stringify(lineOf(request)));
  await writeFile(file, `${lines.join('\n')}\n`);
  console.error(`${lines.length} requests in ${file}`);
}
