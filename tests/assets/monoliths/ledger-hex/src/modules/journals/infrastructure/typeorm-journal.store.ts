import { JournalRow, PostingRow, PostingSchema, UnitOfWork } from '@ledger/db';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Journal } from '../domain/journal';
import { JournalStore } from '../domain/ports';

@Injectable()
export class TypeOrmJournalStore implements JournalStore {
  constructor(private readonly dataSource: DataSource) {}

  async add(journal: Journal, uow: UnitOfWork): Promise<void> {
    const rows = uow.getRepository(JournalRow);
    const postings = journal.lines.map(({ account, cents }, index) => ({ lineNo: index + 1, accountId: account, cents }));
    await rows.save(rows.create({ ...journal, postings }));
  }

  linesOf(id: string): Promise<PostingRow[]> {
    return this.dataSource.getRepository(PostingSchema).find({ where: { journalId: id }, order: { lineNo: 'ASC' } });
  }

  async sumUntil(day: string): Promise<number> {
    const { total } = (await this.dataSource
      .getRepository<PostingRow>('Posting')
      .createQueryBuilder('p')
      .innerJoin('p.journal', 'j')
      .select('SUM(p.cents)', 'total')
      .where('j.booked_on <= :day', { day })
      .getRawOne()) ?? { total: 0 };
    return Number(total);
  }
}
