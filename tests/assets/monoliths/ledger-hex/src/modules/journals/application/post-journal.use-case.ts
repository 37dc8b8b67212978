import { Topics, UseCase } from '@ledger/core';
import { AccountRow, BalanceRow, UnitOfWork } from '@ledger/db';
import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { AccountRepository } from '#accounts/domain/account.repository';
import { DomainEvents } from '#shared/messaging/domain-events';
import type { Journal } from '../domain/journal';
import { CLOCK, Clock, JOURNALS, JournalStore } from '../domain/ports';

@Injectable()
export class PostJournal implements UseCase<Journal, void> {
  constructor(
    @Inject(JOURNALS) private readonly journals: JournalStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly accounts: AccountRepository,
    private readonly events: DomainEvents,
    private readonly uow: UnitOfWork,
  ) {}

  async execute(journal: Journal): Promise<void> {
    for (const line of journal.lines) {
      if (!(await this.accounts.byId(line.account))) {
        throw new NotFoundException();
      }
    }
    await this.uow.begin();
    try {
      await this.journals.add({ ...journal, bookedOn: this.clock.today() }, this.uow);
      for (const line of journal.lines) {
        await this.uow.getRepository(AccountRow).findOneByOrFail({ id: line.account });
        await this.uow.manager.increment(BalanceRow, { accountId: line.account }, 'cents', line.cents);
      }
      await this.uow.commit();
    } catch (problem) {
      await this.uow.rollback();
      throw problem;
    }
    this.events.publish(Topics.JOURNAL_POSTED, { id: journal.id });
  }
}
