// A service that calls the owner while it answers a request; it may listen with a server of its own (OWN_SERVER=1).

import 'reflect-metadata';
import { Body, Controller, Injectable, Module, Post } from '@nestjs/common';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './platform';
import { RemoteCaller, ServiceRuntimeModule } from './runtime';

@Injectable()
class Repeater {
  repeat(value: unknown): unknown[] {
    return [value, value];
  }
}

@Controller()
class FrontController {
  constructor(private readonly remote: RemoteCaller) {}

  @Post('trace')
  trace(@Body() _body: unknown): Promise<unknown> {
    return this.remote.call('the-owner', 'ProbeService', 'trace', []);
  }

  @Post('fail')
  fail(@Body() body: { kind: string }): Promise<unknown> {
    return this.remote.call('the-owner', 'ProbeService', 'fail', [body.kind]);
  }
}

@Module({
  imports: [
    ServiceRuntimeModule.forService({
      service: 'caller',
      endpoints: { Repeater: { token: Repeater, methods: ['repeat'] } },
      readOnly: [],
      owners: {},
      jobs: [],
      classes: [],
    }),
  ],
  controllers: [FrontController],
  providers: [Repeater],
})
class FrontModule {}

async function main(): Promise<void> {
  const app = await createApp(FrontModule);
  if (process.env.OWN_SERVER === undefined) {
    await app.listen(0, process.env.HOST ?? '127.0.0.1');
    process.send?.({ port: app.getHttpServer().address().port });
    return;
  }
  await app.init();
  const instance = app.getHttpAdapter().getInstance();
  await instance.ready?.();
  const server = createServer(instance.routing ?? instance).listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
}

void main();
