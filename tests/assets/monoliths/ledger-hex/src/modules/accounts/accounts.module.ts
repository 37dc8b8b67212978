import { AccountSchema, CurrencySchema, DatabaseModule } from '@ledger/db';
import { Module } from '@nestjs/common';
import { CloseAccount } from './application/close-account.use-case';
import { OpenAccount } from './application/open-account.use-case';
import { AccountRepository } from './domain/account.repository';
import { CurrencyCatalog } from './infrastructure/currency.catalog';
import { TypeOrmAccountRepository } from './infrastructure/typeorm-account.repository';
import { AccountsController } from './interface/accounts.controller';

@Module({
  imports: [DatabaseModule.forFeature(AccountSchema, CurrencySchema)],
  controllers: [AccountsController],
  providers: [
    OpenAccount,
    CloseAccount,
    CurrencyCatalog,
    { provide: AccountRepository, useClass: TypeOrmAccountRepository },
  ],
  exports: [AccountRepository],
})
export class AccountsModule {}
