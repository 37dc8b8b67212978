import { VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { initializeTransactionalContext } from 'typeorm-transactional';
import { AppModule } from './app/app.module';

async function bootstrap() {
  initializeTransactionalContext();
  const app = await NestFactory.create(AppModule, { bufferLogs: true });
  app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.MEDIA_TYPE, key: 'v=' });
  await app.listen(process.env.PORT ?? 3333);
}

bootstrap();
