import type { Mapper } from '@ledger/core';
import { DataSource, EntityTarget, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';

/** What every adapter of a port has in common: rows in the table, domain objects outside. */
export abstract class TypeOrmRepository<TRow extends ObjectLiteral & { id: string }, TDomain> {
  protected constructor(
    protected readonly dataSource: DataSource,
    protected readonly mapper: Mapper<TRow, TDomain>,
  ) {}

  protected abstract get target(): EntityTarget<TRow>;

  protected get rows(): Repository<TRow> {
    return this.dataSource.getRepository(this.target);
  }

  async byId(id: string): Promise<TDomain | null> {
    const row = await this.rows.findOneBy({ id } as FindOptionsWhere<TRow>);
    return row ? this.mapper.toDomain(row) : null;
  }

  async store(domain: TDomain): Promise<void> {
    await this.rows.save(this.mapper.toRow(domain));
  }

  async forget(id: string): Promise<void> {
    await this.rows.softDelete(id);
  }
}
