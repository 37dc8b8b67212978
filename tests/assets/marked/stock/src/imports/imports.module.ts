import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audited } from '../audit/audit.module';
import { Db } from '../db/db';
@Injectable() export class Imports {
  constructor(readonly db: Db, private readonly source: DataSource) {}
  @Audited('load') async load(file: string) {
    const runner = this.source.createQueryRunner();
    await runner.query('START TRANSACTION');
    await runner.query('TRUNCATE TABLE stage'); //= imports: write stage
    await runner.query("LOAD DATA LOCAL INFILE ? INTO TABLE stage FIELDS TERMINATED BY ',' IGNORE 1 LINES (sku, qty)", [file]); //= imports: write stage
    await runner.query('CREATE TEMPORARY TABLE fresh AS SELECT s.* FROM stage s LEFT JOIN items i USING (sku) WHERE i.id IS NULL'); //= imports: read stage, read items
    await runner.query('INSERT IGNORE INTO items (sku, qty) SELECT sku, qty FROM fresh'); //= imports: write items
    await runner.query('UPDATE items AS i, stage AS s SET i.qty = s.qty WHERE i.sku = s.sku'); //= imports: write items, read stage, write audit_log
    await runner.query('DROP TEMPORARY TABLE IF EXISTS fresh');
    await runner.query('COMMIT');
    await runner.release();
  }
  async clean() {
    for (const name of ['stage', 'moves']) await this.db.run(`DELETE FROM \`${name}\``); //= imports: write stage, write moves
    await this.db.run('SET FOREIGN_KEY_CHECKS = 0');
    await this.db.run('ANALYZE TABLE items');
    await this.db.run('LOCK TABLES items WRITE, people AS p READ'); //= imports: read items, read people
  }
}
@Module({ providers: [Imports] }) export class ImportsModule {}
