'use strict';
// What Nest itself makes of a monolith, as JSON: its modules and the routes that it maps.
//
//   node nest-graph.cjs FOLDER [ENTRY]        (ENTRY is src/main.ts unless told otherwise)
//
// The monolith's own start file runs, with `preview` and `snapshot` added to what it asks of NestFactory.create:
// nothing is constructed and no database is opened, but prefix, versions and the rest are set by the real code. Where it
// would listen, the routes are mapped, the answer is printed and the process ends.
const Module = require('node:module');
const path = require('node:path');
const { fileOf, register } = require('./loader.cjs');

const root = path.resolve(process.argv[2]);
const entry = path.resolve(root, process.argv[3] ?? 'src/main.ts');
const own = register(root, entry);

const { GUARDS_METADATA } = own('@nestjs/common/constants');
const { NestFactory } = own('@nestjs/core');
const { NestContainer } = own('@nestjs/core/injector/container');
const { InitializeOnPreviewAllowlist } = own('@nestjs/core/inspector/initialize-on-preview.allowlist');
const { RouterModule } = own('@nestjs/core/router/router-module');
const { NestApplication } = own('@nestjs/core/nest-application');
const { RouterExplorer } = own('@nestjs/core/router/router-explorer');

// Its constructor hangs the paths on the modules, so this one is made in a preview, too.
InitializeOnPreviewAllowlist.add(RouterModule);

const nameOf = (token) => (typeof token === 'function' ? token.name : String(token));
const modules = new Map();
const routes = [];

/** The record of a module class: its dynamic variants are one module. */
function record(container, token) {
  const { metatype } = container.getModules().get(token);
  if (!modules.has(metatype)) {
    modules.set(metatype, { imports: new Set(), controllers: new Set(), providers: new Map(), exports: new Set() });
  }
  return modules.get(metatype);
}

/** Calls `note` with the arguments of a method before the method itself. */
function observe(prototype, name, note) {
  const original = prototype[name];
  prototype[name] = function (...given) {
    const noted = note.call(this, ...given);
    return noted instanceof Promise
      ? noted.then(() => original.apply(this, given))
      : original.apply(this, given);
  };
}

// The container is told everything by Nest's scanner; what it adds on its own (global modules to all others, core
// providers to each module) does not pass here.
observe(NestContainer.prototype, 'addImport', async function (related, token) {
  const known = record(this, token);
  const given = await related; // ConfigModule.forRoot and its like give a promise
  known.imports.add(given.module ?? given);
});
observe(NestContainer.prototype, 'addController', function (controller, token) {
  record(this, token).controllers.add(controller);
});
observe(NestContainer.prototype, 'addProvider', function (provider, token) {
  const given = provider.provide ?? provider;
  record(this, token).providers.set(given, provider);
});
observe(NestContainer.prototype, 'addExportedProvider', function (exported, token) {
  const target = exported?.forwardRef ? exported.forwardRef() : exported;
  record(this, token).exports.add(target?.module ?? target?.provide ?? target);
});

let mapping;
const applyCallback = RouterExplorer.prototype.applyCallbackToRouter;
RouterExplorer.prototype.applyCallbackToRouter = function (router, definition, wrapper, moduleKey, metadata, host) {
  mapping = {
    handler: `${wrapper.metatype.name}.${definition.methodName}`,
    module: this.container.getModuleByKey(moduleKey).metatype,
    host: host ?? null,
    // Those of the class and of the method; global ones are no metadata.
    guards: [wrapper.metatype, definition.targetCallback]
      .flatMap((target) => Reflect.getMetadata(GUARDS_METADATA, target) ?? [])
      .map((guard) => (typeof guard === 'function' ? guard : guard.constructor).name),
  };
  try {
    return applyCallback.call(this, router, definition, wrapper, moduleKey, metadata, host);
  } finally {
    mapping = undefined;
  }
};

/** Notes what the router asks of the HTTP server: this is what a client can send. */
function watch(adapter) {
  for (const verb of ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'search']) {
    const original = adapter[verb];
    adapter[verb] = function (target, ...rest) {
      if (mapping) {
        const { module: metatype, ...known } = mapping;
        routes.push({ method: verb.toUpperCase(), path: target, module: metatype.name, ...known });
      }
      return original.call(this, target, ...rest);
    };
  }
}

const create = NestFactory.create;
NestFactory.create = async function (root, ...rest) {
  const options = typeof rest.at(-1) === 'object' && !rest.at(-1).getType ? rest.pop() : {};
  const preview = { preview: true, snapshot: true, logger: false, abortOnError: false };
  const app = await create.call(NestFactory, root, ...rest, { ...options, ...preview });
  watch(app.getHttpAdapter());
  return app;
};
NestApplication.prototype.startAllMicroservices = async function () {
  return this;
};
NestApplication.prototype.connectMicroservice = function () {};
NestApplication.prototype.listen = async function () {
  await this.registerRouter();
  answer(this.container);
  return new Promise(() => undefined); // what the start file does once it listens is not asked for
};

function describe(provider) {
  if (typeof provider === 'function') {
    return { kind: 'class', token: provider.name, class: provider.name };
  }
  const kind = ['useClass', 'useExisting', 'useFactory', 'useValue'].find((each) => each in provider);
  const chosen = provider.useClass ?? provider.useExisting;
  return { kind, token: nameOf(provider.provide), class: typeof chosen === 'function' ? chosen.name : null };
}

function answer(container) {
  const globals = new Set([...container.globalModules].map(({ metatype }) => metatype));
  const isOwn = (metatype) => fileOf.has(metatype);
  const described = [...modules].map(([metatype, known]) => ({
    class: metatype.name,
    file: fileOf.get(metatype) ?? null,
    global: globals.has(metatype),
    imports: [...known.imports].map((each) => ({ class: each.name, own: isOwn(each) })),
    controllers: [...known.controllers].map((each) => ({ class: each.name, file: fileOf.get(each) ?? null })),
    providers: [...known.providers.values()].map(describe),
    exports: [...known.exports].map((each) => ({ token: nameOf(each), own: isOwn(each) })),
  }));
  // Modules that declare nothing never pass the methods above.
  for (const { metatype } of container.getModules().values()) {
    if (!modules.has(metatype)) {
      described.push({
        class: metatype.name, file: fileOf.get(metatype) ?? null, global: globals.has(metatype),
        imports: [], controllers: [], providers: [], exports: [],
      });
    }
  }
  process.stdout.write(JSON.stringify({ modules: described, routes }), () => process.exit(0));
}

process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
process.argv = [process.argv[0], entry];
Module.runMain();
