import { Injectable, Scope } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, EntityManager, EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';

/** A transaction that is begun, then committed or rolled back. */
@Injectable({ scope: Scope.TRANSIENT })
export class UnitOfWork {
  private runner: QueryRunner | undefined;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async begin(): Promise<void> {
    this.runner = this.dataSource.createQueryRunner();
    await this.runner.connect();
    await this.runner.startTransaction();
  }

  async commit(): Promise<void> {
    await this.open().commitTransaction();
    await this.open().release();
  }

  async rollback(): Promise<void> {
    await this.open().rollbackTransaction();
    await this.open().release();
  }

  get manager(): EntityManager {
    return this.open().manager;
  }

  getRepository<T extends ObjectLiteral>(target: EntityTarget<T>): Repository<T> {
    return this.manager.getRepository(target);
  }

  private open(): QueryRunner {
    if (!this.runner) {
      throw new Error('begin() first');
    }
    return this.runner;
  }
}
