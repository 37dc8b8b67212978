import { Topics } from '@ledger/core';
import { BalanceRow } from '@ledger/db';
import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DataSource, EntityManager } from 'typeorm';

@Injectable()
export class JournalPostedHandler {
  private readonly manager: EntityManager;

  constructor(dataSource: DataSource) {
    this.manager = dataSource.manager;
  }

  @OnEvent(Topics.JOURNAL_POSTED, { async: true })
  async handle(): Promise<number> {
    return this.manager.countBy(BalanceRow, { cents: 0 });
  }
}
