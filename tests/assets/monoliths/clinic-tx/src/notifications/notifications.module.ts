import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Letter } from './letter.entity';
import { LettersProcessor } from './letters.processor';
import { Notification } from './notification.entity';
import { NotificationsController } from './notifications.controller';
import { NotificationsListener } from './notifications.listener';
import { RecordCreatedHandler } from './record-created.handler';

@Module({
  imports: [CqrsModule, BullModule.registerQueue({ name: 'letters' }), TypeOrmModule.forFeature([Letter, Notification])],
  controllers: [NotificationsController],
  providers: [LettersProcessor, NotificationsListener, RecordCreatedHandler],
})
export class NotificationsModule {}
