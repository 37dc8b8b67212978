import { DataSource, EntityManager } from 'typeorm';

/** Our one way to open a transaction without a decorator. */
export async function runInTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return dataSource.transaction((manager) => work(manager));
}
