import { DatabaseModule, JournalSchema, PostingSchema } from '@ledger/db';
import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/accounts.module';
import { PostJournal } from './application/post-journal.use-case';
import { CLOCK, JOURNALS } from './domain/ports';
import { TypeOrmJournalStore } from './infrastructure/typeorm-journal.store';
import { JournalsController } from './interface/journals.controller';

@Module({
  imports: [AccountsModule, DatabaseModule.forFeature(JournalSchema, PostingSchema)],
  controllers: [JournalsController],
  providers: [
    PostJournal,
    { provide: JOURNALS, useClass: TypeOrmJournalStore },
    { provide: CLOCK, useValue: { today: () => new Date().toISOString().slice(0, 10) } },
  ],
  exports: [JOURNALS],
})
export class JournalsModule {}
