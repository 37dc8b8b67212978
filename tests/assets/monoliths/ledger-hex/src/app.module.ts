import { DatabaseModule } from '@ledger/db';
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccountsModule } from './modules/accounts/accounts.module';
import { ClosingModule } from './modules/closing/closing.module';
import { JournalsModule } from './modules/journals/journals.module';
import { MessagingModule } from './shared/messaging/messaging.module';

@Module({
  imports: [
    DatabaseModule.forRoot(process.env.DATABASE_URL ?? 'mysql://ledger:ledger@localhost/ledger'),
    ScheduleModule.forRoot(),
    MessagingModule,
    AccountsModule,
    JournalsModule,
    ClosingModule,
  ],
})
export class AppModule {}
