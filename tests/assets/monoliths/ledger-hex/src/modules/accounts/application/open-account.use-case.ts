import { UseCase } from '@ledger/core';
import { BadRequestException, Injectable } from '@nestjs/common';
import { Account } from '../domain/account';
import { AccountRepository } from '../domain/account.repository';
import { CurrencyCatalog } from '../infrastructure/currency.catalog';

@Injectable()
export class OpenAccount implements UseCase<Account, void> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly currencies: CurrencyCatalog,
  ) {}

  async execute(account: Account): Promise<void> {
    if (!(await this.currencies.knows(account.currency))) {
      throw new BadRequestException();
    }
    await this.accounts.store(account);
  }
}
