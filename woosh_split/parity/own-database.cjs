// Loaded before a monolith that has its database's address in the code. Verify gives every process a database of its own, so
// those texts give way to what TYPEORM_HOST and so on say; a connection to anything else stays as it is. Where it comes from a
// file that is not read here, `values` is null: whatever the driver is handed gives way. A server that verify started speaks no
// TLS: what the code says of it is left out of a connection to that one.
'use strict';

const Module = require('node:module');

const fixed = JSON.parse(process.env.WOOSH_SPLIT_FIXED_DATABASE || '{}');
const plain = process.env.WOOSH_SPLIT_PLAIN_DATABASE;
const drivers = new Set(['mysql', 'mysql2', 'mysql2/promise']);
const seen = new WeakSet();
const marked = new WeakSet();
const load = Module._load;

function isOurs(options) {
  return fixed.host === undefined || fixed.host.values === null || fixed.host.values.includes(String(options.host ?? 'localhost'));
}

function told(options) {
  if (options === null || typeof options !== 'object') {
    return options;
  }
  const own = { ...options };
  for (const [part, { values, name }] of isOurs(options) ? Object.entries(fixed) : []) {
    if (values === null || values.includes(String(options[part] ?? (part === 'port' ? '3306' : '')))) {
      own[part] = part === 'port' ? Number(process.env[name]) : process.env[name];
    }
  }
  if (`${own.host}:${own.port}` === plain) {
    delete own.ssl;
  }
  return own;
}

Module._load = function (request, ...rest) {
  const found = load.call(this, request, ...rest);
  if (drivers.has(request) && found !== null && typeof found === 'object' && !seen.has(found)) {
    seen.add(found);
    for (const name of ['createPool', 'createConnection']) {
      const make = found[name];
      if (typeof make === 'function') {
        Object.defineProperty(found, name, {
          configurable: true, enumerable: true, writable: true,
          value: (options, ...more) => make.call(found, told(options), ...more),
        });
      }
    }
  }
  if (request === 'typeorm' && found !== null && typeof found === 'object' && !seen.has(found)) {
    seen.add(found);
    for (const [holder, method] of [[found.DataSource, 'initialize'], [found.Connection, 'connect']]) {
      if (typeof holder === 'function' && typeof holder.prototype[method] === 'function') {
        named(holder.prototype, method);
      }
    }
  }
  return found;
};

// What a URL says of the parts, as TypeORM hands them to the driver.
function spelt(url) {
  if (typeof url !== 'string' || !URL.canParse(url)) {
    return {};
  }
  const { hostname, port, username, password } = new URL(url);
  const [user, secret] = [username, password].map(decodeURIComponent);
  return { host: hostname, ...(port === '' ? {} : { port }), user, password: secret };
}

// TypeORM looks for its tables under the name that it was given, and not in the database that it is in.
function named(prototype, method) {
  const begin = prototype[method];
  if (marked.has(begin)) {
    return;
  }
  prototype[method] = function (...given) {
    const { driver } = this;
    if (driver && driver.database !== undefined) {
      const own = told({ ...this.options, user: this.options.username, ...spelt(this.options.url), database: driver.database });
      driver.database = own.database;
    }
    return begin.apply(this, given);
  };
  marked.add(prototype[method]);
}
