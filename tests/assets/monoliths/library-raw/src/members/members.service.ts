import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class MembersService {
  constructor(private readonly db: DataSource) {}

  debts() {
    return this.db.query('SELECT m.id, m.name, fn_debt(m.id) AS debt FROM members m');
  }

  overdue() {
    return this.db.query('SELECT name, due FROM v_overdue ORDER BY due');
  }

  history(id: number) {
    return this.db.query(
      `SELECT a.id FROM archive.loans_2020 a WHERE a.member_id = ?
       UNION ALL
       SELECT l.id FROM library.loans AS l WHERE l.member_id = ?`,
      [id, id],
    );
  }

  readers() {
    return this.db.query(`
      WITH RECURSIVE weeks AS (
        SELECT 1 AS n UNION ALL SELECT n + 1 FROM weeks WHERE n < 52
      ),
      recent AS (SELECT member_id, COUNT(*) AS n FROM loans GROUP BY member_id)
      SELECT members.name, recent.n FROM recent JOIN members ON members.id = recent.member_id, weeks
    `);
  }

  async forgive(id: number) {
    await this.db.query('DELETE f FROM fines f JOIN members m ON m.id = f.member_id WHERE m.id = ?', [id]);
  }

  async surcharge() {
    await this.db.query(
      'UPDATE members m JOIN fines f ON f.member_id = m.id SET m.debt = m.debt + 1 WHERE f.cents > 1000',
    );
  }

  async punish(loanId: number, memberId: number) {
    await this.db.query('INSERT INTO fines (loan_id, member_id, cents) VALUES (?, ?, 500)', [loanId, memberId]);
  }
}
