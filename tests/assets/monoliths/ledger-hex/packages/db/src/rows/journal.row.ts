import { EntitySchema } from 'typeorm';
import type { PostingRow } from './posting.schema';

export class JournalRow {
  id: string;
  bookedOn: string;
  memo: string;
  postings: PostingRow[];
}

export const JournalSchema = new EntitySchema<JournalRow>({
  name: 'Journal',
  target: JournalRow,
  tableName: 'journals',
  columns: {
    id: { type: 'char', length: 36, primary: true },
    bookedOn: { type: 'date', name: 'booked_on' },
    memo: { type: 'varchar', default: '' },
  },
  relations: {
    postings: { type: 'one-to-many', target: 'Posting', inverseSide: 'journal', cascade: ['insert', 'update'] },
  },
});
