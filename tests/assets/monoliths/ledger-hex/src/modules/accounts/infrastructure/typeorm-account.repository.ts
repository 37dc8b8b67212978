import { AccountRow, TypeOrmRepository } from '@ledger/db';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityTarget } from 'typeorm';
import { Account } from '../domain/account';
import { AccountRepository } from '../domain/account.repository';
import { AccountMapper } from './account.mapper';

@Injectable()
export class TypeOrmAccountRepository extends TypeOrmRepository<AccountRow, Account> implements AccountRepository {
  constructor(dataSource: DataSource) {
    super(dataSource, new AccountMapper());
  }

  protected get target(): EntityTarget<AccountRow> {
    return AccountRow;
  }

  async inCurrency(code: string): Promise<Account[]> {
    const rows = await this.rows.find({ where: { currency: { code } }, relations: { currency: true }, withDeleted: true });
    return rows.map((row) => this.mapper.toDomain(row));
  }

  async forgetUnused(): Promise<void> {
    await this.rows
      .createQueryBuilder()
      .softDelete()
      .where('id NOT IN (SELECT account_id FROM postings)')
      .execute();
  }
}
