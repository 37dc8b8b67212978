import type { UnitOfWork } from '@ledger/db';
import type { Journal } from './journal';

export const JOURNALS = Symbol('JOURNALS');
export const CLOCK = Symbol('CLOCK');

export interface JournalStore {
  add(journal: Journal, uow: UnitOfWork): Promise<void>;
  linesOf(id: string): Promise<unknown[]>;
  sumUntil(day: string): Promise<number>;
}

export interface Clock {
  today(): string;
}
