import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CreateRecordHandler, RecordsOfHandler } from './handlers/create-record.handler';
import { HealthRecord } from './health-record.entity';
import { RecordsController } from './records.controller';

const handlers = [CreateRecordHandler, RecordsOfHandler];

@Module({
  imports: [CqrsModule, TypeOrmModule.forFeature([HealthRecord])],
  controllers: [RecordsController],
  providers: [...handlers],
})
export class RecordsModule {}
