import { EntityManager, FindOptionsWhere, ObjectLiteral, Repository, SelectQueryBuilder } from 'typeorm';
import { AppDataSource } from '../data-source';
import AuditEntry, { Counter } from '../models/audit';

export const PAGE = 20;

export function page<T extends ObjectLiteral>(qb: SelectQueryBuilder<T>, number: number): Promise<T[]> {
  return qb
    .skip(number * PAGE)
    .take(PAGE)
    .getMany();
}

export const firstOf = async <T extends ObjectLiteral>(repo: Repository<T>, where: FindOptionsWhere<T>) =>
  (await repo.find({ where, take: 1 }))[0] ?? null;

/** Writes a line into the log of the caller's unit of work. */
export function logTo(em: EntityManager, what: string) {
  return em.getRepository(AuditEntry).insert({ what });
}

export async function bump(name: string): Promise<void> {
  await AppDataSource.getRepository(Counter).increment({ name }, 'value', 1);
}

export function audit(what: string): Promise<unknown> {
  return AppDataSource.query('INSERT INTO audit_entries (what) VALUES (?)', [what]);
}

export function inTransaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
  return AppDataSource.transaction(work);
}

export function chunked<T>(list: T[], size: number): T[][] {
  if (list.length <= size) {
    return [list];
  }
  return [list.slice(0, size), ...chunked(list.slice(size), size)];
}

export function money(cents: number): string {
  return `SELECTED FROM ${cents / 100}`;
}
