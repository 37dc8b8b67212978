// Makes an application on Express, or on Fastify with ADAPTER=fastify.

import { NestFactory } from '@nestjs/core';

export async function createApp(module: any): Promise<any> {
  const options: any = { logger: process.env.LOG === undefined ? false : undefined, abortOnError: false };
  if (process.env.ADAPTER === 'fastify') {
    const { FastifyAdapter } = require('@nestjs/platform-fastify');
    return NestFactory.create(module, new FastifyAdapter({ bodyLimit: 200 }), options);
  }
  const app: any = await NestFactory.create(module, options);
  // What reaches this is not the internal endpoint's: a limiter, a parser with a tiny limit that takes every type.
  app.useBodyParser?.('json', { limit: 200, type: '*/*' });
  app.use((_request: any, response: any, next: () => void) => {
    response.setHeader('x-powered-by', 'middleware of the application');
    next();
  });
  return app;
}
