import { Topics, UseCase } from '@ledger/core';
import { Atomic } from '@ledger/db';
import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { JOURNALS, JournalStore } from '#journals/domain/ports';
import { DomainEvents } from '#shared/messaging/domain-events';
import { PeriodRepository } from '../domain/period';
import { BalanceSnapshot } from '../infrastructure/balance.snapshot';

@Injectable()
export class ClosePeriod implements UseCase<string, number> {
  constructor(
    private readonly periods: PeriodRepository,
    private readonly snapshot: BalanceSnapshot,
    private readonly events: DomainEvents,
    @Inject(JOURNALS) private readonly journals: JournalStore,
  ) {}

  @Atomic()
  async execute(id: string): Promise<number> {
    const period = await this.periods.byId(id);
    if (!period) {
      throw new NotFoundException();
    }
    await this.snapshot.take(period.until);
    await this.periods.store(period.close());
    this.events.publish(Topics.PERIOD_CLOSED, { id });
    return this.journals.sumUntil(period.until);
  }
}
