import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module';

void NestFactory.create(WorkerModule).then((app) => app.listen(3001));
