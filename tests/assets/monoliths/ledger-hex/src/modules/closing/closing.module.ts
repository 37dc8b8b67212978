import { BalanceRow, DatabaseModule } from '@ledger/db';
import { Module } from '@nestjs/common';
import { JournalsModule } from '#journals/journals.module';
import { ClosePeriod } from './application/close-period.use-case';
import { JournalPostedHandler } from './application/journal-posted.handler';
import { PeriodRepository } from './domain/period';
import { BalanceSnapshot } from './infrastructure/balance.snapshot';
import { PeriodRow } from './infrastructure/period.row';
import { TypeOrmPeriodRepository } from './infrastructure/typeorm-period.repository';
import { PeriodsController } from './interface/periods.controller';

const adapters = [BalanceSnapshot, { provide: PeriodRepository, useClass: TypeOrmPeriodRepository }];

@Module({
  imports: [JournalsModule, DatabaseModule.forFeature(PeriodRow, BalanceRow)],
  controllers: [PeriodsController],
  providers: [ClosePeriod, JournalPostedHandler, ...adapters],
})
export class ClosingModule {}
