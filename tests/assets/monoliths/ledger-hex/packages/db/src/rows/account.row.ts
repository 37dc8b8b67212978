import { EntitySchema } from 'typeorm';
import type { CurrencyRow } from './currency.schema';

export class AccountRow {
  id: string;
  name: string;
  currency: CurrencyRow;
  deletedAt: Date | null;
}

export const AccountSchema = new EntitySchema<AccountRow>({
  name: 'Account',
  target: AccountRow,
  tableName: 'accounts',
  columns: {
    id: { type: 'char', length: 36, primary: true },
    name: { type: 'varchar' },
    deletedAt: { type: 'datetime', name: 'deleted_at', deleteDate: true, nullable: true },
  },
  relations: {
    currency: { type: 'many-to-one', target: 'Currency', nullable: false, joinColumn: { name: 'currency_code' } },
  },
});
