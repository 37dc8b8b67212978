import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { EntityManager } from 'typeorm';

const COLUMNS = ['shelf_code', 'copies'];

@Injectable()
export class StatsService {
  constructor(@InjectEntityManager() private readonly manager: EntityManager) {}

  counters() {
    return this.manager.query(`SELECT ${COLUMNS.join(', ')} FROM counters LOCK IN SHARE MODE`);
  }

  async rebuild() {
    await this.manager.query('CALL rebuild_counters()');
  }

  busy() {
    return this.manager.query(
      'SELECT title FROM books WHERE id IN (SELECT c.book_id FROM copies c WHERE EXISTS ' +
        '(SELECT 1 FROM loans l WHERE l.copy_id = c.id))',
    );
  }

  async fill() {
    await this.manager.query(
      'INSERT INTO counters (shelf_code, copies) SELECT s.code, COUNT(*) FROM shelves s ' +
        'LEFT JOIN copies c ON c.shelf_code = s.code GROUP BY s.code',
    );
  }

  async bump(code: string) {
    await this.manager.query(
      'INSERT INTO counters (shelf_code, copies) VALUES (?, 1) ON DUPLICATE KEY UPDATE copies = copies + 1',
      [code],
    );
  }

  async put(code: string, copies: number) {
    await this.manager.query('REPLACE INTO counters (shelf_code, copies) VALUES (?, ?)', [code, copies]);
  }

  any(table: string) {
    return this.manager.query(`SELECT COUNT(*) AS n FROM ${table}`);
  }

  yearly() {
    return this.manager.query('CALL yearly_report(?)', [2020]);
  }
}
