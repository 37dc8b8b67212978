// Nest's own router on Fastify: argv[2] is a JSON file with routes ([method, path, id]) and the adapter's options. Prints the
// port; each answer's X-Handler is the id of the route that took the request.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Controller, Header, Module, RequestMapping, RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const { routes, options } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

class Routes {}
routes.forEach(([method, path, id], index) => {
  const name = `route${index}`;
  const descriptor = { value: () => id, configurable: true, enumerable: false, writable: true };
  Object.defineProperty(Routes.prototype, name, descriptor);
  RequestMapping({ path, method: RequestMethod[method] })(Routes.prototype, name, descriptor);
  Header('X-Handler', id)(Routes.prototype, name, descriptor);
});
Controller()(Routes);

class App {}
Module({ controllers: [Routes] })(App);

const app = await NestFactory.create(App, new FastifyAdapter(options), { logger: ['error', 'warn'] });
await app.listen(0, '127.0.0.1');
console.log(app.getHttpServer().address().port);
process.stdin.on('end', () => process.exit(0)).resume();
