import { EntitySchema } from 'typeorm';

export interface CurrencyRow {
  code: string;
  digits: number;
}

export const CurrencySchema = new EntitySchema<CurrencyRow>({
  name: 'Currency',
  tableName: 'currencies',
  columns: {
    code: { type: 'char', length: 3, primary: true },
    digits: { type: 'int', name: 'minor_digits', default: 2 },
  },
});
