import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import AppModule from './app.module';

async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { cors: true });
  app.useBodyParser('json', { limit: '64kb' });
  app.disable('x-powered-by');
  await app.listen(Number(process.env.PORT) || 3000);
}

bootstrap();
