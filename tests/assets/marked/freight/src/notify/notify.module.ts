import { Injectable, Module } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DataSource, EntityManager, EntitySubscriberInterface, EventSubscriber, InsertEvent } from 'typeorm';
import { InvoiceRow, NoticeRow, OutboxRow } from '@kernel/entities';
@Injectable() @EventSubscriber() export class InvoiceWatch implements EntitySubscriberInterface<InvoiceRow> {
  constructor(source: DataSource) { source.subscribers.push(this); }
  listenTo() { return InvoiceRow; }
  async afterInsert(event: InsertEvent<InvoiceRow>) {
    await event.manager.save(event.manager.create(NoticeRow, { text: `invoice ${event.entity.id}` })); //= notify: write notices
  }
}
@Injectable() export class Relay {
  constructor(private readonly em: EntityManager) {}
  @OnEvent('tick') async drain() {
    const batch = await this.em.find(OutboxRow, { take: 50 }); //= notify: read outbox
    const byTopic = batch.reduce<Record<string, OutboxRow[]>>((all, row) => {
      (all[row.topic] ??= []).push(row);
      return all;
    }, {});
    for (const [topic, rows] of Object.entries(byTopic)) {
      await this.em.save(rows.map(({ id }) => this.em.create(NoticeRow, { text: topic + id }))); //= notify: write notices
      await this.em.remove(rows); //= notify: write outbox
    }
  }
}
@Module({ providers: [InvoiceWatch, Relay] }) export class NotifyModule {}
