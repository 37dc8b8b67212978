'use strict';
// Preloaded into a monolith (`node --require`): writes down every statement that TypeORM sends, with the request that it
// is sent for and the functions that ask for it.
//
// The general log of the server has the statements, but not what they are for; nothing here takes part in them. One JSON
// line each goes to the file RECORD_QUERIES_TO.
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { AsyncLocalStorage } = require('node:async_hooks');

const DEPTH = 200;
const entry = process.argv[1];
const root = path.dirname(entry) + path.sep;
const out = fs.openSync(process.env.RECORD_QUERIES_TO, 'a');
const current = new AsyncLocalStorage();

// Everything that follows a request, the parts that nobody waits for included, runs in its context.
const { emit } = http.Server.prototype;
http.Server.prototype.emit = function (event, request, ...rest) {
  const send = () => emit.call(this, event, request, ...rest);
  return event === 'request' ? current.run({ request, asked: [] }, send) : send();
};

/** The monolith's own functions on the stack, the innermost first: what awaits them included. */
function callers() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = DEPTH;
  Error.prepareStackTrace = (_, sites) => sites;
  const holder = {};
  Error.captureStackTrace(holder, callers);
  const sites = holder.stack;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return sites
    .filter((site) => site.getFileName()?.startsWith(root) && !site.getFileName().includes('node_modules'))
    .map((site) => ({
      file: path.relative(root, site.getFileName()).replace(/\.js$/, '.ts'),
      class: site.getTypeName(),
      function: site.getFunctionName(),
      line: site.getLineNumber(),
      awaits: site.isAsync(),
    }));
}

const typeorm = (file) => require(require.resolve(`typeorm/${file}`, { paths: [root] }));
typeorm('index.js'); // its files only load in this order

// A function that says `return this.repository.save(x)` is off the stack when the statements are sent. So whoever calls a
// method of a manager or a builder is noted at the call, and so is the method.
let inside = false;

function note(prototype, name) {
  const method = prototype[name];
  prototype[name] = function (...given) {
    const asked = inside ? [] : callers();
    // Without a function of the monolith that runs right now, TypeORM calls itself.
    if (!asked.some(({ awaits }) => !awaits)) {
      return method.apply(this, given);
    }
    inside = true;
    try {
      return current.run({ ...current.getStore(), asked, method: name }, () => method.apply(this, given));
    } finally {
      inside = false;
    }
  };
}
for (const [file, className, names] of [
  ['entity-manager/EntityManager', 'EntityManager', /^(?!constructor|create|getRepository|connection|queryRunner)/],
  ['query-builder/SelectQueryBuilder', 'SelectQueryBuilder', /^(get(One|Many|Raw|Count|Exists)|stream|execute)/],
  ['query-builder/InsertQueryBuilder', 'InsertQueryBuilder', /^execute$/],
  ['query-builder/UpdateQueryBuilder', 'UpdateQueryBuilder', /^execute$/],
  ['query-builder/DeleteQueryBuilder', 'DeleteQueryBuilder', /^execute$/],
  ['query-builder/SoftDeleteQueryBuilder', 'SoftDeleteQueryBuilder', /^execute$/],
]) {
  const { prototype } = typeorm(file)[className];
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value === 'function' && names.test(name)) {
      note(prototype, name);
    }
  }
}

const { MysqlQueryRunner } = typeorm('driver/mysql/MysqlQueryRunner');
const { query } = MysqlQueryRunner.prototype;
MysqlQueryRunner.prototype.query = function (sql, ...rest) {
  const { request, asked, method } = current.getStore() ?? { asked: [] };
  const route = request ? `${request.method} ${request.route?.path ?? request.originalUrl}` : null;
  const now = callers();
  const itself = asked.length === 0 || now.some(({ awaits }) => !awaits); // no manager or builder is in between
  const line = { sql, route, callers: itself ? now : asked, method: itself ? 'query' : method };
  fs.writeSync(out, `${JSON.stringify(line)}\n`);
  return query.call(this, sql, ...rest);
};
