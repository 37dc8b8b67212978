import { UseCase } from '@ledger/core';
import { Injectable, NotFoundException } from '@nestjs/common';
import { AccountRepository } from '../domain/account.repository';

@Injectable()
export class CloseAccount implements UseCase<string, void> {
  constructor(private readonly accounts: AccountRepository) {}

  async execute(id: string): Promise<void> {
    const account = await this.accounts.byId(id);
    if (!account) {
      throw new NotFoundException(`DELETE FROM nowhere WHERE id = ${id}`);
    }
    await this.accounts.forget(account.id);
  }
}
