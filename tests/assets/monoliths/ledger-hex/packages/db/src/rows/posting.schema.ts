import { EntitySchema } from 'typeorm';
import { AccountRow } from './account.row';
import { JournalRow } from './journal.row';

export interface PostingRow {
  journalId: string;
  lineNo: number;
  accountId: string;
  cents: number;
  journal?: JournalRow;
  account?: AccountRow;
}

const key = { primary: true } as const;

export const PostingSchema = new EntitySchema<PostingRow>({
  name: 'Posting',
  tableName: 'postings',
  columns: {
    journalId: { ...key, type: 'char', length: 36, name: 'journal_id' },
    lineNo: { ...key, type: 'int', name: 'line_no' },
    accountId: { type: 'char', length: 36, name: 'account_id' },
    cents: { type: 'bigint' },
  },
  relations: {
    journal: {
      type: 'many-to-one',
      target: 'JournalRow',
      inverseSide: 'postings',
      joinColumn: { name: 'journal_id' },
    },
    account: {
      type: 'many-to-one',
      target: () => AccountRow,
      joinColumn: { name: 'account_id' },
      eager: true,
    },
  },
});
