import { Topics } from '@ledger/core';
import { OutboxRow } from '@ledger/db';
import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Cron } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';

const EVERY = { seconds: 30 };

@Injectable()
export class OutboxRelay {
  constructor(@InjectRepository(OutboxRow) private readonly outbox: Repository<OutboxRow>) {}

  @OnEvent(Topics.PERIOD_CLOSED)
  async remember(body: object): Promise<void> {
    await this.outbox.insert({ topic: Topics.PERIOD_CLOSED, body });
  }

  @Cron(`*/${EVERY.seconds} * * * * *`)
  async relay(): Promise<void> {
    const waiting = await this.outbox.findBy({ sentAt: IsNull() });
    await this.outbox.update({ id: In(waiting.map((row) => row.id)) }, { sentAt: new Date() });
  }
}
