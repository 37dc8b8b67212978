import { Global, Injectable, Module } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import { TransactionHost } from '@nestjs-cls/transactional';
import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { DataSource, EntityManager } from 'typeorm';
export class Query {
  private parts: string[] = [];
  private joins: string[] = [];
  private wheres: string[] = [];
  private constructor(private readonly from: string) {}
  static from(table: string) { return new Query(table); }
  join(table: string, on: string) { this.joins.push(`JOIN ${table} ON ${on}`); return this; }
  where(condition: string) { this.wheres.push(condition); return this; }
  select(...columns: string[]) { this.parts.push(...columns); return this; }
  toString() { return `SELECT ${this.parts.join(', ') || '*'} FROM ${this.from} ${this.joins.join(' ')} ${this.wheres.length ? 'WHERE ' + this.wheres.join(' AND ') : ''}`; }
}
@Injectable() export class Db {
  constructor(private readonly source: DataSource, private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {}
  get em(): EntityManager { return this.host.tx ?? this.source.manager; }
  all<T>(sql: string, args: unknown[] = []): Promise<T[]> { return this.em.query(sql, args); }
  async one<T>(sql: string, args: unknown[] = []): Promise<T | undefined> { return (await this.all<T>(sql, args))[0]; }
  run(sql: string, args: unknown[] = []) { return this.source.query(sql, args); }
  fetch(query: Query, args: unknown[] = []) { return this.source.query(query.toString(), args); }
  insert(table: string, row: Record<string, unknown>) {
    const keys = Object.keys(row);
    return this.source.query(`INSERT INTO ${table} (${keys.join(', ')}) VALUES (${keys.map(() => '?').join(', ')})`, Object.values(row));
  }
  async atomically<R>(work: (em: EntityManager) => Promise<R>): Promise<R> { return this.source.transaction('READ COMMITTED', work); }
}
@Global() @Module({ providers: [Db], exports: [Db] }) export class DbModule {}
