'use strict';
// A monolith's own router, answering: Nest maps its routes as it does at every start, but each handler only says its name.
//
//   node nest-router.cjs FOLDER [ENTRY]        (ENTRY is src/main.ts unless told otherwise)
//
// The start file runs in Nest's preview mode, so that nothing is constructed and no database is opened. Where it would
// listen, a server opens a port of its own, which is printed; it ends with its standard input.
const http = require('node:http');
const Module = require('node:module');
const path = require('node:path');
const { register } = require('./loader.cjs');

const root = path.resolve(process.argv[2]);
const entry = path.resolve(root, process.argv[3] ?? 'src/main.ts');
const own = register(root, entry);

const { NestFactory } = own('@nestjs/core');
const { InitializeOnPreviewAllowlist } = own('@nestjs/core/inspector/initialize-on-preview.allowlist');
const { RouterModule } = own('@nestjs/core/router/router-module');
const { NestApplication } = own('@nestjs/core/nest-application');
const { RouterExplorer } = own('@nestjs/core/router/router-explorer');

InitializeOnPreviewAllowlist.add(RouterModule);

let mapping = '';
const applyCallback = RouterExplorer.prototype.applyCallbackToRouter;
RouterExplorer.prototype.applyCallbackToRouter = function (router, definition, wrapper, ...rest) {
  mapping = `${wrapper.metatype.name}.${definition.methodName}`;
  return applyCallback.call(this, router, definition, wrapper, ...rest);
};
// What is behind the comparison of method, path and version: guards, pipes and the handler itself.
function stub() {
  const name = mapping;
  return (request, response) => {
    response.setHeader('X-Handler', name);
    response.end();
  };
}
RouterExplorer.prototype.createCallbackProxy = stub;
RouterExplorer.prototype.createRequestScopedHandler = stub;

const create = NestFactory.create;
NestFactory.create = function (module, ...rest) {
  const options = typeof rest.at(-1) === 'object' && !rest.at(-1).getType ? rest.pop() : {};
  const preview = { preview: true, snapshot: true, logger: false, abortOnError: false };
  return create.call(NestFactory, module, ...rest, { ...options, ...preview });
};
NestApplication.prototype.startAllMicroservices = async function () {
  return this;
};
NestApplication.prototype.connectMicroservice = function () {};
NestApplication.prototype.listen = async function () {
  await this.registerRouter();
  const server = http.createServer(this.getHttpAdapter().getInstance());
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
  return new Promise(() => undefined);
};

process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
process.stdin.on('end', () => process.exit(0)).resume();
process.argv = [process.argv[0], entry];
Module.runMain();
