// A service whose data sources can be broken: one is closed, one hangs.

import 'reflect-metadata';
import { Controller, Module, Post } from '@nestjs/common';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { createApp } from './platform';
import { ServiceRuntimeModule } from './runtime';

@Controller('break')
class BreakController {
  constructor(
    @InjectDataSource() private readonly first: DataSource,
    @InjectDataSource('slow') private readonly second: DataSource,
  ) {}

  @Post()
  async breakThem(): Promise<void> {
    await this.first.destroy();
    this.second.query = () => new Promise(() => undefined);
  }
}

const common = { type: 'mysql' as const, url: process.env.DATABASE_URL! };

@Module({
  imports: [
    TypeOrmModule.forRoot(common),
    TypeOrmModule.forRoot({ ...common, name: 'slow' }),
    ServiceRuntimeModule.forService({
      service: 'ready',
      endpoints: {},
      readOnly: [],
      owners: {},
      jobs: [],
      classes: [],
    }),
  ],
  controllers: [BreakController],
})
class ReadyModule {}

async function main(): Promise<void> {
  const app = await createApp(ReadyModule);
  await app.listen(0, '127.0.0.1');
  process.send?.({ port: app.getHttpServer().address().port });
}

void main();
