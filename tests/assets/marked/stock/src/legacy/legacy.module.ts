import { Injectable, Module } from '@nestjs/common';
import * as mysql from 'mysql2/promise';
import { readFileSync } from 'fs';
import { join } from 'path';
const pool = mysql.createPool({ host: 'x' });
const REPORT = readFileSync(join(__dirname, 'report.sql'), 'utf8');
@Injectable() export class Legacy {
  async report() { const [rows] = await pool.query(REPORT); return rows; } //= legacy: read sales, read sale_lines, read items
  async touch(id: number) {
    const c = await pool.getConnection();
    await c.beginTransaction();
    await c.execute('UPDATE people SET name = UPPER(name) WHERE id = :id', { id }); //= legacy: write people
    await c.query({ sql: 'INSERT INTO ?? SET ?', values: ['audit_log', { what: 'touch' }] }); //= legacy: write audit_log
    await c.commit();
    c.release();
  }
}
@Module({ providers: [Legacy] }) export class LegacyModule {}
