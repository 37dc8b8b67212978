import { Column, Entity, OneToMany, PrimaryColumn } from 'typeorm';
import type { PostingRow } from './posting.schema';

@Entity('journals')
export class JournalRow {
  @PrimaryColumn('char', { length: 36 })
  id: string;

  @Column('date', { name: 'booked_on' })
  bookedOn: string;

  @Column({ default: '' })
  memo: string;

  @OneToMany('Posting', 'journal', { cascade: ['insert', 'update'] })
  postings: PostingRow[];
}
