import { Mapper } from '@ledger/core';
import { AccountRow, CurrencyRow } from '@ledger/db';
import { Account } from '../domain/account';

export class AccountMapper implements Mapper<AccountRow, Account> {
  toDomain(row: AccountRow): Account {
    return new Account(row.id, row.name, row.currency?.code ?? 'EUR');
  }

  toRow(account: Account): AccountRow {
    const row = new AccountRow();
    row.id = account.id;
    row.name = account.name;
    row.currency = { code: account.currency } as CurrencyRow;
    return row;
  }
}
