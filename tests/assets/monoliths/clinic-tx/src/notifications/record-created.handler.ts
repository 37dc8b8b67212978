import { EventsHandler, IEventHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { RecordCreatedEvent } from '../records/record-created.event';
import { Notification } from './notification.entity';

@EventsHandler(RecordCreatedEvent)
export class RecordCreatedHandler implements IEventHandler<RecordCreatedEvent> {
  constructor(private readonly dataSource: DataSource) {}

  async handle(event: RecordCreatedEvent): Promise<void> {
    await this.dataSource.manager.insert(Notification, { text: `record ${event.id}` });
  }
}
