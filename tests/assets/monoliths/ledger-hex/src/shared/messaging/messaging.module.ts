import { DatabaseModule, OutboxRow } from '@ledger/db';
import { Global, Module } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { DomainEvents } from './domain-events';
import { OutboxRelay } from './outbox.relay';

@Global()
@Module({
  imports: [EventEmitterModule.forRoot(), DatabaseModule.forFeature(OutboxRow)],
  providers: [DomainEvents, OutboxRelay],
  exports: [DomainEvents],
})
export class MessagingModule {}
