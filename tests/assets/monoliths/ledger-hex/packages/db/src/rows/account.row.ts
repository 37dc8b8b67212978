import { Column, DeleteDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { CurrencyRow } from './currency.schema';

@Entity({ name: 'accounts' })
export class AccountRow {
  @PrimaryColumn('char', { length: 36 })
  id: string;

  @Column()
  name: string;

  @ManyToOne('Currency', { nullable: false })
  @JoinColumn({ name: 'currency_code' })
  currency: CurrencyRow;

  @DeleteDateColumn({ name: 'deleted_at' })
  deletedAt: Date | null;
}
