import { TypeOrmRepository } from '@ledger/db';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Period, PeriodRepository } from '../domain/period';
import { PeriodRow } from './period.row';

@Injectable()
export class TypeOrmPeriodRepository extends TypeOrmRepository<PeriodRow, Period> implements PeriodRepository {
  protected readonly target = PeriodRow;

  constructor(@InjectDataSource() dataSource: DataSource) {
    super(dataSource, {
      toDomain: (row) => new Period(row.id, row.until, row.closed),
      toRow: (period) => ({ id: period.id, until: period.until, closed: period.closed }),
    });
  }
}
