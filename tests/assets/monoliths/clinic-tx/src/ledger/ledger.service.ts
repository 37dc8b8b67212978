import { Inject, Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { LedgerEntry } from './ledger-entry.entity';

export const LEDGER_OPTIONS = 'LEDGER_OPTIONS';

@Injectable()
export class LedgerService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(LEDGER_OPTIONS) private readonly options: { currency: string },
  ) {}

  async append(text: string, manager?: EntityManager): Promise<void> {
    const em = manager ?? this.dataSource.manager;
    await em.insert(LedgerEntry, { text, currency: this.options.currency });
  }
}
