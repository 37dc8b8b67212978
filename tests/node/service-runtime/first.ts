// A service that is the first process of its namespace, as in a container; with HOOKS=on it closes itself on signals.

import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { createApp } from './platform';
import { ServiceRuntimeModule } from './runtime';

@Controller('slow')
class SlowController {
  @Get()
  async answer(): Promise<string> {
    process.send?.({ begun: true });
    await new Promise((resolve) => setTimeout(resolve, 700));
    return 'answered';
  }
}

@Module({
  imports: [
    ServiceRuntimeModule.forService({
      service: 'first',
      endpoints: {},
      readOnly: [],
      owners: {},
      dataSources: [],
      jobs: [],
      classes: [],
    }),
  ],
  controllers: [SlowController],
})
class FirstModule {}

async function main(): Promise<void> {
  const app = await createApp(FirstModule);
  if (process.env.HOOKS === 'on') {
    app.enableShutdownHooks();
  }
  await app.listen(0, '127.0.0.1');
  process.send?.({ port: app.getHttpServer().address().port, pid: process.pid });
}

void main();
