import { Injectable, OnModuleInit } from '@nestjs/common';
import { Cron, CronExpression, Interval, SchedulerRegistry, Timeout } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { DataSource, LessThan } from 'typeorm';
import { Slot } from '../appointments/slot.entity';
import { LedgerService } from '../ledger/ledger.service';

const EVERY_TEN_MINUTES = '0 */10 * * * *';

@Injectable()
export class HousekeepingService implements OnModuleInit {
  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly dataSource: DataSource,
    private readonly ledger: LedgerService,
  ) {}

  onModuleInit(): void {
    const job = new CronJob('30 2 * * 1', () => void this.purge());
    this.registry.addCronJob('purge', job as never);
  }

  async purge(): Promise<void> {
    await this.dataSource.getRepository(Slot).delete({ startsAt: LessThan(new Date()), taken: false });
  }

  @Cron(CronExpression.EVERY_DAY_AT_MIDNIGHT, { timeZone: 'Europe/Berlin' })
  async closeTheDay(): Promise<void> {
    await this.ledger.append('day closed');
  }

  @Cron(EVERY_TEN_MINUTES)
  async count(): Promise<void> {
    await this.dataSource.manager.count(Slot);
  }

  @Interval(60000)
  beat(): void {}

  @Interval('heart', 30_000)
  heart(): void {}

  @Timeout(5 * 1000)
  hello(): void {}
}
