import { NestFactory } from '@nestjs/core';
import { MicroserviceOptions, Transport } from '@nestjs/microservices';
import { initializeTransactionalContext } from 'typeorm-transactional';
import { AppModule } from './app.module';

async function start() {
  initializeTransactionalContext();
  const app = await NestFactory.create(AppModule);
  app.connectMicroservice<MicroserviceOptions>({ transport: Transport.TCP, options: { port: 4001 } });
  await app.startAllMicroservices();
  await app.listen(3000);
}

start();
