import { DataSource, EntityManager } from 'typeorm';

let dataSource: DataSource | undefined;

export function useDataSource(source: DataSource): void {
  dataSource = source;
}

/** For code that Nest does not construct. */
export function currentManager(): EntityManager {
  if (!dataSource) {
    throw new Error('no data source yet');
  }
  return dataSource.manager;
}
