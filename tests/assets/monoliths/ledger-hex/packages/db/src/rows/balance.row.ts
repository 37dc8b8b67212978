import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('balances')
export class BalanceRow {
  @PrimaryColumn('char', { name: 'account_id', length: 36 })
  accountId: string;

  @PrimaryColumn('date')
  day: string;

  @Column('bigint', { default: 0 })
  cents: number;
}
