import { BalanceRow } from '@ledger/db';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

@Injectable()
export class BalanceSnapshot {
  private static readonly FROM = 'FROM postings p JOIN journals j ON j.id = p.journal_id';

  constructor(@InjectRepository(BalanceRow) private readonly balances: Repository<BalanceRow>) {}

  async take(until: string): Promise<void> {
    await this.balances.query(
      'INSERT INTO balances (account_id, day, cents) ' +
        `SELECT p.account_id, ?, SUM(p.cents) ${BalanceSnapshot.FROM} WHERE j.booked_on <= ? GROUP BY p.account_id ` +
        'ON DUPLICATE KEY UPDATE cents = VALUES(cents)',
      [until, until],
    );
  }
}
