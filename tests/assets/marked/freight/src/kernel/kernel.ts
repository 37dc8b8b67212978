import { Global, Injectable, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, EntityManager, EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import * as all from './entities';
import { OutboxRow } from './entities';

const store = new AsyncLocalStorage<EntityManager>();

@Injectable() export class Tx {
  constructor(private readonly source: DataSource) {}
  get em(): EntityManager { return store.getStore() ?? this.source.manager; }
  repo<T extends ObjectLiteral>(of: EntityTarget<T>): Repository<T> { return this.em.getRepository(of); }
  async run<R>(work: () => Promise<R>): Promise<R> { return this.source.transaction((em) => store.run(em, work)); }
  async serial<R>(work: (em: EntityManager) => Promise<R>): Promise<R> {
    const runner = this.source.createQueryRunner();
    await runner.connect();
    await runner.startTransaction('SERIALIZABLE');
    try {
      const result = await work(runner.manager);
      await runner.commitTransaction();
      return result;
    } catch (e) {
      await runner.rollbackTransaction();
      throw e;
    } finally {
      await runner.release();
    }
  }
}

/** Generic adapter: the subclass says which row and how it is mapped. */
export abstract class RowStore<D, R extends ObjectLiteral & { id: string }> {
  protected abstract readonly row: EntityTarget<R>;
  protected abstract toDomain(row: R): D;
  protected abstract toRow(domain: D): R;
  constructor(protected readonly tx: Tx) {}
  protected get rows(): Repository<R> { return this.tx.repo(this.row); }
  async byId(id: string): Promise<D | null> {
    const row = await this.rows.findOne({ where: { id } as any }); //= booking: read bookings; billing: read invoices
    return row ? this.toDomain(row) : null;
  }
  async add(domain: D): Promise<D> { return this.toDomain(await this.rows.save(this.toRow(domain))); } //= booking: write bookings, write legs; billing: write invoices
  async drop(id: string) { await this.rows.delete(id); } //= booking: write bookings; billing: write invoices
}

@Injectable() export class Outbox {
  constructor(private readonly tx: Tx) {}
  async put(topic: string, body: object) {
    await this.tx.em.insert(OutboxRow, { topic, body }); //= kernel: write outbox
  }
}

@Global()
@Module({ imports: [TypeOrmModule.forFeature(Object.values(all) as any)], providers: [Tx, Outbox], exports: [Tx, Outbox] })
export class KernelModule {}
